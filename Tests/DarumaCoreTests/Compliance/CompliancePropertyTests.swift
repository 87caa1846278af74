import Testing
import TestSupport

@testable import DarumaCore

/// Histories by chance, in whole minutes: a rule of every kind, points, copies, removals, late words and clocks ahead.
@Suite("Compliance over histories by chance")
struct CompliancePropertyTests {
  private static let start = Instant.on("2026-11-24T00:00:00Z")

  private static func watch(_ random: inout SeededRandom) -> Watch {
    let minutes: (inout SeededRandom) -> Span = { .minutes(.random(in: 5...300, using: &$0)) }
    let rule = ProtectionRule(
      kind: .snapshot, every: random.maybe(.every(minutes(&random))),
      window: random.once(in: 3)
        ? DayWindow(
          startingAt: .random(in: 0...1439, using: &random), minutes: .random(in: 1...90, using: &random)) : nil,
      startWithin: random.maybe(minutes(&random)), completeWithin: random.maybe(minutes(&random)),
      retain: random.maybe(random.once(in: 5) ? .forever : .lasting(minutes(&random))),
      copyTo: random.maybe("us-west-2"), copyWithin: random.maybe(minutes(&random)),
      retainCopy: random.maybe(.lasting(minutes(&random))), encrypted: random.maybe(true))
    let other = ProtectionRule(
      kind: .snapshot, origin: .manual, name: random.maybe("release-*"), retain: .lasting(minutes(&random)))
    return .database(rule, other, ProtectionRule(kind: .pitr, retain: .lasting(minutes(&random))))
  }

  private static func stamp(_ now: Instant, _ random: inout SeededRandom) -> String {
    // Now and then days ago, and now and then of a clock that is ahead.
    let days: Int64 = random.once(in: 6) ? .random(in: 1...3, using: &random) : 0
    return (now + .minutes(.random(in: -300...30, using: &random) - days * 1440)).description
  }

  private static func move(_ watch: inout Watch, _ now: Instant, _ random: inout SeededRandom) {
    let name = random.one(of: ["rds:1", "rds:2", "rds:3", "rds:4", "release-1"])
    let soon = stamp(now + .hours(4), &random)
    let words = now.description
    switch Int.random(in: 0..<9, using: &random) {
    case 0...3:
      watch.take(
        name, random.maybe(stamp(now, &random), nilOnceIn: 6), heard: words,
        done: random.maybe(stamp(now, &random)), origin: random.maybe(name == "release-1" ? .manual : .automatic),
        expires: random.maybe(soon), encrypted: random.maybe(false), partial: random.once(in: 8),
        listed: random.once(in: 2))
    case 4: watch.copy(name, at: words, encrypted: random.maybe(false), expires: random.maybe(soon))
    case 5: watch.remove(name + (random.once(in: 2) ? "" : "-copy"), at: stamp(now, &random))
    case 6: watch.window(from: random.maybe(stamp(now, &random)), until: stamp(now, &random), at: words)
    case 7:
      watch.describe(ResourceDescribed(automaticRetention: .minutes(.random(in: 0...300, using: &random))), at: words)
    default: watch.listed(.rdsSnapshots, at: words, in: random.one(of: ["us-east-1", "us-west-2"]))
    }
  }

  @Test("looking every minute and looking only when a look is due find the same", arguments: 0..<6)
  func exact(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var watch = Self.watch(&random)
    var now = Self.start
    var known = watch.review(at: now)
    for _ in 0..<12 {
      Self.move(&watch, now, &random)
      known = watch.review(at: now)
      #expect(known.nextAt.map { $0 > now } ?? true)
      for _ in 0..<Int.random(in: 1...240, using: &random) {
        let later = now + .minutes(1)
        // In between nothing changes; a time that is due is looked at on the millisecond.
        while let next = known.nextAt, next <= later {
          let before = watch.review(at: next - Span(milliseconds: 1))
          #expect(next - Span(milliseconds: 1) <= now || before.breaches == known.breaches)
          known = watch.review(at: next)
          #expect(known.nextAt.map { $0 > next } ?? true)
        }
        now = later
        let found = watch.review(at: now)
        #expect(found == known, "seed \(seed) at \(now)")
        if found != known { return }
      }
    }
  }

  @Test("a breach is the same at each look, began in the past, and is told of once", arguments: 0..<40)
  func stable(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var watch = Self.watch(&random)
    var now = Self.start
    var kept: ComplianceReview?
    for _ in 0..<40 {
      Self.move(&watch, now, &random)
      let first = watch.review(at: now)
      #expect(first.breaches.allSatisfy { $0.since <= now })
      #expect(first.breaches == first.breaches.sorted())
      for (index, breach) in first.breaches.enumerated() {
        #expect(!first.breaches[..<index].contains { $0.isAboutSame(as: breach) })
      }
      if let change = ComplianceChange(resource: "it", from: kept, to: first, at: now) {
        kept = (kept ?? ComplianceReview()).applying(change)
      }
      #expect(ComplianceChange(resource: "it", from: kept, to: first, at: now) == nil, "once")
      #expect(kept?.breaches.count == first.breaches.count)
      now = now + .minutes(.random(in: 1...300, using: &random))
      let later = watch.review(at: now).breaches
      for breach in first.breaches {
        for same in later where same.isAboutSame(as: breach) { #expect(same == breach, "without news the same") }
      }
    }
  }
}
