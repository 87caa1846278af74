import DarumaAWS
import DarumaActions
import DarumaCore
import Foundation
import TestSupport
import Testing

@Suite("Against moto", .serialized, .enabled(if: Moto.url != nil, "DARUMA_TEST_MOTO names no moto server"))
struct MotoTests {
  /// An instance in the primary region, its snapshot, and the snapshot's copy in the recovery region.
  ///
  /// - Returns: the copy's ARN.
  private func snapshotCopy(_ moto: Moto) async throws -> String {
    _ = try await moto.client.send(
      RawQuery<CreateDBInstance>([
        "DBInstanceIdentifier": "kaigo", "DBInstanceClass": "db.t3.medium", "Engine": "postgres",
        "AllocatedStorage": "20", "MasterUsername": "u", "MasterUserPassword": "password1",
      ]), in: Moto.primary)
    _ = try await moto.client.send(
      RawQuery<CreateDBSnapshot>(["DBInstanceIdentifier": "kaigo", "DBSnapshotIdentifier": "nightly"]),
      in: Moto.primary)
    _ = try await moto.client.send(
      RawQuery<CopyDBSnapshot>([
        "SourceDBSnapshotIdentifier": "arn:aws:rds:us-east-1:123456789012:snapshot:nightly",
        "TargetDBSnapshotIdentifier": "nightly-copy",
      ]), in: Moto.recovery)
    return "arn:aws:rds:us-west-2:123456789012:snapshot:nightly-copy"
  }

  private func restore(
    _ identifier: String, _ snapshot: String, attempt: Int = 1, execution: ExecutionID = ExecutionID.sample,
    earlier: [String] = []
  ) -> Effect {
    Effect.sample(
      .rdsRestore(
        from: RecoveryPointID(snapshot), identifier: identifier,
        earlierIdentifiers: earlier, with: ["instanceClass": "db.r6g.large"]),
      step: "restore", attempt: attempt, execution: execution)
  }

  @Test("a database is restored, marked and found again by another attempt")
  func restored() async throws {
    try await Moto.withEmpty { moto in
      let snapshot = try await snapshotCopy(moto)
      guard case .done(let outputs, .daruma) = try await moto.carryOut(restore("kaigo-r1", snapshot)) else {
        Issue.record("it was not restored")
        return
      }
      #expect(outputs["identifier"] == "kaigo-r1")
      #expect(outputs["arn"] == "arn:aws:rds:us-west-2:123456789012:db:kaigo-r1")
      #expect(outputs["endpoint"]?.contains("kaigo-r1") == true)
      #expect(outputs["port"] == "5432")

      let later = restore("kaigo-r2", snapshot, attempt: 2, earlier: ["kaigo-r1"])
      #expect(try await moto.cloud.observe(later) == .done(outputs: outputs, by: .daruma))
    }
  }

  @Test("a second restore of the same name counts as started; another execution's is a conflict")
  func duplicate() async throws {
    try await Moto.withEmpty { moto in
      let snapshot = try await snapshotCopy(moto)
      let effect = restore("kaigo-r1", snapshot)
      _ = try await moto.carryOut(effect)
      #expect(try await moto.cloud.act(effect) == .started)
      let other = restore("kaigo-r1", snapshot, execution: "kaigo.20261125T000000Z.2")
      guard case .conflict(let failure) = try await moto.cloud.observe(other) else {
        Issue.record("it was not a conflict")
        return
      }
      #expect(failure.message.contains("belongs to the effect \(effect.id)"))
    }
  }

