import Testing

@testable import DarumaCore

@Suite("Changes of what is found")
struct ComplianceChangeTests {
  private static func breach(_ seen: String, since: String = "01:00", expected: String = "e") -> Breach {
    Breach(resource: "it", requirement: .versioned, rule: 0, expected: expected, seen: seen, since: .at(since))
  }

  private static func change(
    _ known: ComplianceReview?, _ found: [Breach], nextAt: Instant? = nil, at now: Instant = .at("02:00")
  ) -> ComplianceChange? {
    ComplianceChange(
      resource: "it", from: known, to: ComplianceReview(breaches: found, nextAt: nextAt), at: now)
  }

  @Test("the first look is worth an event, also where nothing is wrong")
  func first() { #expect(Self.change(nil, []) != nil) }

  @Test("a breach that goes on keeps the time since when it is known, and makes no event")
  func goesOn() {
    let known = ComplianceReview(breaches: [Self.breach("s")])
    #expect(Self.change(known, [Self.breach("s", since: "01:30")]) == nil)
  }

  @Test("seen in another measure it is told of again, and has not ended")
  func otherMeasure() throws {
    let known = ComplianceReview(breaches: [Self.breach("s")])
    let change = try #require(Self.change(known, [Self.breach("t")]))
    #expect(change.began == [Self.breach("t")] && change.ended == [])
    #expect(known.applying(change).breaches == [Self.breach("t")])
  }

  @Test("what is expected otherwise is another breach")
  func otherExpectation() throws {
    let known = ComplianceReview(breaches: [Self.breach("s")])
    let change = try #require(Self.change(known, [Self.breach("s", expected: "f")]))
    #expect(change.began.count == 1 && change.ended == known.breaches)
    #expect(known.applying(change).breaches == change.began)
  }

  @Test(
    "that a look is due later than known is found out at the known time; sooner is worth an event",
    arguments: [
      ("03:00", "04:00", false), ("03:00", "03:00", false), ("03:00", nil, false), ("03:00", "02:30", true),
      ("02:00", "04:00", true), ("01:00", nil, true), (nil, "04:00", true), (nil, nil, false),
    ])
  func nextLook(known: String?, found: String?, isNews: Bool) {
    let known = ComplianceReview(nextAt: known.map(Instant.at))
    #expect((Self.change(known, [], nextAt: found.map(Instant.at)) != nil) == isNews)
  }
}
