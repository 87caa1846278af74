import Testing

@Suite("Several applications, kills, restarts and a world that changes meanwhile", .timeLimit(.minutes(15)))
struct ChangingWorldTests {
  @Test("what is promised about the world is kept in every history", arguments: Array(0..<100) + [131])
  func kept(seed: Int) async throws {
    var history = History(seed: UInt64(seed))
    try await history.play(200)
    #expect(history.watch.violations == [], "seed \(seed)")
  }

  @Test("whatever part of a decision is kept, the same input again completes it", arguments: 200..<220)
  func completed(seed: Int) async throws {
    var history = History(seed: UInt64(seed), checksPrefixes: true)
    try await history.play(120)
    #expect(history.watch.violations == [], "seed \(seed)")
  }

  @Test("what is broken on purpose is noticed within 200 histories", arguments: History.Weakening.allCases)
  func noticed(weakening: History.Weakening) async throws {
    for seed in 0..<200 {
      var history = History(seed: UInt64(seed), weakening: weakening)
      try await history.play(200)
      if !history.watch.violations.isEmpty { return }
    }
    Issue.record("nobody noticed: \(weakening)")
  }
}
