import DarumaActions
import DarumaAWS
import DarumaCore
import Foundation
import Testing

/// A running moto server, and a client that reaches it through the real transport and signer. The environment
/// names the server: `DARUMA_TEST_MOTO=http://127.0.0.1:5000`.
struct Moto {
  static let url = ProcessInfo.processInfo.environment["DARUMA_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }

  static let primary: Region = "us-east-1"
  static let recovery: Region = "us-west-2"

  let transport: CurlTransport
  let client: AWSClient
  let cloud: AWSCloud

  private init(_ url: String) throws {
    transport = try CurlTransport(CurlConfiguration(version: "0.test"))
    let credentials = AWSCredentials(accessKeyID: "AKIDTEST", secretAccessKey: "secret", source: .explicit)
    let signer = CredentialSigner(
      FixedCredentials(credentials),
      now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) })
    client = AWSClient(
      transport: transport, endpoints: EndpointResolver(EndpointSettings(url: url)), signer: signer)
    cloud = AWSCloud(client: client, transport: transport, addresses: WebhookAddresses())
  }

  /// Runs `body` against an empty moto, and closes the connections whatever happens.
  static func withEmpty(_ body: (Moto) async throws -> Void) async throws {
    let url = try #require(url)
    let moto = try Moto(url)
    do {
      let reset = try await moto.transport.send(HTTPRequest(method: "POST", url: url + "/moto-api/reset"))
      try #require(reset.status == 200)
      try await body(moto)
    } catch {
      await moto.transport.shutdown()
      throw error
    }
    await moto.transport.shutdown()
  }

  /// Observes and acts as the executor does. moto finishes everything at once, so a few looks are enough.
  func carryOut(_ effect: Effect) async throws -> Observation {
    for _ in 0..<5 {
      let seen = try await cloud.observe(effect)
      switch seen {
      case .absent: _ = try await cloud.act(effect)
      case .inProgress: continue
      case .done, .conflict, .broken: return seen
      }
    }
    return try await cloud.observe(effect)
  }
}