  @Test("a missing snapshot is refused")
  func missingSnapshot() async throws {
    try await Moto.withEmpty { moto in
      let effect = restore("kaigo-r1", "arn:aws:rds:us-west-2:123456789012:snapshot:gone")
      let seen = try await moto.cloud.observe(effect)
      #expect(seen == .absent)
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(effect) }
      #expect(fault?.code == "rds.DBSnapshotNotFound")
      #expect(fault?.isRetriable == false)
      #expect(fault?.message.contains("Choose another recovery point") == true)
    }
  }

  @Test("snapshots are listed")
  func snapshots() async throws {
    try await Moto.withEmpty { moto in
      _ = try await snapshotCopy(moto)
      let found = try await moto.client.snapshots(DescribeDBSnapshots(), in: Moto.recovery)
      #expect(found.map(\.identifier) == ["nightly-copy"])
      #expect(found.first?.status == "available")
      #expect(found.first?.createdAt != nil)
    }
  }

  @Test("a service is scaled; a missing one is refused")
  func scaled() async throws {
    try await Moto.withEmpty { moto in
      _ = try await moto.client.send(CreateCluster(clusterName: "main"), in: Moto.recovery)
      _ = try await moto.client.send(RegisterTaskDefinition(family: "api"), in: Moto.recovery)
      _ = try await moto.client.send(
        CreateService(cluster: "main", serviceName: "api", taskDefinition: "api"), in: Moto.recovery)
      func scale(_ service: String) -> Effect {
        Effect.sample(
          .ecsScale(desiredCount: 3, cluster: "main", service: service, in: Moto.recovery))
      }
      #expect(try await moto.cloud.observe(scale("api")) == .absent)
      guard case .done(let outputs, .unknown) = try await moto.carryOut(scale("api")) else {
        Issue.record("it was not scaled")
        return
      }
      #expect(outputs["runningCount"] == "3")
      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.observe(scale("none")) }
      #expect(fault?.code == "ecs.service-missing")
      let refused = await #expect(throws: CloudFault.self) { try await moto.cloud.act(scale("none")) }
      #expect(refused?.code == "ecs.ServiceNotFoundException")
    }
  }

  @Test("a record is created, then switched", arguments: ["app.kaigo.example", "*.kaigo.example"])
  func switched(name: String) async throws {
    try await Moto.withEmpty { moto in
      let zone = try await moto.client.send(CreateHostedZone(), in: Moto.recovery)
      func point(at value: String, ttl: Int) -> Effect {
        Effect.sample(
          .route53Switch(zone: zone, name: name, type: "CNAME", values: [value], ttl: ttl),
          step: "dns", attempt: ttl)
      }
      for effect in [
        point(at: "lb.us-east-1.example", ttl: 60), point(at: "lb.us-west-2.example", ttl: 30),
      ] {
        #expect(try await moto.cloud.observe(effect) == .absent)
        guard case .done = try await moto.carryOut(effect) else {
          Issue.record("it was not switched")
          return
        }
      }
      let found = try await moto.client.recordSets(named: name, zone: zone, in: Moto.recovery)
      #expect(found.map(\.values) == [["lb.us-west-2.example"]])
      #expect(found.map(\.ttl) == [30])
    }
  }

  @Test("a message arrives at the topic's subscribers with the effect's id; a missing topic is refused")
  func told() async throws {
    try await Moto.withEmpty { moto in
      let queue = try await moto.client.send(CreateQueue(queue: "q"), in: Moto.recovery).url
      _ = try await moto.client.send(RawQuery<CreateTopic>(["Name": "ops"]), in: Moto.recovery)
      let topic = "arn:aws:sns:us-west-2:123456789012:ops"
      _ = try await moto.client.send(
        RawQuery<Subscribe>([
          "TopicArn": topic, "Protocol": "sqs", "Endpoint": "arn:aws:sqs:us-west-2:123456789012:q",
        ]), in: Moto.recovery)
      func tell(_ topic: String) -> Effect {
        Effect.sample(
          .notice(channels: [.sns(topic: ARN(topic))], subject: "承認 please", message: "a & b", from: "us-west-2"),
          step: "tell")
      }
      #expect(try await moto.cloud.act(tell(topic)) == .finished(outputs: [:]))
      let received = try await moto.client.send(ReceiveMessage(url: queue), in: Moto.recovery)
      let body = try #require(received.messages?.first?.body)
      let envelope = try JSONDecoder().decode(Envelope.self, from: Data(body.utf8))
      #expect(envelope.subject == "?? please")
      #expect(envelope.message == "承認 please\n\na & b")
      #expect(envelope.attributes["daruma.effect"]?.value == "\(ExecutionID.sample)/tell/1")

      let fault = await #expect(throws: CloudFault.self) { try await moto.cloud.act(tell(topic + "-gone")) }
      #expect(fault?.code == "sns.NotFound")
    }
  }

  private struct Envelope: Decodable {
    struct Attribute: Decodable {
      var value: String
      private enum CodingKeys: String, CodingKey { case value = "Value" }
    }
    var subject: String
    var message: String
    var attributes: [String: Attribute]
    private enum CodingKeys: String, CodingKey {
      case subject = "Subject"
      case message = "Message"
      case attributes = "MessageAttributes"
    }
  }

  @Test("the caller is known")
  func identity() async throws {
    try await Moto.withEmpty { moto in
      let identity = try await moto.client.send(GetCallerIdentity(), in: Moto.recovery)
      #expect(identity.account == "123456789012")
    }
  }

  @Test("what moto lacks is a fault that names the address, not a crash")
  func lacking() async throws {
    try await Moto.withEmpty { moto in
      let call = RawQuery<UnknownOperation>([:])
      let fault = await #expect(throws: CloudFault.self) {
        _ = try await moto.client.send(call, in: Moto.recovery)
      }
      #expect(fault?.code == "rds.NotAWS")
      #expect(fault?.message.contains("no request id") == true)
    }
  }

  private enum UnknownOperation: RawService {
    static let service = AWSService.rds
    static let operation = "FailoverGlobalCluster"
  }
}
