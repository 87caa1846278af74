import DarumaCore
import DarumaJournal
import Testing

@Suite("Random histories of one partition")
struct HistoryTests {
  private static let seeds: Range<UInt64> = 0..<300

  @Test("no crash, zombie, lost, delayed or doubled append breaks the arbiter's rule")
  func arbiterHolds() throws {
    var voids = 0
    var claims = 0
    var repeats = 0
    for seed in Self.seeds {
      var history = History(seed: seed)
      try history.run()
      voids += history.voids
      claims += history.claims
      repeats += history.acts.values.count { $0 > 1 }
    }
    // A generator that never meets what the rule is for would prove nothing.
    #expect(voids > 1_000 && claims > 1_000 && repeats > 10, "\(voids) void, \(claims) claims, \(repeats) repeats")
  }

  /// Any single rule may fall without harm to workers that keep to the protocol: the others cover for it. That is the
  /// reserve; beyond it something gives way.
  @Test(
    "rules weakened beyond their reserve fail",
    arguments: [
      [.number, .previous], [.number], [.previous], [.epoch],
      [.epoch, .claimsChain], [.claimsChain, .number], [],
    ] as [Set<WeakArbiter.Rule>])
  func weakened(_ rules: Set<WeakArbiter.Rule>) {
    #expect(throws: HistoryViolation.self) {
      for seed in Self.seeds {
        var history = History(seed: seed, rules: rules)
        try history.run()
      }
    }
  }
}
