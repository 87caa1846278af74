import Testing

@testable import DarumaCore

@Suite("Missed backups")
struct MissedBackupTests {
  private static let daily = ProtectionRule(
    kind: .snapshot, every: .every(.days(1)), window: DayWindow("03:00-04:00"), timeZone: "UTC")

  @Test("of what nobody has told anything, nothing is wrong; once somebody has looked, what is not there is missed")
  func unknown() throws {
    var db = Watch.database(Self.daily)
    #expect(db.review(at: .on("2026-11-24T00:00:00Z")) == ComplianceReview())
    db.listed(.rdsSnapshots, at: "2026-11-24T00:00:00Z")
    #expect(db.found("2026-11-24T05:59:59Z") == [])
    let breach = try #require(db.breach(.backupMade, at: "2026-11-24T06:00:00Z"))
    #expect(breach.seen == "none is known")
    db.listed(.rdsSnapshots, at: "2026-11-25T00:00:00Z")
    #expect(db.breach(.backupMade, at: "2026-12-24T00:00:00Z") == breach)
  }

  @Test("many missed are one breach, since the first, and the same one at each look")
  func many() throws {
    var db = Watch.database(Self.daily)
    db.take("rds:1", "2026-11-01T03:10:00Z")
    let first = try #require(db.breach(.backupMade, at: "2026-11-02T06:00:00Z"))
    #expect(first.since == .on("2026-11-02T06:00:00Z") && first.seen.contains("2026-11-01T03:10"))
    #expect(db.breach(.backupMade, at: "2026-11-20T06:00:00Z") == first)
  }

  @Test("a resource that has other points but none of the rule's misses them from when it was first heard of")
  func never() {
    var db = Watch.database(Self.daily)
    db.take("release-1", "2020-01-01T00:00:00Z", heard: "2026-11-24T10:00:00Z", origin: .manual)
    let breach = db.breach(.backupMade, at: "2026-11-25T06:00:00Z")
    #expect(breach?.since == .on("2026-11-25T06:00:00Z") && breach?.seen == "none is known")
  }

  @Test("what began shortly before its window belongs to it; what began hours before does not")
  func early() {
    var db = Watch.database(Self.daily)
    db.take("rds:1", "2026-11-24T02:51:00Z")
    #expect(db.found("2026-11-25T05:59:59Z") == [])
    db.take("rds:2", "2026-11-25T00:00:00Z")
    #expect(db.found("2026-11-25T05:00:00Z") == [], "there is one in the window of that round")
    #expect(db.found("2026-11-25T06:00:00Z").contains("backupMade"))
  }

  @Test("one of unknown start counts by when it was done or heard of; a partial one does not count")
  func unknownStart() {
    var db = Watch.database(Self.daily)
    db.take("rds:1", nil, heard: "2026-11-24T03:30:00Z", done: "2026-11-24T03:20:00Z")
    #expect(db.found("2026-11-25T05:59:59Z") == [] && db.found("2026-11-25T06:00:00Z") == ["backupMade"])
    db.take("rds:2", "2026-11-25T03:10:00Z", partial: true)
    #expect(db.found("2026-11-25T06:00:00Z") == ["backupMade"])
  }

  @Test("a job that failed since is named, one that runs is not")
  func job() {
    var db = Watch.database(Self.daily)
    db.take("rds:1", "2026-11-24T03:10:00Z")
    db.say(.backupProgressed(BackupProgressed(job: "j", state: .missedWindow)), at: .on("2026-11-25T05:00:00Z"))
    #expect(db.breach(.backupMade, at: "2026-11-25T06:00:00Z")?.seen.contains("; job j missedWindow") == true)
    db.say(.backupProgressed(BackupProgressed(job: "k", state: .running)), at: .on("2026-11-25T05:30:00Z"))
    #expect(db.breach(.backupMade, at: "2026-11-25T06:00:00Z")?.seen.contains("job") == false)
  }

  @Test("the window goes by local clocks, on both sides of a change")
  func summerTime() {
    var rule = Self.daily
    rule.timeZone = "Europe/Berlin"
    for (taken, expected) in [
      ("2026-10-24T01:30:00Z", []), ("2026-10-25T01:30:00Z", ["backupInWindow rds:1"]), ("2026-10-25T02:30:00Z", []),
    ] {
      var db = Watch.database(rule)
      db.take("rds:1", taken)
      #expect(db.review(at: .on(taken) + .hours(1)).breaches.map { "\($0.requirement) rds:1" } == expected)
    }
  }
}
