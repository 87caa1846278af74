import Testing

@testable import DarumaCore

@Suite("By how much reality may miss the clock is the owner's to set")
struct AllowanceTests {
  private static let rule = ProtectionRule(
    kind: .snapshot, every: .every(.days(1)), window: DayWindow("03:00-04:00"), retain: .lasting(.days(3)))

  private static func watch(_ allowances: Allowances?) -> Watch {
    var watch = Watch.database(rule)
    watch.application.allowances = allowances
    return watch
  }

  @Test(
    "how early it may begin",
    arguments: [(nil, "02:50", "02:49"), (Span.minutes(30), "02:30", "02:29"), (.zero, "03:00", "02:59")])
  func begunEarly(allowed: Span?, early: String, tooEarly: String) {
    for (taken, isBreach) in [(early, false), (tooEarly, true)] {
      var db = Self.watch(Allowances(begunEarly: allowed))
      db.take("rds:1", "2026-11-24T\(taken):00Z")
      #expect((db.breach(.backupInWindow, at: "2026-11-24T05:00:00Z") != nil) == isBreach, "\(taken)")
    }
  }

  @Test("how early it may be gone", arguments: [(nil, "02:10", "01:50"), (Span.hours(3), "00:10", "00:00")])
  func goneEarly(allowed: Span?, early: String, tooEarly: String) {
    for (gone, isBreach) in [(early, false), (tooEarly, true)] {
      var db = Self.watch(Allowances(goneEarly: allowed))
      db.take("rds:1", "2026-11-24T03:05:00Z")
      db.remove("rds:1", at: "2026-11-27T\(gone):00Z", .expired)
      #expect((db.breach(.keptLongEnough, at: "2026-11-27T02:30:00Z") != nil) == isBreach, "\(gone)")
    }
  }

  @Test(
    "how late it may still be there",
    arguments: [(nil, "2026-11-28T03:05:00Z"), (Span.hours(2), "2026-11-27T05:05:00Z")])
  func goneLate(allowed: Span?, late: String) {
    var db = Self.watch(Allowances(goneLate: allowed))
    db.take("rds:1", "2026-11-24T03:05:00Z")
    db.take("rds:1", "2026-11-24T03:05:00Z", heard: late, listed: true)
    #expect(db.breach(.notKeptTooLong, at: late)?.since == .on(late))
    db = Self.watch(Allowances(goneLate: allowed))
    let before = (Instant.on(late) - .seconds(1)).description
    db.take("rds:1", "2026-11-24T03:05:00Z", heard: before, listed: true)
    #expect(db.breach(.notKeptTooLong, at: late) == nil)
  }
}
