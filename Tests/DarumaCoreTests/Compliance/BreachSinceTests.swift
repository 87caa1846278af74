import Testing
import TestSupport

@testable import DarumaCore

@Suite("Since when it is a breach: the earliest time known since all was last in order, whatever order that comes in")
struct BreachSinceTests {
  private typealias Measure = (lag: Span, at: Instant)
  private static let limit = Span.minutes(15)
  private static let begin = Instant.on("2026-11-24T00:00:00Z")

  private static func orders<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { index in
      var rest = elements
      let first = rest.remove(at: index)
      return orders(of: rest).map { [first] + $0 }
    }
  }

  private static func watched(_ rule: ProtectionRule) -> Watch {
    var watch = Watch.bucket(rule)
    watch.application.resources = [watch.resource]
    watch.protection.accept(limitsOf: watch.application)
    return watch
  }

  /// What is told in the end where each word is looked at as it comes.
  private static func told(_ words: [(inout Watch) -> Void], _ rule: ProtectionRule, at now: Instant) -> [Breach] {
    var watch = watched(rule)
    var kept: ComplianceReview?
    for word in words {
      word(&watch)
      if let change = ComplianceChange(resource: "it", from: kept, to: watch.review(at: now), at: now) {
        kept = (kept ?? ComplianceReview()).applying(change)
      }
    }
    return kept?.breaches ?? []
  }

  @Test(
    "lag: a late good measure before the stretch changes nothing, one in its midst moves it to the bad ones after it",
    arguments: [
      // Minutes, and how far behind it was then. Where it was both within a day, it is since the last good one.
      ([(0, 20), (10, 30), (20, 40)], -5), ([(0, 0), (10, 30), (20, 40)], 0), ([(0, 20), (10, 1), (20, 40)], 10),
      ([(0, 20), (10, 1), (20, 16), (30, 17)], 10), ([(0, 1), (20, 16), (30, 17), (35, 18)], 19),
    ] as [([(Int64, Int64)], Int64)])
  func lag(measures: [(Int64, Int64)], since: Int64) {
    let rule = ProtectionRule(kind: .replication, copyTo: "us-west-2", copyWithin: Self.limit)
    let words: [(inout Watch) -> Void] = measures.map { minute, lag in
      { watch in
        watch.say(
          .replicationMeasured(
            ReplicationMeasured(toRegion: "us-west-2", lag: .minutes(lag), metric: "ReplicationLatency")),
          at: Self.begin + .minutes(minute))
      }
    }
    for order in Self.orders(of: words) {
      let breaches = Self.told(order, rule, at: Self.begin + .hours(1))
      #expect(breaches.map(\.requirement) == [.replicaCurrent])
      #expect(breaches.first?.since == Self.begin + .minutes(since))
    }
  }

  @Test("set-up: the first of the looks without a break that tell it, whichever is told first")
  func setUp() {
    let rule = ProtectionRule(kind: .versioning, retain: .lasting(.days(30)))
    let looks: [ResourceDescribed] = [
      ResourceDescribed(versioning: .suspended), ResourceDescribed(versioning: .enabled),
      ResourceDescribed(versioning: .never, encrypted: true), ResourceDescribed(versioning: .suspended),
      ResourceDescribed(versioning: .suspended, encrypted: true),
    ]
    let words: [(inout Watch) -> Void] = looks.enumerated().map { number, look in
      { watch in watch.say(.resourceDescribed(look), at: Self.begin + .hours(Int64(number)), listed: true) }
    }
    for order in Self.orders(of: words) {
      let breaches = Self.told(order, rule, at: Self.begin + .days(1))
      #expect(breaches.map(\.requirement) == [.versioned])
      #expect(breaches.first?.since == Self.begin + .hours(2))
    }
  }

  @Test("measures of many days in any order, and repeated, are one stretch", arguments: 0..<60)
  func anyOrder(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let days = random.one(of: [1, 3, 20, 60])
    let goodOnceIn = random.one(of: [3, 20, 1000])
    let measures: [LagStretch] = (0..<80).map { _ in
      let at = Self.begin + .minutes(Int64(random.below(days * 24 * 60)))
      let lag = random.once(in: goodOnceIn) ? Span.minutes(1) : .minutes(Int64(16 + random.below(300)))
      return LagStretch(limit: Self.limit, lag: lag, at: at)
    }
    func joined(_ order: [LagStretch]) -> LagStretch { order.dropFirst().reduce(order[0]) { $0.joined($1) } }
    let stretch = joined(measures)
    for _ in 0..<20 {
      let order = (measures + measures.filter { _ in random.once(in: 3) }).shuffled(using: &random)
      #expect(joined(order) == stretch)
      let halves = (joined(Array(order.prefix(40))), joined(Array(order.dropFirst(40))))
      #expect(halves.0.joined(halves.1) == stretch)
    }
    // By all measures: the first bad one after the last good one, or that itself where less is kept.
    let lastGood = measures.compactMap(\.lastGood).max()
    let bad = measures.filter { $0.lastGood == nil && $0.days[0].last > lastGood ?? Instant(milliseconds: .min) }
    guard let since = stretch.since else {
      #expect(bad.isEmpty)
      return
    }
    let first = bad.compactMap(\.firstBad).min() ?? Self.begin
    #expect(since == max(first, lastGood ?? first) || since == lastGood)
    #expect(stretch.days.count <= LagStretch.mostDays)
  }

  @Test("a bad stretch of more days than are kept still began when it began")
  func long() {
    var stretch = LagStretch(limit: Self.limit, lag: .minutes(16), at: Self.begin)
    for day in 1..<90 {
      stretch = stretch.joined(LagStretch(limit: Self.limit, lag: .minutes(16), at: Self.begin + .days(Int64(day))))
    }
    #expect(stretch.since == Self.begin - .minutes(1) && stretch.days.count == LagStretch.mostDays)
    let good = Self.begin - .hours(1)
    #expect(stretch.joined(LagStretch(limit: Self.limit, lag: .zero, at: good)).since == good)
  }

  @Test("another limit in the file begins with the newest measure, and the old one is forgotten")
  func otherLimit() throws {
    var watch = Self.watched(ProtectionRule(kind: .replication, copyTo: "us-west-2", copyWithin: Self.limit))
    watch.measure(.minutes(20), at: "2026-11-24T00:00:00Z")
    watch.measure(.minutes(30), at: "2026-11-24T00:10:00Z")
    watch.resource.protection[0].copyWithin = .minutes(5)
    watch.application.resources = [watch.resource]
    watch.protection.accept(limitsOf: watch.application)
    #expect(watch.breach(.replicaCurrent, at: "2026-11-24T00:20:00Z")?.since == Self.begin - .minutes(15))
    let record = try #require(watch.protection.replicas(of: watch.resource.arn).first)
    #expect(record.stretches?.map(\.limit) == [.minutes(5)])
  }
}
