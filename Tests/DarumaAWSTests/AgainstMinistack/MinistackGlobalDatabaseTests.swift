import DarumaActions
import DarumaCore
import TestSupport
import Testing

@testable import DarumaAWS

/// What moto can't do: one state of two regions. Requests are signed, and the signatures checked.
@Suite(
  "An Aurora global database of a server that checks signatures", .enabled(if: SignatureCheckingServer.address != nil))
struct MinistackGlobalDatabaseTests {
  @Test("its writer is moved by a failover, and back by a switchover; what is so already is adopted")
  func moved() async throws {
    try await SignatureCheckingServer.with { server in
      let client = AWSClient(
        transport: server.transport, endpoints: EndpointResolver(EndpointSettings(url: server.address)),
        signer: CredentialSigner(FixedCredentials(server.user), now: { SignatureCheckingServer.now() }))
      let cloud = AWSCloud(client: client, transport: server.transport, addresses: WebhookAddresses())
      let name = "shop-\(SignatureCheckingServer.now().milliseconds)"
      let (first, second) = try await make(name, client)
      for (action, target, region) in [
        (RDSGlobalFailover.self, second, "us-west-2"), (RDSGlobalSwitchover.self, first, "us-west-2"),
      ] as [(any ActionDefinition.Type, String, Region)] {
        let effect = Effect.sample(
          Action(
            name: action.name, region: region,
            parameters: ["globalCluster": .text(name), "target": .text(target), "allowDataLoss": true],
            traits: action.traits))
        #expect(try await cloud.observe(effect) == .absent)
        #expect(try await cloud.act(effect) == .started)
        var seen = try await cloud.observe(effect)
        for _ in 0..<10 {
          guard case .inProgress = seen else { break }
          seen = try await cloud.observe(effect)
        }
        guard case .done(let outputs, .unknown) = seen else {
          Issue.record("\(action.name) did not end well: \(seen)")
          return
        }
        #expect(outputs["arn"] == target && outputs["port"] != nil && outputs["endpoint"]?.contains(name) == true)
      }
    }
  }

  /// - Returns: the ARNs of its two clusters, the writer's first.
  private func make(_ name: String, _ client: AWSClient) async throws -> (String, String) {
    let common: [String: Document] = ["Engine": "aurora-postgresql"]
    let primary = common.merging([
      "DBClusterIdentifier": .text(name), "MasterUsername": "u", "MasterUserPassword": "password1",
    ]) { $1 }
    let first = try await client.send(
      AWSCall(.rds, "CreateDBCluster", .createsNamed, .object(primary)), in: "us-east-1")
    let writer = try #require(first["DBCluster"]?["DBClusterArn"]?.text)
    _ = try await client.send(
      AWSCall(
        .rds, "CreateGlobalCluster", .createsNamed,
        ["GlobalClusterIdentifier": .text(name), "SourceDBClusterIdentifier": .text(writer)]), in: "us-east-1")
    let secondary = common.merging([
      "DBClusterIdentifier": .text("\(name)-dr"), "GlobalClusterIdentifier": .text(name),
    ]) { $1 }
    let second = try await client.send(
      AWSCall(.rds, "CreateDBCluster", .createsNamed, .object(secondary)), in: "us-west-2")
    return (writer, try #require(second["DBCluster"]?["DBClusterArn"]?.text))
  }
}
