import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("A protection rule says all that the owner asks")
struct ProtectionRuleTests {
  @Test("an automatic snapshot with its window, retention and copy")
  func snapshot() throws {
    let rule = """
      { kind: snapshot, origin: automatic, every: 1d, window: "03:00-04:00", timeZone: Asia/Tokyo, \
      completeWithin: 2h, retain: 30d, copyTo: us-west-2, copyWithin: 2h, retainCopy: 1y, encrypted: true }
      """
    #expect(
      try RuleFile.rules(.rdsInstance, rule) == [
        ProtectionRule(
          kind: .snapshot, origin: .automatic, every: .every(.days(1)), window: DayWindow("03:00-04:00"),
          timeZone: "Asia/Tokyo", completeWithin: .hours(2), retain: .lasting(.days(30)), copyTo: "us-west-2",
          copyWithin: .hours(2), retainCopy: .years(1), encrypted: true)
      ])
  }

  @Test("manual snapshots by name, each with its retention")
  func manual() throws {
    let rules = try RuleFile.rules(
      .rdsInstance, "{ kind: snapshot, origin: manual, name: \"release-*\", retain: forever }",
      "{ kind: snapshot, origin: manual, name: \"monthly-*\", every: month, day: 1, retain: 1y }")
    #expect(
      rules == [
        ProtectionRule(kind: .snapshot, origin: .manual, name: "release-*", retain: .forever),
        ProtectionRule(
          kind: .snapshot, origin: .manual, name: "monthly-*", every: .monthly(.day(1)),
          retain: .years(1)),
      ])
  }

  @Test(
    "a time of day and how late it may be are a window",
    arguments: [("04:00", "1h", "04:00-05:00"), ("23:30", "90m", "23:30-01:00"), ("00:00", "1439m", "00:00-23:59")])
  func startWithin(at: String, late: String, window: String) throws {
    let rule = try RuleFile.rules(
      .efsFileSystem,
      """
      { kind: backup, every: 1d, at: "\(at)", timeZone: UTC, startWithin: \(late), completeWithin: 8h, retain: 30d }
      """)[0]
    #expect(rule.window == DayWindow(window))
    #expect(rule.startWithin == Span(written: late))
    #expect(rule.completeWithin == .hours(8))
  }

  @Test("replication into a bucket or a file system, a replica of a database, and older versions")
  func others() throws {
    let bucket = try RuleFile.rules(
      .s3Bucket, "{ kind: versioning, retain: 7y }",
      "{ kind: replication, copyTo: us-west-2, copyWithin: 15m, destination: \"arn:aws:s3:::dr\", encrypted: true }")
    #expect(
      bucket == [
        ProtectionRule(kind: .versioning, retain: .years(7)),
        ProtectionRule(
          kind: .replication, copyTo: "us-west-2", copyWithin: .minutes(15), encrypted: true,
          destination: "arn:aws:s3:::dr"),
      ])
    let files = "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/fs-2"
    #expect(
      try RuleFile.rules(
        .efsFileSystem, "{ kind: replication, copyTo: us-west-2, destination: \"\(files)\" }")[0].destination
        == ARN(files))
    let database = "arn:aws:rds:us-west-2:012345678901:db:y"
    #expect(
      try RuleFile.rules(.rdsInstance, "{ kind: replica, copyTo: us-west-2, destination: \"\(database)\" }")[0]
        == ProtectionRule(kind: .replica, copyTo: "us-west-2", destination: ARN(database)))
    #expect(
      try RuleFile.rules(
        .rdsCluster, "{ kind: pitr, retain: 7d, copyTo: us-west-2, copyWithin: 15m, encrypted: false }")[0]
        == ProtectionRule(
          kind: .pitr, retain: .lasting(.days(7)), copyTo: "us-west-2", copyWithin: .minutes(15), encrypted: false))
  }

  static let cadences: [(written: String, cadence: Cadence)] = [
    ("every: 12h", .every(.hours(12))), ("every: 1w", .every(.days(7))),
    ("every: week, day: sunday", .weekly(.sunday)), ("every: month, day: 28", .monthly(.day(28))),
    ("every: month, day: last", .monthly(.last)), ("every: month, day: 29", .monthly(.day(29))),
    ("every: month, day: 31", .monthly(.day(31))),
    ("every: month, day: 1, startWithin: 27d, timeZone: Asia/Tokyo", .monthly(.day(1))),
    ("every: week, day: monday, window: \"23:00-01:00\", timeZone: UTC", .weekly(.monday)),
  ]

  @Test("how often: a length of time, a day of each week, a day of each month", arguments: cadences)
  func cadence(written: String, cadence: Cadence) throws {
    #expect(try RuleFile.rules(.ebsVolume, "{ kind: backup, \(written) }")[0].every == cadence)
  }

  static let retentions: [(written: String, retention: Retention)] = [
    ("30d", .lasting(.days(30))), ("1y", .years(1)), ("99y", .years(99)),
    ("forever", .forever), ("2w", .lasting(.days(14))),
  ]

  @Test("how long: a length of time, years, for ever", arguments: retentions)
  func retention(written: String, retention: Retention) throws {
    #expect(try RuleFile.rules(.s3Bucket, "{ kind: versioning, retain: \(written) }")[0].retain == retention)
  }
}

@Suite("A protection rule that can't be meant is refused with what would be right")
struct ProtectionRuleRefusalTests {
  private static let window = "window: \"03:00-04:00\", timeZone: UTC"

