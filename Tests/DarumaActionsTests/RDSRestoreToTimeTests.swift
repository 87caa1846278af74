import AWSTestSupport
import DarumaAWS
import DarumaActions
import DarumaCore
import Testing

@Suite("rds.restoreToTime")
struct RDSRestoreToTimeTests {
  private static let source = "arn:aws:rds:us-east-1:012345678901:db:orders"
  private static let backupARN = "arn:aws:rds:us-west-2:012345678901:auto-backup:ab-1"

  private static func wanted(
    _ moment: String = "2026-11-24T02:42:00.500Z", _ more: [String: Document] = [:]
  ) -> [String: Document] {
    more.merging(["identifier": "kaigo", "source": .text(source), "moment": .text(moment)]) { $1 }
  }

  private static func scene(_ answer: HTTPResponse) throws -> RDSScene {
    try RDSScene("rds.restoreToTime", wanted(), answer)
  }

  private static func instance(_ status: String, _ more: String = DescribedInstance.endpoint) -> HTTPResponse {
    DescribedInstance.answer(status, more: more + RDSScene.tags())
  }

  @Test(
    "what is seen says what is so",
    arguments: [
      (RDSScene.missing("DBInstance"), Observation.absent), (instance("creating"), .inProgress("kaigo is creating")),
      (instance("backing-up"), .inProgress("kaigo is backing-up")),
      (instance("available", ""), .inProgress("kaigo is available, but has no endpoint yet")),
      (instance("available"), .done(outputs: DescribedInstance.outputs, by: .daruma)),
      (instance("storage-optimization"), .done(outputs: DescribedInstance.outputs, by: .daruma)),
    ])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    #expect(try await Self.scene(answer).seen() == wanted)
  }

  @Test(
    "gone wrong for good: another attempt may do better",
    arguments: ["failed", "restore-error", "incompatible-network", "deleting", "insufficient-capacity"])
  func lost(status: String) async throws {
    guard case .broken(let failure) = try await Self.scene(Self.instance(status)).seen() else {
      Issue.record("it was not broken")
      return
    }
    #expect(failure.code == "rds.restore-failed" && failure.isRetriable && failure.message.contains("is \(status)"))
  }

  @Test("stopped by someone: it keeps its name, and a person mends it", arguments: ["stopped", "storage-full"])
  func stopped(status: String) async throws {
    let fault = try await Self.scene(Self.instance(status)).fault()
    #expect(fault?.code == "rds.instance-stuck" && fault?.isRetriable == false)
  }

  @Test("the name is taken by something that is not this step's", arguments: RDSScene.foreign)
  func conflict(tags: [String: String]) async throws {
    let answer = DescribedInstance.answer("available", more: DescribedInstance.endpoint + RDSScene.tags(tags))
    guard case .conflict(let failure) = try await Self.scene(answer).seen() else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "rds.identifier-taken" && !failure.isRetriable)
  }

  @Test(
    "what says nothing is neither there nor absent",
    arguments: DescribedInstance.meaningless + [
      DescribedInstance.answer("available"), instance("available", "<TagList><Tag><Value>v</Value></Tag></TagList>"),
    ])
  func meaningless(answer: HTTPResponse) async throws {
    let fault = try await Self.scene(answer).fault()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
  }

  private static func backup(
    _ status: String = "active", _ instance: String = source, name: String = "orders", arn: String? = backupARN,
    from: String? = "2026-11-20T00:00:00Z", until: String = "2026-11-24T03:37:00Z"
  ) -> String {
    let window = from.map {
      "<RestoreWindow><EarliestTime>\($0)</EarliestTime><LatestTime>\(until)</LatestTime></RestoreWindow>"
    }
    return "<DBInstanceAutomatedBackup><DBInstanceIdentifier>\(name)</DBInstanceIdentifier><Status>\(status)</Status>"
      + "<DBInstanceArn>\(instance)</DBInstanceArn><DbiResourceId>db-\(status)</DbiResourceId>"
      + (arn.map { "<DBInstanceAutomatedBackupsArn>\($0)</DBInstanceAutomatedBackupsArn>" } ?? "") + (window ?? "")
      + "</DBInstanceAutomatedBackup>"
  }

  private static func backups(_ backups: String...) -> HTTPResponse {
    RDSScene.answer(
      "DescribeDBInstanceAutomatedBackups",
      "<DBInstanceAutomatedBackups>\(backups.joined())</DBInstanceAutomatedBackups>")
  }

  private static let restored = RDSScene.answer(
    "RestoreDBInstanceToPointInTime", DescribedInstance.instance("creating"))

  private static let form = [
    "Action": "RestoreDBInstanceToPointInTime", "TargetDBInstanceIdentifier": "kaigo",
    "RestoreTime": "2026-11-24T02:42:00Z", "PubliclyAccessible": "false",
  ].merging(RDSScene.ours) { $1 }

  private static func request(_ more: [String: String]) -> [String: String] { form.merging(more) { $1 } }

  @Test("elsewhere it restores from what is replicated there; of several, from one that reaches the moment")
  func replicated() async throws {
    let wanted = Self.request(["SourceDBInstanceAutomatedBackupsArn": Self.backupARN])
    for answer in [
      Self.backups(Self.backup("replicating")), Self.backups(Self.backup("replicating", from: nil)),
      Self.backups(
        Self.backup("pending", arn: "\(Self.backupARN)0"),
        Self.backup("replicating", arn: "\(Self.backupARN)2", from: "2026-11-24T03:00:00Z"), Self.backup("replicating"),
        Self.backup("replicating", "arn:aws:rds:eu-west-1:012345678901:db:orders", arn: "\(Self.backupARN)3"),
        Self.backup("retained", arn: "\(Self.backupARN)4", until: "2026-11-24T02:00:00Z")),
    ] {
      let scene = try RDSScene("rds.restoreToTime", Self.wanted(), answer, Self.restored)
      #expect(try await scene.sent() == wanted)
      #expect(Asked(scene.transport.requests[0]).form["Filters.Filter.1.Values.Value.1"] == "orders")
    }
  }

  @Test("at home it restores from the instance, or from what was kept of one that is gone")
  func home() async throws {
    let home = "arn:aws:rds:us-east-1:012345678901:auto-backup:ab-1"
    let of = { (answer: HTTPResponse) in
      try await RDSScene("rds.restoreToTime", Self.wanted(), in: "us-east-1", answer, Self.restored).sent()
    }
    let byName = Self.request(["SourceDBInstanceIdentifier": "orders"])
    #expect(try await of(Self.backups(Self.backup(arn: home))) == byName)
    #expect(try await of(Self.backups(Self.backup(arn: nil))) == byName)
    let kept = Self.backup("retained", arn: home)
    #expect(try await of(Self.backups(kept)) == Self.request(["SourceDbiResourceId": "db-retained"]))
    #expect(try await of(Self.backups(kept, Self.backup(arn: home))) == byName)
    // The running one does not reach so far back.
    let young = Self.backup(arn: home, from: "2026-11-24T03:00:00Z")
    #expect(try await of(Self.backups(kept, young)) == Self.request(["SourceDbiResourceId": "db-retained"]))
  }

  @Test("the latest moment, with every setting")
  func settings() async throws {
    let settings: [String: Document] = [
      "instanceClass": "db.r6g.large", "subnetGroup": "s", "securityGroups": ["sg-1", "sg-2"], "parameterGroup": "p",
      "optionGroup": "o", "multiAZ": true, "publiclyAccessible": true,
    ]
    let scene = try RDSScene(
      "rds.restoreToTime", Self.wanted("latest", settings), Self.backups(Self.backup("replicating")), Self.restored)
    var wanted = Self.request([
      "SourceDBInstanceAutomatedBackupsArn": Self.backupARN, "UseLatestRestorableTime": "true",
      "DBInstanceClass": "db.r6g.large", "DBSubnetGroupName": "s", "VpcSecurityGroupIds.VpcSecurityGroupId.1": "sg-1",
      "VpcSecurityGroupIds.VpcSecurityGroupId.2": "sg-2", "DBParameterGroupName": "p", "OptionGroupName": "o",
      "MultiAZ": "true", "PubliclyAccessible": "true",
    ])
    wanted["RestoreTime"] = nil
    #expect(try await scene.sent() == wanted)
  }

  @Test(
    "without backups to restore from nothing is sent",
    arguments: [
      backups(), backups(backup("creating")), backups(backup("pending")), backups(backup("active", arn: nil)),
      backups(backup("active", "arn:aws:rds:us-east-1:999999999999:db:orders")),
    ])
  func none(answer: HTTPResponse) async throws {
    let scene = try Self.scene(answer)
    let fault = await scene.faultOfActing()
    #expect(fault?.code == "rds.no-automated-backups" && fault?.isRetriable == false)
    #expect(scene.transport.requests.count == 1)
  }

  @Test(
    "a list that makes no sense is asked for again, and nothing is sent",
    arguments: [
      RDSScene.answer("DescribeDBInstanceAutomatedBackups"), backups(backup(name: "other")), backups(backup("")),
      backups(backup(arn: "arn:aws:rds:eu-west-1:012345678901:auto-backup:ab-1")),
      RDSScene.answer(
        "DescribeDBInstanceAutomatedBackups",
        "<DBInstanceAutomatedBackups>\(backup())</DBInstanceAutomatedBackups><Marker>m</Marker>"),
    ])
  func unreadable(answer: HTTPResponse) async throws {
    let scene = try Self.scene(answer)
    let fault = await scene.faultOfActing()
    #expect(fault?.code == "rds.UnreadableAnswer" && fault?.isRetriable == true)
    #expect(scene.transport.requests.count == 1)
  }

  @Test("a try whose answer was lost is looked at; a moment out of reach is refused with how far it reaches")
  func refused() async throws {
    let backups = Self.backups(Self.backup("replicating"))
    let repeated = try RDSScene(
      "rds.restoreToTime", Self.wanted(), backups, .queryError(400, "DBInstanceAlreadyExists"))
    #expect(try await repeated.cloud.act(repeated.effect) == .started)
    for code in ["InvalidRestoreFault", "PointInTimeRestoreNotEnabled"] {
      let fault = try await RDSScene("rds.restoreToTime", Self.wanted(), backups, .queryError(400, code))
        .faultOfActing()
      #expect(fault?.isRetriable == false)
      #expect(fault?.message.contains("from 2026-11-20T00:00:00.000Z to 2026-11-24T03:37:00.000Z.") == true)
    }
  }

  @Test("a check looks whether there are backups to restore from, and for each group that is named")
  func checked() async throws {
    for (backups, verdict) in [
      (Self.backups(Self.backup("replicating")), CheckFinding.Verdict.met), (Self.backups(), .unmet),
      (RDSScene.answer("DescribeDBInstanceAutomatedBackups"), .unseen), (.queryError(403, "AccessDenied"), .unseen),
    ] {
      let scene = try RDSScene(
        "rds.restoreToTime", Self.wanted("latest", ["subnetGroup": "s"]), RDSScene.missing("DBInstance"),
        RDSScene.answer("DescribeDBSubnetGroups", "<DBSubnetGroups/>"), backups)
      let findings = await scene.cloud.check(scene.effect)
      #expect(findings.map(\.verdict) == [.met, .unmet, verdict])
      #expect(findings.last?.subject == "automated backups of orders")
    }
  }

  @Test("what was journaled as a moment must be one")
  func moment() async throws {
    let scene = try RDSScene("rds.restoreToTime", Self.wanted("yesterday"))
    #expect(await scene.faultOfActing()?.code == "action.bad-parameter")
  }
}
