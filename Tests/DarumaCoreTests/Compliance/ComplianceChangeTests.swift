import Testing

@testable import DarumaCore

@Suite("Changes of what is found")
struct ComplianceChangeTests {
  private static func breach(
    _ seen: String, since: String = "01:00", expected: String = "e", of requirement: Requirement = .versioned
  ) -> Breach {
    Breach(resource: "it", requirement: requirement, rule: 0, expected: expected, seen: seen, since: .at(since))
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
    let known = ComplianceReview(breaches: [Self.breach("s", of: .continuous)])
    #expect(Self.change(known, [Self.breach("s", since: "01:30", of: .continuous)]) == nil)
  }

  @Test("of windows only looks tell: the first look counts, whichever came first")
  func looks() throws {
    let known = ComplianceReview(breaches: [Self.breach("s", since: "01:30", of: .continuous)])
    let change = try #require(Self.change(known, [Self.breach("s", since: "01:00", of: .continuous)]))
    #expect(known.applying(change).breaches == [Self.breach("s", since: "01:00", of: .continuous)])
    let other = try #require(Self.change(known, [Self.breach("t", since: "01:45", of: .continuous)]))
    #expect(known.applying(other).breaches == [Self.breach("t", since: "01:30", of: .continuous)])
  }

  @Test("otherwise since when is the same in whatever order it became known")
  func anyOrder() {
    let copied = ProtectionRule(kind: .snapshot, every: .every(.days(1)), copyTo: "us-west-2", encrypted: true)
    typealias Word = (inout Watch) -> Void
    let late: Word = { $0.take("rds:1", nil, heard: "2026-11-24T05:00:00Z", encrypted: false) }
    let early: Word = { $0.take("rds:1", "2026-11-24T03:00:00Z", heard: "2026-11-24T03:30:00Z", encrypted: false) }
    let found = [[late, early], [early, late]].map { words in
      var watch = Watch.database(copied)
      var kept: ComplianceReview?
      for word in words {
        word(&watch)
        let review = watch.review(at: .on("2026-11-24T05:10:00Z"))
        if let change = ComplianceChange(resource: "it", from: kept, to: review, at: .on("2026-11-24T05:10:00Z")) {
          kept = (kept ?? ComplianceReview()).applying(change)
        }
      }
      return kept
    }
    #expect(found[0] == found[1] && found[0]?.breaches.first?.since == .on("2026-11-24T03:00:00Z"))
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
