import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("secrets.promote and secrets.replicate")
struct SecretsTests {
  private static let arn = "arn:aws:secretsmanager:us-west-2:123456789012:secret:kaigo/database-AbCdEf"

  private static func promote() throws -> Effect {
    try ScriptedCloud.effect("secrets.promote", ["secret": "kaigo/database"])
  }
  private static func replicate(key: String? = nil) throws -> Effect {
    var parameters: [String: Document] = ["secret": "kaigo/database", "to": "eu-west-1"]
    parameters["key"] = key.map { .text($0) }
    return try ScriptedCloud.effect("secrets.replicate", parameters)
  }

  private static func secret(
    primary: Document = .null, replicas: Document = .null, name: String = "kaigo/database", arn: String = arn,
    deleted: Document = .null
  ) -> HTTPResponse {
    .json([
      "ARN": .text(arn), "Name": .text(name), "PrimaryRegion": primary, "ReplicationStatus": replicas,
      "DeletedDate": deleted,
    ])
  }
  private static func replica(_ status: Document, _ region: String = "eu-west-1") -> Document {
    [["Region": .text(region), "Status": status, "StatusMessage": "the reason"]]
  }
  private static let done = Observation.done(outputs: ["arn": arn], by: .unknown)

  @Test(
    "a secret that is no replica is one of its own",
    arguments: [
      (secret(), done), (secret(primary: "us-west-2", replicas: replica("InSync")), done), (secret(primary: ""), done),
      (secret(primary: "us-east-1"), .absent),
    ] as [(HTTPResponse, Observation)])
  func promoted(answer: HTTPResponse, is wanted: Observation) async throws {
    let scene = ScriptedCloud(answer)
    #expect(try await scene.observe(try Self.promote()) == wanted)
    #expect(scene.operations == ["DescribeSecret"])
    #expect(try scene.transport.requests[0].document == ["SecretId": "kaigo/database"])
  }

  @Test(
    "a replica in sync is done, whoever made it",
    arguments: [
      (secret(primary: "us-west-2", replicas: replica("InSync")), done), (secret(), .absent),
      (secret(replicas: []), .absent),
      (secret(replicas: replica("InSync", "eu-west-2")), .absent),
      (secret(replicas: replica("InProgress")), .inProgress("secret kaigo/database is being replicated to eu-west-1")),
    ] as [(HTTPResponse, Observation)])
  func replicated(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await ScriptedCloud(answer).observe(try Self.replicate()) == wanted)
  }

  @Test("a replica that failed is broken, with the reason")
  func failed() async throws {
    let failure = try await ScriptedCloud(Self.secret(replicas: Self.replica("Failed"))).failure(
      of: try Self.replicate())
    #expect(failure?.code == "secrets.replication-failed" && failure?.message.contains("the reason") == true)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (.json([:]), "secretsmanager.UnreadableAnswer", true),
      (secret(name: "kaigo/databases"), "secretsmanager.UnreadableAnswer", true),
      (secret(arn: arn.replacing("us-west-2", with: "us-east-1")), "secretsmanager.UnreadableAnswer", true),
      (secret(arn: ""), "secretsmanager.UnreadableAnswer", true), (secret(deleted: 1), "secrets.being-deleted", false),
      (.jsonError(400, "ResourceNotFoundException"), "secrets.secret-missing", false),
      (.jsonError(400, "AccessDeniedException"), "secretsmanager.AccessDeniedException", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    for effect in [try Self.promote(), try Self.replicate()] {
      let fault = await ScriptedCloud(answer).fault(observing: effect)
      #expect(fault?.code == code && fault?.isRetriable == isRetriable)
    }
  }

  @Test("a replica can't be replicated; a status that is none says nothing")
  func ofReplicas() async throws {
    for (answer, code) in [
      (Self.secret(primary: "us-east-1"), "secrets.is-replica"),
      (Self.secret(replicas: Self.replica("Fine")), "secretsmanager.UnreadableAnswer"),
      (Self.secret(replicas: Self.replica(.null)), "secretsmanager.UnreadableAnswer"),
    ] {
      #expect(await ScriptedCloud(answer).fault(observing: try Self.replicate())?.code == code)
    }
  }

  @Test("one request each; never over another secret, and never with a value")
  func changed() async throws {
    let promoted = ScriptedCloud(.json(["ARN": .text(Self.arn)]))
    #expect(try await promoted.act(try Self.promote()) == .started)
    #expect(promoted.operations == ["StopReplicationToReplica"])
    #expect(try promoted.transport.requests[0].document == ["SecretId": "kaigo/database"])
    for (key, replica) in [
      (nil, ["Region": "eu-west-1"]), ("alias/k", ["Region": "eu-west-1", "KmsKeyId": "alias/k"]),
    ]
      as [(String?, Document)]
    {
      let replicated = ScriptedCloud(.json(["ARN": .text(Self.arn)]))
      #expect(try await replicated.act(try Self.replicate(key: key)) == .started)
      #expect(
        try replicated.transport.requests[0].document == [
          "SecretId": "kaigo/database", "AddReplicaRegions": [replica], "ForceOverwriteReplicaSecret": false,
        ])
    }
  }

  @Test(
    "as they are written",
    arguments: [
      ("secrets.promote", "{ secret: kaigo/database }", []), ("secrets.promote", "{}", [.missingKey]),
      ("secrets.promote", "{ secret: \"arn:aws:secretsmanager:x\" }", [.badAWSIdentifier]),
      ("secrets.replicate", "{ secret: kaigo/database, to: eu-west-1, key: alias/k }", []),
      ("secrets.replicate", "{ secret: a, to: Europe }", [.badRegion]),
      ("secrets.replicate", "{ secret: a }", [.missingKey]),
    ] as [(ActionName, String, [DiagnosticCode])])
  func written(name: ActionName, with: String, codes: [DiagnosticCode]) {
    let step = WrittenStep(name, with: with)
    #expect(step.codes == codes)
    #expect((step.action?.parameters["secret"] == "kaigo/database") == codes.isEmpty)
  }
}
