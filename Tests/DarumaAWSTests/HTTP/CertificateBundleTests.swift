import DarumaCore
import Foundation
import Testing

@testable import DarumaAWS

@Suite(
  "Certificates that the environment names",
  .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSLServer.program)))
struct CertificateBundleTests {
  private static func surroundings(_ variables: [String: String]) -> CredentialSurroundings {
    .real(variables: variables, now: { Instant(milliseconds: 0) })
  }

  @Test("AWS_CA_BUNDLE, or the profile's ca_bundle, is trusted", arguments: [false, true])
  func trusted(byProfile: Bool) async throws {
    let server = try await OpenSSLServer.start(name: "127.0.0.1")
    defer { server.stop() }
    let config = FileManager.default.temporaryDirectory.appendingPathComponent("daruma-config-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: config) }
    var variables = ["AWS_CA_BUNDLE": server.certificatePath]
    if byProfile {
      try Data("[profile dr]\nca_bundle = \(server.certificatePath)\n".utf8).write(to: URL(fileURLWithPath: config))
      variables = ["AWS_CONFIG_FILE": config, "AWS_PROFILE": "dr"]
    }
    let transport = try CurlTransport(CurlConfiguration(version: "0.test", Self.surroundings(variables)))
    let request = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
    #expect(try await transport.send(request).status == 200)
    await transport.shutdown()
  }

  @Test("a bundle that does not exist, or holds no certificate, is named at the start")
  func wrong() throws {
    let missing = #expect(throws: CloudFault.self) {
      try CurlConfiguration(version: "0.test", Self.surroundings(["AWS_CA_BUNDLE": "/nowhere/bundle.pem"]))
    }
    #expect(missing?.message.contains("AWS_CA_BUNDLE names /nowhere/bundle.pem, which does not exist") == true)
    let empty = #expect(throws: CloudFault.self) {
      try CurlConfiguration(version: "0.test", Self.surroundings(["AWS_CA_BUNDLE": "/dev/null"]))
    }
    #expect(empty?.message.contains("no certificate") == true)
  }

  @Test("nothing named: the system's")
  func system() throws {
    #expect(try CurlConfiguration(version: "0.test", Self.surroundings([:])).certificateBundlePath == nil)
  }
}
