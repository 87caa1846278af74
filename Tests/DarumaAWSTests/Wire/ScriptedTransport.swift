import DarumaAWS
import Synchronization
import Testing

/// Answers requests from a list, in order, and keeps them. A request that nobody expected fails the test,
/// whether or not the test looks at it; so does an answer that nobody asked for (``finish()``).
final class ScriptedTransport: HTTPTransport {
  typealias Reply = Result<HTTPResponse, TransportError>

  private struct State {
    var replies: [Reply]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>

  init(_ replies: [Reply]) { state = Mutex(State(replies: replies)) }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let reply: Reply? = state.withLock { state in
      state.requests.append(request)
      return state.replies.isEmpty ? nil : state.replies.removeFirst()
    }
    guard let reply else {
      Issue.record("nobody expected \(request.method) \(request.url)")
      throw TransportError(.invalidRequest, "nobody expected this request")
    }
    return try reply.get()
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// The bodies of all requests, as text.
  var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

  /// Says that no more requests will come.
  func finish(sourceLocation: SourceLocation = #_sourceLocation) {
    let left = state.withLock { $0.replies.count }
    #expect(left == 0, "\(left) answers were never asked for", sourceLocation: sourceLocation)
  }
}

extension HTTPResponse {
  static func ok(_ body: String, headers: [HTTPHeader] = []) -> HTTPResponse {
    HTTPResponse(status: 200, headers: headers, body: Array(body.utf8))
  }

  /// An error of a query service.
  static func queryError(
    _ status: Int, _ code: String, _ message: String = "because", requestID: String = "req-1",
    headers: [HTTPHeader] = []
  ) -> HTTPResponse {
    let body = """
      <ErrorResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><Error><Type>Sender</Type>\
      <Code>\(code)</Code><Message>\(message)</Message></Error><RequestId>\(requestID)</RequestId>
      </ErrorResponse>
      """
    return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
  }

  /// An error of a JSON service.
  static func jsonError(_ status: Int, _ type: String, _ message: String = "because") -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPHeader("x-amzn-RequestId", "req-1")],
      body: Array(#"{"__type":"\#(type)","message":"\#(message)"}"#.utf8))
  }
}
