import DarumaAWS
import Testing

/// A transport, and a server that follows a script.
struct Loopback: Sendable {
  let server: LoopbackServer
  let transport: CurlTransport

  func request(
    _ method: String = "GET", _ target: String = "/", headers: [HTTPHeader] = [], body: [UInt8] = [],
    timeout: Duration = HTTPRequest.defaultTimeout
  ) -> HTTPRequest {
    HTTPRequest(method: method, url: server.url(target), headers: headers, body: body, timeout: timeout)
  }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse { try await transport.send(request) }

  func get(_ target: String = "/") async throws -> HTTPResponse { try await send(request("GET", target)) }

  /// The error with which `request` ends; nil, and a failed expectation, where an answer comes.
  func failure(
    of request: HTTPRequest, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> TransportError? {
    await transport.failure(of: request, sourceLocation: sourceLocation)
  }
}

extension CurlTransport {
  /// The error with which `request` ends; nil, and a failed expectation, where an answer comes.
  func failure(
    of request: HTTPRequest, sourceLocation: SourceLocation = #_sourceLocation
  ) async -> TransportError? {
    do {
      let answer = try await send(request)
      Issue.record("an answer with status \(answer.status) came back", sourceLocation: sourceLocation)
      return nil
    } catch {
      return error
    }
  }
}

/// Runs `body` with a server that follows `script` and a transport, and ends both whatever happens.
func withLoopback(
  _ configure: (inout CurlConfiguration) -> Void = { _ in },
  script: @escaping LoopbackServer.Script,
  _ body: (Loopback) async throws -> Void
) async throws {
  var configuration = CurlConfiguration(version: "0.test")
  configure(&configuration)
  let loopback = Loopback(server: try LoopbackServer(script), transport: try CurlTransport(configuration))
  do {
    try await body(loopback)
  } catch {
    await loopback.transport.shutdown()
    loopback.server.stop()
    throw error
  }
  await loopback.transport.shutdown()
  loopback.server.stop()
}
