import Testing

@testable import DarumaCore

@Suite("Retention")
struct RetentionBreachTests {
  private static let kept = ProtectionRule(kind: .snapshot, retain: .lasting(.days(30)))

  @Test("gone by the hour before its time is in time, before that too early")
  func grace() {
    for (removed, expected) in [("2026-12-01T02:09:59Z", 1), ("2026-12-01T02:10:00Z", 0)] {
      var db = Watch.database(Self.kept)
      db.take("rds:1", "2026-11-01T03:10:00Z")
      db.remove("rds:1", at: removed)
      #expect(db.found("2026-12-01T03:00:00Z").count == expected)
    }
  }

  @Test("too long is what was seen there a day after its time, not what nobody looked for")
  func late() {
    var db = Watch.database(Self.kept)
    db.take("rds:1", "2026-11-01T03:10:00Z")
    #expect(db.found("2027-11-01T00:00:00Z") == [])
    db.take("rds:1", "2026-11-01T03:10:00Z", heard: "2026-12-02T03:09:00Z", listed: true)
    #expect(db.found("2027-11-01T00:00:00Z") == [])
    db.take("rds:1", "2026-11-01T03:10:00Z", heard: "2026-12-02T03:10:00Z", listed: true)
    #expect(db.breach(.notKeptTooLong, at: "2027-11-01T00:00:00Z")?.since == .on("2026-12-02T03:10:00Z"))
  }

  @Test("the longest of the rules that mean a point decides when it is there too long")
  func longest() {
    var db = Watch.database(
      Self.kept, ProtectionRule(kind: .snapshot, name: "rds:monthly*", retain: .lasting(.days(365))),
      ProtectionRule(kind: .snapshot, name: "rds:ever*", retain: .forever))
    for name in ["rds:1", "rds:monthly", "rds:ever"] {
      db.take(name, "2026-01-01T00:00:00Z", heard: "2026-06-01T00:00:00Z", listed: true)
    }
    #expect(db.found("2026-06-01T00:00:00Z") == ["notKeptTooLong rds:1"])
    db.take("rds:monthly", "2026-01-01T00:00:00Z", heard: "2027-06-01T00:00:00Z", listed: true)
    #expect(db.found("2027-06-01T00:00:00Z") == ["notKeptTooLong rds:1", "notKeptTooLong rds:monthly"])
  }

  @Test("seven years are seven of the calendar, leap days and all")
  func years() {
    let rule = ProtectionRule(kind: .snapshot, retain: .years(7))
    for (expires, expected) in [
      ("2033-11-22T03:10:00Z", ["keptLongEnough rds:1"]), ("2033-11-24T03:10:00Z", []),
      ("2033-11-25T04:10:00Z", ["notKeptTooLong rds:1"]),
    ] {
      var db = Watch.database(rule)
      db.take("rds:1", "2026-11-24T03:10:00Z", expires: expires)
      #expect(db.found("2026-11-25T00:00:00Z") == expected, "\(expires)")
    }
    #expect(Retention.years(1).end(from: .on("2028-02-29T10:00:00Z")) == .on("2029-02-28T10:00:00Z"))
    #expect(Retention.years(4).end(from: .on("2028-02-29T10:00:00Z")) == .on("2032-02-29T10:00:00Z"))
  }

  @Test(
    "a service that counts days keeps seven years with 2556 or 2557 of them",
    arguments: [(2555, false), (2556, true), (2557, true), (2558, false)])
  func yearsInDays(days: Int64, isMet: Bool) {
    var bucket = Watch.bucket(ProtectionRule(kind: .versioning, retain: .years(7)))
    bucket.describe(ResourceDescribed(versioning: .enabled, nonCurrentRetention: .lasting(.days(days))))
    #expect(bucket.found("2026-11-25T00:00:00Z").isEmpty == isMet)
  }

  @Test(
    "a retention is written and read", arguments: [Retention.lasting(.days(30)), .years(1), .years(99), .forever])
  func written(retention: Retention) throws {
    #expect(try JSONText.read(JSONText.of([retention]), as: [Retention].self) == [retention])
  }

  @Test("of many only the newest are told of")
  func many() {
    var db = Watch.database(Self.kept)
    for day in 10...29 {
      db.take("rds:\(day)", "2026-11-\(day)T03:00:00Z")
      db.remove("rds:\(day)", at: "2026-11-\(day)T04:00:00Z")
    }
    #expect(db.found("2026-11-30T00:00:00Z") == (25...29).map { "keptLongEnough rds:\($0)" })
    #expect(db.found("2026-12-27T12:00:00Z") == (28...29).map { "keptLongEnough rds:\($0)" })
  }

  @Test("what people made by hand, or nobody knows who made, is not held against a rule for automatic ones")
  func others() {
    var db = Watch.database(Self.kept)
    db.take("release-1", "2026-11-01T00:00:00Z", origin: .manual)
    db.take("unknown-1", "2026-11-01T00:00:00Z")
    db.remove("release-1", at: "2026-11-02T00:00:00Z")
    db.remove("unknown-1", at: "2026-11-02T00:00:00Z")
    #expect(db.found("2026-11-03T00:00:00Z") == [])
  }

  @Test(
    "what RDS keeps by itself goes by one number for snapshots and log",
    arguments: [30: "", 7: "keptLongEnough", 0: "continuous keptLongEnough", 35: "notKeptTooLong"] as [Int64: String])
  func automatic(days: Int64, expected: String) {
    var db = Watch.database(Self.kept, ProtectionRule(kind: .pitr, retain: .lasting(.days(7))))
    db.describe(ResourceDescribed(automaticRetention: .days(days)))
    #expect(db.found("2026-11-24T00:00:00Z").sorted().joined(separator: " ") == expected)
  }
}
