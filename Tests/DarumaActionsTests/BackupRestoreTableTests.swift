import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("backup.restore of a table of DynamoDB")
struct BackupRestoreTableTests {
  private static let point = "arn:aws:backup:us-west-2:012345678901:recovery-point:1EB3B5E7"
  private static let source = "arn:aws:dynamodb:us-east-1:012345678901:table/orders"
  private static let role = "arn:aws:iam::012345678901:role/restore"
  private static let made = "arn:aws:dynamodb:us-west-2:012345678901:table/orders-t"

  private static func effect(_ metadata: [String: Document] = [:], of resource: String = source) throws -> Effect {
    try ScriptedCloud.effect(
      "backup.restore",
      [
        "point": .text(point), "resource": .text(resource), "iamRoleArn": .text(role), "token": "orders-t",
        "earlierTokens": [], "metadata": .object(metadata),
      ])
  }

  private static func jobs(_ status: String? = "COMPLETED", made: String? = made) -> HTTPResponse {
    guard let status else { return .ok(#"{"RestoreJobs":[]}"#) }
    let resource = made.map { #","CreatedResourceArn":"\#($0)""# } ?? ""
    return .ok(
      #"{"RestoreJobs":[{"RestoreJobId":"j1","RecoveryPointArn":"\#(point)","Status":"\#(status)"\#(resource)}]}"#)
  }

  private static func metadata(_ name: String = "targetTableName", _ table: String = "orders-t") -> HTTPResponse {
    .ok(#"{"RestoreJobId":"j1","Metadata":{"\#(name)":"\#(table)"}}"#)
  }

  private static func table(_ status: String = "ACTIVE") -> HTTPResponse {
    .ok(
      #"{"Table":{"TableName":"orders-t","TableArn":"\#(made)","TableStatus":"\#(status)","CreationDateTime":1.5}}"#)
  }

  private static func tags(_ effect: String? = nil) -> HTTPResponse {
    .ok(#"{"Tags":[\#(effect.map { #"{"Key":"daruma:effect","Value":"\#($0)"}"# } ?? "")]}"#)
  }

  private static let ours = tags("kaigo.20261124T034200Z.1/step/1")
  private static let none = HTTPResponse.jsonError(400, "ResourceNotFoundException")

  @Test(
    "its job is found by the table's name, in whatever capitals; the table says how far it is",
    arguments: [
      ([jobs(nil)], .absent), ([jobs(), metadata("targetTableName", "orders")], .absent),
      ([jobs("RUNNING", made: nil), metadata()], .inProgress("restore job j1 is under way")),
      (
        [jobs(), metadata("TargetTableName"), table(), ours],
        .done(outputs: ["table": "orders-t", "arn": made], by: .daruma)
      ),
      ([jobs(), metadata(), table("CREATING"), tags()], .inProgress("table orders-t is CREATING")),
      ([jobs(), metadata(), table(), tags()], .absent),
    ] as [([HTTPResponse], Observation)])
  func seen(answers: [HTTPResponse], is wanted: Observation) async throws {
    let scene = ScriptedCloud(answers.map { .success($0) })
    #expect(try await scene.observe(try Self.effect()) == wanted)
    #expect(scene.transport.requests[0].url.hasSuffix("/restore-jobs/?resourceType=DynamoDB&maxResults=1000"))
    scene.transport.finish()
  }

  @Test(
    "what failed, is gone or belongs to another step is told",
    arguments: [
      ([jobs("FAILED"), metadata()], "backup.restore-failed", true),
      ([jobs(), metadata(), none], "backup.restored-lost", true),
      ([jobs(), metadata(), table("DELETING"), tags()], "backup.restored-lost", true),
      ([jobs(), metadata(), table("INACCESSIBLE_ENCRYPTION_CREDENTIALS"), tags()], "backup.restored-lost", true),
      ([jobs(), metadata(), table(), tags("kaigo.20261124T034200Z.1/other/1")], "backup.table-taken", false),
    ] as [([HTTPResponse], String, Bool)])
  func failed(answers: [HTTPResponse], code: String, isRetriable: Bool) async throws {
    let failure = try await ScriptedCloud(answers.map { .success($0) }).failure(of: try Self.effect())
    #expect(failure?.code == code && failure?.isRetriable == isRetriable)
  }

  @Test(
    "what a job made must be a table of the region",
    arguments: [
      jobs(made: nil), jobs(made: "orders-t"), jobs(made: made.replacing("us-west-2", with: "us-east-1")),
      jobs(made: "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-2"),
    ])
  func unreadable(answer: HTTPResponse) async throws {
    let fault = await ScriptedCloud(answer, Self.metadata()).fault(observing: try Self.effect())
    #expect(fault?.code == "backup.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test(
    "one job is started, with the table's name and encryption alone",
    arguments: [
      ([:], #"{"encryptionType":"Default","targetTableName":"orders-t"}"#),
      (
        ["kmsMasterKeyArn": "k", "encryptionType": "KMS"],
        #"{"encryptionType":"KMS","kmsMasterKeyArn":"k","targetTableName":"orders-t"}"#
      ),
    ] as [([String: Document], String)])
  func start(changes: [String: Document], metadata: String) async throws {
    let scene = ScriptedCloud(Self.jobs(nil), .ok(#"{"RestoreJobId":"j1"}"#))
    #expect(try await scene.act(try Self.effect(changes)) == .started)
    #expect(scene.transport.requests.map(\.method) == ["GET", "PUT"])
    #expect(
      scene.transport.bodies.last == #"{"IamRoleArn":"\#(Self.role)","IdempotencyToken":"orders-t","Metadata":"#
        + #"\#(metadata),"RecoveryPointArn":"\#(Self.point)","ResourceType":"DynamoDB"}"#)
  }

  @Test("what is restored and bears no mark gets it; a point that is gone is told")
  func mark() async throws {
    let scene = ScriptedCloud(
      Self.jobs(), Self.metadata(), Self.table(), Self.tags(), .ok("", headers: [HTTPHeader("x-amzn-RequestId", "r")]))
    #expect(try await scene.act(try Self.effect()) == .started)
    #expect(scene.operations.last == "TagResource")
    #expect(
      scene.transport.bodies.last?.hasPrefix(#"{"ResourceArn":"\#(Self.made)","Tags":[{"Key":"daruma:effect""#) == true)
    #expect(
      await ScriptedCloud(Self.jobs(nil), Self.none).fault(acting: try Self.effect())?.code == "backup.point-missing")
  }

  @Test("what AWS Backup is never asked to restore is refused")
  func otherType() async throws {
    let effect = try Self.effect(of: "arn:aws:rds:us-east-1:012345678901:db:orders")
    #expect(await ScriptedCloud().fault(acting: effect)?.code == "action.bad-parameter")
  }

  private static func written(_ with: String) -> WrittenStep {
    WrittenStep("backup.restore", with: #"{ iamRoleArn: "\#(role)"\#(with) }"#, more: "needs: a test, resource: table")
  }

  @Test("in a file: of a table only what AWS Backup takes of one")
  func file() {
    let key = "arn:aws:kms:us-west-2:012345678901:key/k"
    #expect(
      Self.written(#", kmsKey: "\#(key)""#).action?.parameters["metadata"]
        == ["encryptionType": "KMS", "kmsMasterKeyArn": .text(key)])
    #expect(
      Self.written(", metadata: { encryptionType: KMS }").action?.parameters["metadata"] == ["encryptionType": "KMS"])
    for with in [
      ", performanceMode: maxIO", ", metadata: { zone: a }", ", metadata: { TargetTableName: t }",
      ", metadata: { kmsMasterKeyArn: k }",
    ] {
      #expect(Self.written(with).codes == [.keyConflict], "\(with)")
    }
  }

  @Test("of a table it takes points of AWS Backup, and those of DynamoDB that lie in a vault")
  func points() throws {
    let trait = try #require(BackupRestore.traits.restores)
    #expect(trait.points(of: .dynamoDBTable).map(\.service) == ["backup", "dynamodb"])
    #expect(trait.words(of: .dynamoDBTable) == "recovery points of the table in AWS Backup")
    #expect(trait.words(of: .efsFileSystem) == "recovery points of the file system in AWS Backup")
  }
}