  static let schedules: [(rule: String, code: DiagnosticCode)] = [
    ("every: 1d, day: ‹sunday", .keyConflict), ("every: ‹week", .missingKey), ("every: ‹month", .missingKey),
    ("every: week, day: ‹1", .badDay), ("every: week, day: ‹last", .badDay), ("every: month, day: ‹sunday", .badDay),
    ("every: month, day: ‹32", .badDay), ("every: month, day: ‹0", .badDay), ("every: month, day: ‹\"1\"", .badDay),
    ("every: week, day: ‹Sunday", .badDay), ("every: week, ‹on: sunday, day: sunday", .unknownKey),
    ("every: ‹monthly", .badCadence), ("every: ‹1", .badCadence), ("every: ‹0s", .outOfRange),
    ("every: ‹12h, \(window)", .windowTooLong), ("every: ‹30m, \(window)", .windowTooLong),
    ("every: ‹36h, \(window)", .windowTooLong), ("every: 1d, startWithin: ‹25h", .windowTooLong),
    ("every: week, day: monday, startWithin: ‹8d", .windowTooLong),
    ("every: month, day: last, startWithin: ‹29d", .windowTooLong),
    ("every: 2d, at: \"04:00\", timeZone: UTC, startWithin: ‹24h", .outOfRange),
    ("every: 1d, at: \"04:00\", timeZone: UTC, startWithin: ‹90s", .outOfRange),
    ("every: 1d, at: ‹04:00, timeZone: UTC, startWithin: 1h", .unquoted),
    ("every: 1d, at: ‹\"24:00\", timeZone: UTC, startWithin: 1h", .badClock),
    ("every: 1d, at: ‹\"4:00\", timeZone: UTC, startWithin: 1h", .badClock),
    ("every: 1d, timeZone: ‹UTC", .keyConflict), ("every: 1d, startWithin: ‹30s", .outOfRange),
    ("every: 1d, completeWithin: ‹30s", .outOfRange),
    ("every: 1d, \(window), ‹at: \"03:00\", startWithin: 1h", .keyConflict),
    ("every: 1d, retain: ‹23h", .retentionGap), ("every: month, day: 1, retain: ‹30d", .retentionGap),
  ]

  @Test("when it is made", arguments: schedules)
  func schedule(rule: String, code: DiagnosticCode) {
    expect(RuleFile.text(.rdsInstance, ["{ kind: snapshot, \(rule) }"]), gives: [code])
  }

  static let needed = [
    "every: 1d, at: \"04:00\", timeZone: UTC", "every: 1d, at: \"04:00\", startWithin: 1h",
    "every: 1d, window: \"03:00-04:00\"", window, "at: \"04:00\", timeZone: UTC, startWithin: 1h", "day: sunday",
    "startWithin: 1h", "every: 1d, retainCopy: 30d", "every: 1d, copyWithin: 2h",
  ]

  @Test("a key that another key needs", arguments: needed)
  func needs(rule: String) {
    expect(RuleFile.text(.rdsInstance, ["‹{ kind: snapshot, \(rule) }"]), gives: [.missingKey])
  }

  static let retentions: [(written: String, code: DiagnosticCode)] = [
    ("‹30", .badRetention), ("‹0y", .badRetention), ("‹100y", .badRetention), ("‹1y6d", .badRetention),
    ("‹11w1y", .badRetention), ("‹for ever", .badRetention), ("‹Forever", .badRetention), ("‹5000d", .badRetention),
    ("‹1mo", .badRetention), ("‹P30D", .badRetention), ("‹0d", .outOfRange),
  ]

  @Test("how long it is kept", arguments: retentions)
  func retention(written: String, code: DiagnosticCode) {
    expect(RuleFile.text(.s3Bucket, ["{ kind: versioning, retain: \(written) }"]), gives: [code])
  }

  @Test("years are read where something is kept, and nowhere else")
  func years() {
    expect(RuleFile.text(.rdsInstance, ["{ kind: snapshot, every: ‹1y }"]), gives: [.badCadence])
    expect(RuleFile.text(.rdsInstance, ["{ kind: snapshot, every: 1d }"], rpo: "‹1y"), gives: [.badDuration])
  }

  static let keys: [(type: ResourceType, rule: String)] = [
    (.s3Bucket, "kind: versioning, every: ‹1d"), (.s3Bucket, "kind: versioning, copyTo: ‹us-west-2"),
    (.rdsInstance, "kind: pitr, every: ‹1d"), (.rdsInstance, "kind: pitr, name: ‹x"),
    (.rdsInstance, "kind: replica, copyTo: us-west-2, retain: ‹1d"),
    (.rdsInstance, "kind: snapshot, destination: ‹\"arn:aws:rds:us-west-2:012345678901:db:y\""),
    (.s3Bucket, "kind: replication, copyTo: us-west-2, origin: ‹manual"), (.efsFileSystem, "kind: backup, name: ‹x"),
  ]

  @Test("a key that means nothing for the kind", arguments: keys)
  func otherKind(type: ResourceType, rule: String) {
    expect(RuleFile.text(type, ["{ \(rule) }"]), gives: [.keyOfOtherKind])
  }

  @Test("and the kinds that know the key are named")
  func remedy() {
    let text = RuleFile.text(.rdsInstance, ["{ kind: pitr, origin: manual }"])
    #expect(
      MarkedText(text).read().diagnostics.map(\.description) == [
        "orders.yaml:11:31: error: `origin` means nothing for `kind: pitr`; "
          + "remove it; it belongs to `snapshot` and `backup` (protection.key-of-other-kind)"
      ])
  }

  @Test(
    "a replica has to be somewhere", arguments: [(ResourceType.rdsInstance, "replica"), (.s3Bucket, "replication")])
  func nowhere(type: ResourceType, kind: String) {
    expect(RuleFile.text(type, ["‹{ kind: \(kind) }"]), gives: [.missingKey])
  }
}
