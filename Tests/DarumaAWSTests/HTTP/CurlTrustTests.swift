import DarumaAWS
import Foundation
import Testing

/// A TLS server with a certificate of its own making, by the `openssl` program.
@Suite("Certificates", .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSLServer.program)))
struct CurlTrustTests {
  @Test("a certificate from nowhere is refused before anything is sent; with its bundle it is trusted")
  func trust() async throws {
    let server = try await OpenSSLServer.start(name: "127.0.0.1")
    defer { server.stop() }
    let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")

    let suspicious = try CurlTransport(CurlConfiguration(version: "0.test"))
    let error = await suspicious.failure(of: request)
    #expect(error?.code == .untrusted)
    #expect(error?.outcomeUnknown == false)
    await suspicious.shutdown()

    var configuration = CurlConfiguration(version: "0.test")
    configuration.certificateBundlePath = server.certificatePath
    let trusting = try CurlTransport(configuration)
    #expect(try await trusting.send(request).status == 200)
    await trusting.shutdown()
  }

  @Test("a trusted certificate for another name is refused")
  func otherName() async throws {
    let server = try await OpenSSLServer.start(name: "127.0.0.2")
    defer { server.stop() }
    var configuration = CurlConfiguration(version: "0.test")
    configuration.certificateBundlePath = server.certificatePath
    let transport = try CurlTransport(configuration)
    let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
    let error = await transport.failure(of: request)
    #expect(error?.code == .untrusted)
    await transport.shutdown()
  }

  @Test("a bundle that does not exist is named, and nothing is sent")
  func missingBundle() async throws {
    let server = try await OpenSSLServer.start(name: "127.0.0.1")
    defer { server.stop() }
    var configuration = CurlConfiguration(version: "0.test")
    configuration.certificateBundlePath = "/nowhere/bundle.pem"
    let transport = try CurlTransport(configuration)
    let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
    let error = await transport.failure(of: request)
    #expect(error?.code == .untrusted)
    #expect(error?.message.contains("/nowhere/bundle.pem") == true)
    await transport.shutdown()
  }
}
