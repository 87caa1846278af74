package import DarumaAWS
import Synchronization
package import Testing

/// Answers requests from a list, in order, and keeps them. A request that nobody expected fails the test,
/// whether or not the test looks at it; so does an answer that nobody asked for (``finish()``).
package final class ScriptedTransport: HTTPTransport {
  package typealias Reply = Result<HTTPResponse, TransportError>

  private struct State {
    var replies: [Reply]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>

  package init(_ replies: [Reply]) { state = Mutex(State(replies: replies)) }

  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
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

  package var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// The bodies of all requests, as text.
  package var bodies: [String] { requests.map { String(decoding: $0.body, as: UTF8.self) } }

  /// Says that no more requests will come.
  package func finish(sourceLocation: SourceLocation = #_sourceLocation) {
    let left = state.withLock { $0.replies.count }
    #expect(left == 0, "\(left) answers were never asked for", sourceLocation: sourceLocation)
  }
}

extension HTTPResponse {
  package static func ok(_ body: String, headers: [HTTPHeader] = []) -> HTTPResponse {
    HTTPResponse(status: 200, headers: headers, body: Array(body.utf8))
  }

  /// An error of a query service.
  package static func queryError(
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
  package static func jsonError(_ status: Int, _ type: String, _ message: String = "because") -> HTTPResponse {
    HTTPResponse(
      status: status, headers: [HTTPHeader("x-amzn-RequestId", "req-1")],
      body: Array(#"{"__type":"\#(type)","message":"\#(message)"}"#.utf8))
  }
}
