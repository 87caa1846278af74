package import DarumaAWS

/// The simulated cloud without a network: Daruma's real AWS client signs, sends and parses as always, and each request is
/// answered by the model in the same process, at the model's time. For simulation, where nothing may take real time.
package struct InProcessTransport: HTTPTransport {
  private let face: AWSFace

  package init(_ face: AWSFace) { self.face = face }

  /// Answers at once. What would keep a client waiting for ever is a time-out at once.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    switch face.answer(try Self.received(request)) {
    case .response(let response, _):
      let type = HTTPHeader("Content-Type", response.contentType)
      let id = response.requestID.map { [HTTPHeader("x-amzn-RequestId", $0)] } ?? []
      let error = response.errorType.map { [HTTPHeader("x-amzn-ErrorType", $0)] } ?? []
      return HTTPResponse(status: response.status, headers: [type] + id + error, body: Array(response.body.utf8))
    case .cut: throw TransportError(.interrupted, "\(request.method) \(request.url): the connection was cut")
    case .hold: throw TransportError(.timedOut, "\(request.method) \(request.url): no answer came")
    }
  }

  /// The request as a server would read it off the wire.
  private static func received(_ request: HTTPRequest) throws(TransportError) -> FaceRequest {
    guard let scheme = request.url.firstRange(of: "://") else {
      throw TransportError(.invalidRequest, "\(request.url) is no URL: it has no scheme")
    }
    let rest = request.url[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest.dropFirst(host.count)
    var headers = request.headers.map { (name: $0.name, value: $0.value) }
    if request.headers.allSatisfy({ $0.name.lowercased() != "host" }) {
      headers.append((name: "Host", value: String(host)))
    }
    return FaceRequest(
      method: request.method, target: target.hasPrefix("/") ? String(target) : "/" + target, headers: headers,
      body: request.body)
  }
}
