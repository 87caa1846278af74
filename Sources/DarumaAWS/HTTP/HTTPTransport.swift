/// Sends one HTTP request and returns its answer. The port between the wire protocols above and libcurl
/// below: tests put a recorded answer behind it.
package protocol HTTPTransport: Sendable {
  /// Sends `request` exactly as given: no header added after signing, no redirect followed, no retry.
  ///
  /// - Throws: ``TransportError`` when no complete answer came back. An answer with an error status is an
  ///   answer.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
