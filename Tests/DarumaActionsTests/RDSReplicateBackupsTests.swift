import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.replicateBackups")
struct RDSReplicateBackupsTests {
  private static let source = "arn:aws:rds:us-east-1:012345678901:db:orders"
  private static let arn = "arn:aws:rds:us-west-2:012345678901:auto-backup:ab-1"

  private static func wanted(_ more: [String: Document] = [:]) -> [String: Document] {
    more.merging(["source": .text(source)]) { $1 }
  }

  private static func backup(
    _ status: String, _ instance: String = source, name: String = "orders", kept: String? = "7"
  )
    -> String
  {
    "<DBInstanceAutomatedBackup><DBInstanceIdentifier>\(name)</DBInstanceIdentifier><Status>\(status)</Status>"
      + "<DBInstanceArn>\(instance)</DBInstanceArn><DBInstanceAutomatedBackupsArn>\(arn)</DBInstanceAutomatedBackupsArn>"
      + (kept.map { "<BackupRetentionPeriod>\($0)</BackupRetentionPeriod>" } ?? "") + "</DBInstanceAutomatedBackup>"
  }

  private static func answer(_ backups: String...) -> HTTPResponse {
    RDSScene.answer(
      "DescribeDBInstanceAutomatedBackups",
      "<DBInstanceAutomatedBackups>\(backups.joined())</DBInstanceAutomatedBackups>")
  }

  private static func scene(_ answer: HTTPResponse, _ more: [String: Document] = [:]) throws -> RDSScene {
    try RDSScene("rds.replicateBackups", wanted(more), answer)
  }

  @Test(
    "what is seen says what is so; what was kept of a replication that ended is none",
    arguments: [
      (answer(), Observation.absent), (answer(backup("retained")), .absent),
      (answer(backup("active", "arn:aws:rds:us-west-2:012345678901:db:orders")), .absent),
      (answer(backup("pending")), .inProgress("the replication of the backups of orders is pending")),
      (
        answer(backup("retained"), backup("creating")),
        .inProgress("the replication of the backups of orders is creating")
      ),
      (answer(backup("replicating")), .done(outputs: ["arn": arn], by: .unknown)),
      (answer(backup("pending"), backup("active")), .done(outputs: ["arn": arn], by: .unknown)),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
    #expect(try await Self.scene(answer, ["retentionDays": 7]).seen() == wanted)
  }

  @Test("kept for another time: RDS can't change it, and a person decides")
  func keptOtherwise() async throws {
    let fault = try await Self.scene(Self.answer(Self.backup("replicating")), ["retentionDays": 8]).fault()
    #expect(fault?.code == "rds.kept-otherwise" && fault?.isRetriable == false)
  }

  @Test(
    "what says nothing is neither there nor absent",
    arguments: [
      RDSScene.answer("DescribeDBInstanceAutomatedBackups"), answer(backup("replicating", name: "other")),
      answer(backup("")), answer(backup("replicating", kept: nil)),
      RDSScene.answer(
        "DescribeDBInstanceAutomatedBackups", "<DBInstanceAutomatedBackups>x</DBInstanceAutomatedBackups>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer, ["retentionDays": 7]).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("an instance of the region itself is refused")
  func atHome() async throws {
    let fault = try await RDSScene("rds.replicateBackups", Self.wanted(), in: "us-east-1", Self.answer()).fault()
    #expect(fault?.code == "rds.source-in-region" && fault?.isRetriable == false)
  }

  @Test("what is asked, with a signed address of the region that they come from")
  func asked() async throws {
    var form = try await Self.scene(
      RDSScene.answer("StartDBInstanceAutomatedBackupsReplication"), ["retentionDays": 7, "kmsKey": "alias/dr"]
    ).sent()
    let presigned = form.removeValue(forKey: "PreSignedUrl")
    let link = try #require(presigned)
    #expect(link.hasPrefix("https://rds.us-east-1.amazonaws.com/?"))
    #expect(
      form == [
        "Action": "StartDBInstanceAutomatedBackupsReplication", "SourceDBInstanceArn": Self.source,
        "BackupRetentionPeriod": "7", "KmsKeyId": "alias/dr",
      ])
  }

  @Test(
    "a refusal for the present state is asked again",
    arguments: ["InvalidDBInstanceAutomatedBackupState", "InvalidDBInstanceState"])
  func passing(code: String) async throws {
    #expect(try await Self.scene(.queryError(400, code)).faultOfActing()?.isRetriable == true)
  }
}
