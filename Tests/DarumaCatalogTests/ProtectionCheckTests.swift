import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("A resource can have the protection that its rules ask for")
struct ProtectionCheckTests {
  private static let rules: [(kind: ProtectionRule.Kind, rule: String)] = [
    (.snapshot, "every: 1d"), (.backup, "every: 1d"), (.pitr, "retain: 7d"), (.replica, "copyTo: us-west-2"),
    (.replication, "copyTo: us-west-2"), (.versioning, "retain: 30d"),
  ]

  @Test("each type has its kinds, and the others are refused", arguments: ResourceType.allCases)
  func kinds(type: ResourceType) {
    let allowed = ProtectionKinds.kinds(of: type)
    for (kind, rule) in Self.rules {
      let isAllowed = allowed.contains(kind)
      let text = RuleFile.text(type, ["{ kind: \(isAllowed ? "" : "‹")\(kind.rawValue), \(rule) }"])
      expect(text, gives: isAllowed ? [] : [.kindOfOtherType])
    }
  }

  @Test("what can be had instead is offered")
  func remedies() {
    func remedy(_ type: ResourceType) -> [String] {
      MarkedText(RuleFile.text(type, ["{ kind: pitr, retain: 7d }"])).read().diagnostics.map(\.remedy)
    }
    #expect(remedy(.s3Bucket) == ["write `kind:` with `versioning`, `replication` or `backup`"])
    #expect(remedy(.ecsService) == ["remove the rule; an ecs.service holds no data"])
  }

  @Test("the table of kinds has one row for each kind, and every key of it is one of the rule's")
  func table() {
    #expect(ProtectionKinds.table.map(\.kind) == ProtectionRule.Kind.allCases)
  }

  static let destinations: [(type: ResourceType, destination: String, code: DiagnosticCode)] = [
    (.s3Bucket, "arn:aws:sqs:us-west-2:012345678901:q", .destinationOfOtherType),
    (.s3Bucket, "arn:aws:s3:::orders-backups", .destinationElsewhere),
    (.efsFileSystem, "arn:aws:s3:::dr", .destinationOfOtherType),
    (.efsFileSystem, "arn:aws:elasticfilesystem:us-east-1:012345678901:file-system/fs-2", .destinationElsewhere),
  ]

  @Test("what holds a replica is of the same type, elsewhere, and where copyTo says", arguments: destinations)
  func destination(type: ResourceType, destination: String, code: DiagnosticCode) {
    let rule = "{ kind: replication, copyTo: us-west-2, destination: ‹\"\(destination)\" }"
    expect(RuleFile.text(type, [rule]), gives: [code])
  }
}

@Suite("Rules that can't meet the RPO are doubted")
struct ObjectiveCheckTests {
  private func check(_ type: ResourceType, rpo: String, _ rules: String..., gives codes: [DiagnosticCode]) {
    expect(RuleFile.text(type, rules, rpo: rpo), gives: codes)
  }

  private static let daily =
    "kind: snapshot, every: 1d, window: \"03:00-04:00\", timeZone: UTC, completeWithin: 8h, copyTo: us-west-2"

  @Test("a daily copy is as old as a day, the window, the backup and the copy may make it")
  func daily() {
    // 24 h, and 1 h to begin, 8 h to be done, and 12 h from there to the copy.
    check(.rdsInstance, rpo: "45h", "{ \(Self.daily), copyWithin: 12h }", gives: [])
    check(
      .rdsInstance, rpo: "44h59m", "{ \(Self.daily), copyWithin: 12h }".replacing("every: 1d", with: "every: ‹1d"),
      gives: [.rpoOutOfReach])
  }

  @Test("the message says how much and why, the remedy what would be near enough")
  func words() {
    func said(_ type: ResourceType) -> [String] {
      MarkedText(RuleFile.text(type, ["{ \(Self.daily), copyWithin: 12h }"], rpo: "1h")).read().diagnostics
        .map(\.description)
    }
    #expect(
      said(.rdsInstance) == [
        "orders.yaml:11:34: warning: up to 1d 21h of `x` may be lost, and the RPO is 1h: "
          + "a snapshot is made every 1d and its copy is in us-west-2 up to 21h later; "
          + "add `kind: pitr` or `kind: replica` with `copyTo: us-west-2` and `copyWithin:` of at most 1h, "
          + "or state a larger `rpo` (protection.rpo-out-of-reach)"
      ])
    #expect(said(.ebsVolume)[0].contains("make it more often"))
  }

  @Test("the best rule that reaches the recovery region counts")
  func best() {
    check(.rdsInstance, rpo: "1h", "{ \(Self.daily) }", "{ kind: pitr, copyTo: us-west-2 }", gives: [])
    check(.rdsInstance, rpo: "1h", "{ \(Self.daily) }", "{ kind: replica, copyTo: us-west-2 }", gives: [])
    check(
      .rdsInstance, rpo: "1h", "{ \(Self.daily) }".replacing("every: 1d", with: "every: ‹1d"),
      "{ kind: pitr, retain: 7d }", gives: [.rpoOutOfReach])
    check(
      .rdsInstance, rpo: "1h", "{ \(Self.daily) }", "{ kind: pitr, copyTo: us-west-2, copyWithin: ‹2h }",
      gives: [.rpoOutOfReach])
    check(.s3Bucket, rpo: "10m", "‹{ kind: replication, copyTo: us-west-2 }", gives: [.rpoOutOfReach])
    check(.s3Bucket, rpo: "15m", "{ kind: replication, copyTo: us-west-2 }", gives: [])
  }

  @Test("weeks and months are as long as they can be")
  func long() {
    check(.ebsVolume, rpo: "60d", "{ kind: backup, every: month, day: 1, copyTo: us-west-2 }", gives: [])
    check(
      .ebsVolume, rpo: "31d", "{ kind: backup, every: ‹month, day: 1, copyTo: us-west-2 }", gives: [.rpoOutOfReach])
    check(
      .ebsVolume, rpo: "7d", "{ kind: backup, every: ‹week, day: sunday, copyTo: us-west-2 }",
      gives: [.rpoOutOfReach])
  }

  @Test("copies that nobody promises promise nothing")
  func unpromised() {
    check(
      .rdsInstance, rpo: "1h", "{ kind: snapshot, origin: manual, copyTo: ‹us-west-2 }", gives: [.rpoOutOfReach])
  }

  @Test("what is not carried over is not asked")
  func elsewhere() {
    check(.elastiCacheCluster, rpo: "1h", "{ kind: snapshot, every: 1d, retain: 7d }", gives: [])
    check(.s3Bucket, rpo: "1h", "{ kind: versioning, retain: 7d }", gives: [])
  }

  @Test("what could not be read is not judged by the rest")
  func broken() {
    check(.rdsInstance, rpo: "1h", "{ \(Self.daily), retain: ‹30 }", gives: [.badRetention])
    check(.rdsInstance, rpo: "1h", "{ \(Self.daily) }", "{ kind: ‹pitrr, copyTo: us-west-2 }", gives: [.notAChoice])
  }
}
