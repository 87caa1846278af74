import Testing

@testable import DarumaCore

@Suite("When the next backup is due, and since when one has been")
struct ScheduleTests {
  private static func next(_ rule: ProtectionRule, _ after: String) -> Instant? {
    rule.nextStart(after: .on(after), in: .zoned)
  }

  private static func last(_ rule: ProtectionRule, _ before: String) -> Instant? {
    rule.lastStart(before: .on(before), in: .zoned)
  }

  private static let nightly = ProtectionRule.by(.every(.days(1)), "03:00-04:00", .tokyo)

  @Test(
    "once a day: at the next opening, strictly later",
    arguments: [
      ("2026-11-23T18:25:00Z", "2026-11-24T18:00:00Z"),  // begun in the window
      ("2026-11-23T18:00:00Z", "2026-11-24T18:00:00Z"),  // right at its opening
      ("2026-11-23T17:59:59Z", "2026-11-23T18:00:00Z"),  // a little before it
      ("2026-11-24T10:00:00Z", "2026-11-24T18:00:00Z"),  // at noon, by hand
    ])
  func daily(after: String, expected: String) { #expect(Self.next(Self.nightly, after) == .on(expected)) }

  @Test(
    "every few days: counted in days of the calendar from the opening before",
    arguments: [
      (Span.days(2), "2026-11-23T18:25:00Z", "2026-11-25T18:00:00Z"),
      (.days(2), "2026-11-24T17:00:00Z", "2026-11-25T18:00:00Z"),  // 25 hours on, not 48
      (.days(7), "2026-11-23T18:25:00Z", "2026-11-30T18:00:00Z"),
      (.hours(36), "2026-11-23T18:25:00Z", "2026-11-24T18:00:00Z"),  // one a day is often enough
      (.hours(6), "2026-11-23T18:25:00Z", "2026-11-24T18:00:00Z"),  // the window opens no oftener
    ])
  func fewDays(every: Span, after: String, expected: String) {
    #expect(Self.next(.by(.every(every), "03:00-04:00", .tokyo), after) == .on(expected))
  }

  @Test("without a window: the span after the one before, whatever the clocks show")
  func plain() {
    let rule = ProtectionRule.by(.every(.hours(24)), nil, .berlin)
    #expect(Self.next(rule, "2026-03-28T02:10:00Z") == .on("2026-03-29T02:10:00Z"))
  }

  @Test(
    "each week, in local time; without a window at midnight",
    arguments: [
      ("04:00-05:00", "2026-11-24T00:00:00Z", "2026-11-28T19:00:00Z"),
      ("04:00-05:00", "2026-11-28T19:00:00Z", "2026-12-05T19:00:00Z"),
      (nil, "2026-11-24T00:00:00Z", "2026-11-28T15:00:00Z"),
      (nil, "2026-11-29T14:59:59Z", "2026-12-05T15:00:00Z"),
    ])
  func weekly(window: String?, after: String, expected: String) {
    #expect(Self.next(.by(.weekly(.sunday), window, .tokyo), after) == .on(expected))
  }

  @Test(
    "each month, on a day or the last, also of February",
    arguments: [
      (MonthDay.day(1), "2026-11-24T00:00:00Z", "2026-12-01T00:00:00Z"),
      (.day(28), "2026-11-28T00:00:00Z", "2026-12-28T00:00:00Z"),
      (.last, "2026-11-24T00:00:00Z", "2026-11-30T00:00:00Z"),
      (.last, "2027-01-31T00:00:00Z", "2027-02-28T00:00:00Z"),
      (.last, "2028-01-31T12:00:00Z", "2028-02-29T00:00:00Z"),
      (.day(31), "2026-11-24T00:00:00Z", "2026-11-30T00:00:00Z"),
      (.day(31), "2026-11-30T00:00:00Z", "2026-12-31T00:00:00Z"),
      (.day(30), "2027-01-30T00:00:00Z", "2027-02-28T00:00:00Z"),
      (.day(30), "2027-02-28T00:00:00Z", "2027-03-30T00:00:00Z"),
      (.day(29), "2028-02-01T00:00:00Z", "2028-02-29T00:00:00Z"),
      (.day(29), "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"),
    ])
  func monthly(day: MonthDay, after: String, expected: String) {
    #expect(Self.next(.by(.monthly(day)), after) == .on(expected))
  }

  @Test(
    "summer time: the window opens by local clocks; in the hour skipped at the change, in the hour doubled once",
    arguments: [
      (Zone.berlin, "03:00-04:00", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z"),
      (.berlin, "02:30-03:30", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"),
      (.berlin, "02:30-03:30", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z"),
      (.berlin, "02:30-03:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
      (.newYork, "02:00-03:00", "2026-03-07T07:00:00Z", "2026-03-08T07:00:00Z"),
      (.lordHowe, "02:10-03:00", "2026-10-02T15:40:00Z", "2026-10-03T15:30:00Z"),
      (.apia, "03:00-04:00", "2011-12-29T13:00:00Z", "2011-12-30T13:00:00Z"),  // from the 29th to the 31st
    ])
  func summerTime(zone: Zone, window: String, after: String, expected: String) {
    #expect(Self.next(.by(.every(.days(1)), window, zone), after) == .on(expected))
  }

  @Test("the newest start that was due")
  func newestStart() {
    #expect(Self.last(Self.nightly, "2026-11-24T17:59:59Z") == .on("2026-11-23T18:00:00Z"))
    #expect(Self.last(Self.nightly, "2026-11-24T18:00:00Z") == .on("2026-11-24T18:00:00Z"))
    #expect(Self.last(.by(.weekly(.sunday)), "2026-11-24T00:00:00Z") == .on("2026-11-22T00:00:00Z"))
    #expect(Self.last(.by(.monthly(.last)), "2026-11-24T00:00:00Z") == .on("2026-10-31T00:00:00Z"))
    #expect(Self.last(.by(.every(.hours(6))), "2026-11-24T18:00:00Z") == .on("2026-11-24T12:00:00.001Z"))
  }

  @Test("nothing is due without a cadence, or in a zone that the application does not know")
  func nothing() {
    #expect(Self.next(.by(nil, "03:00-04:00", .tokyo), "2026-11-24T00:00:00Z") == nil)
    #expect(Self.nightly.nextStart(after: .at("00:00"), in: .kaigo) == nil)
    #expect(Self.nightly.lastStart(before: .at("00:00"), in: .kaigo) == nil)
    #expect(Self.nightly.isOpen(at: .at("00:00"), in: .kaigo) == nil)
  }
}

@Suite("Whether a backup may begin")
struct ScheduleWindowTests {
  @Test(
    "from the opening to the closing of the window, in local time",
    arguments: [
      ("03:00-04:00", Zone.tokyo, "2026-11-23T17:59:59Z", false), ("03:00-04:00", .tokyo, "2026-11-23T18:00:00Z", true),
      ("03:00-04:00", .tokyo, "2026-11-23T19:00:00Z", true), ("03:00-04:00", .tokyo, "2026-11-23T19:00:01Z", false),
      ("23:30-00:30", .tokyo, "2026-11-23T15:15:00Z", true), ("23:30-00:30", .tokyo, "2026-11-23T15:45:00Z", false),
      // The hour from 02:00 is skipped: the window is as long as ever, from the change on.
      ("02:00-03:00", .berlin, "2026-03-29T01:45:00Z", true), ("02:00-03:00", .berlin, "2026-03-29T02:01:00Z", false),
      // It is doubled: which of the two 02:00 is meant nobody says, so an hour from the second.
      ("02:00-03:00", .berlin, "2026-10-25T01:45:00Z", true), ("02:00-03:00", .berlin, "2026-10-25T02:01:00Z", false),
      // A window over a change is a length: three hours from its local start, whatever clocks show at its end.
      ("01:00-04:00", .berlin, "2026-03-29T02:45:00Z", true), ("01:00-04:00", .berlin, "2026-03-29T03:01:00Z", false),
      ("01:00-04:00", .berlin, "2026-10-25T01:59:00Z", true), ("01:00-04:00", .berlin, "2026-10-25T02:01:00Z", false),
      ("23:00-03:00", .newYork, "2026-11-01T06:59:00Z", true), ("23:00-03:00", .newYork, "2026-11-01T07:01:00Z", false),
    ])
  func window(window: String, zone: Zone, at: String, expected: Bool) {
    #expect(ProtectionRule.by(.every(.days(1)), window, zone).isOpen(at: .on(at), in: .zoned) == expected)
  }

  @Test(
    "of a weekly backup without a window the whole day",
    arguments: [
      ("2026-11-28T15:00:00Z", true), ("2026-11-29T14:59:00Z", true), ("2026-11-29T15:01:00Z", false),
      ("2026-11-25T00:00:00Z", false),
    ])
  func day(at: String, expected: Bool) {
    #expect(ProtectionRule.by(.weekly(.sunday), nil, .tokyo).isOpen(at: .on(at), in: .zoned) == expected)
  }

  @Test("where the file says how late one may begin, that counts")
  func startWithin() {
    var rule = ProtectionRule.by(.every(.days(1)), "03:00-04:00")
    rule.startWithin = .hours(2)
    #expect(rule.isOpen(at: .at("05:00"), in: .zoned) == true)
    #expect(rule.isOpen(at: .at("05:01"), in: .zoned) == false)
  }

  @Test("a rule without a window can't be missed by the hour")
  func noWindow() { #expect(ProtectionRule.by(.every(.hours(6))).isOpen(at: .at("05:00"), in: .zoned) == nil) }
}

@Suite("How long a backup may be on its way")
struct ScheduleAllowanceTests {
  private static func rule(
    _ every: Cadence, _ window: String? = nil, start: Span? = nil, complete: Span? = nil, copy: Span? = nil
  ) -> ProtectionRule {
    var rule = ProtectionRule.by(every, window)
    rule.startWithin = start
    rule.completeWithin = complete
    rule.copyWithin = copy
    return rule
  }

  @Test(
    "what the file says, or the defaults, none of which is longer than the cadence",
    arguments: [
      (rule(.every(.days(1)), "03:00-04:00"), Span.hours(3), Span.hours(5)),
      (rule(.every(.days(1)), "23:30-00:30"), .hours(3), .hours(5)),
      (rule(.every(.days(1)), "04:00-06:00", start: .hours(1), complete: .hours(8)), .hours(9), .hours(11)),
      (rule(.every(.days(1)), start: .hours(1), complete: .hours(8), copy: .hours(20)), .hours(9), .hours(29)),
      (rule(.every(.days(1)), complete: .hours(8), copy: .hours(2)), .hours(9), .hours(11)),
      (rule(.every(.days(1))), .hours(3), .hours(5)),
      (rule(.every(.minutes(15))), .minutes(30), .minutes(45)),
      (rule(.weekly(.sunday)), .hours(26), .hours(28)),
      (rule(.monthly(.last), "03:00-04:00"), .hours(3), .hours(5)),
    ])
  func allowance(rule: ProtectionRule, allowance: Span, copy: Span) {
    #expect(rule.allowance == allowance)
    #expect(rule.copyAllowance == copy)
  }

  @Test("the default's own value, where a rule gives it, moves nothing")
  func defaults() {
    var given = Self.rule(.every(.days(1)))
    let without = given
    given.startWithin = ProtectionRule.defaultStartWithin
    given.completeWithin = ProtectionRule.defaultCompleteWithin
    given.copyWithin = ProtectionRule.defaultCopyWithin
    #expect(given.allowance == without.allowance && given.copyAllowance == without.copyAllowance)
    #expect(given.copyAllowanceFromEnd == without.copyAllowanceFromEnd)
  }
}
