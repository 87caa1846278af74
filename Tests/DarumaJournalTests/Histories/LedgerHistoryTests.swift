import DarumaCore
import DarumaJournal
import Synchronization
import Testing

/// Real ledgers over a log that loses, delays and doubles: another generator than ``History``, which has workers of its
/// own and decides ahead.
@Suite("Random histories of real ledgers")
struct LedgerHistoryTests {
  /// Chooses what becomes of each append, by the same seed every time.
  private final class Weather: Sendable {
    private let random: Mutex<RandomSource>
    private let isFair = Mutex(false)

    init(seed: UInt64) { random = Mutex(RandomSource(seed: seed)) }

    func becomeFair() { isFair.withLock { $0 = true } }

    func landing() -> MemoryLog.Landing {
      if isFair.withLock({ $0 }) { return .lands }
      return random.withLock { random in
        switch random.below(10) {
        case 0: .isLost
        case 1, 2: .isHeld
        case 3: .landsTwice
        default: .lands
        }
      }
    }
  }

  @Test("no ledger is ahead of the log, none decides what another has decided, and work goes on", arguments: 0..<150)
  func history(_ seed: UInt64) async throws {
    let weather = Weather(seed: seed &* 7919)
    let log = MemoryLog(landing: { _, _ in weather.landing() })
    var random = RandomSource(seed: seed)
    let names = ["a", "b", "c"]
    var ledgers = try await names.asyncMap { try await Opening.ledger(Story.self, log.producer($0), worker: $0) }
    var acknowledged: [Int64: [String]] = [:]
    for step in 0..<120 {
      let who = random.below(names.count)
      if random.chance(0.1) { log.land(names[who], count: 1 + random.below(3)) }
      if random.chance(0.03) { log.loseHeld(names[who]) }
      if random.chance(0.05) {
        ledgers[who] = try await Opening.ledger(Story.self, log.producer(names[who]), worker: names[who])
      }
      if step == 90 {
        weather.becomeFair()
        names.forEach { log.land($0) }
      }
      if let commit = try await turn(ledgers[who], &random) {
        #expect(acknowledged[commit.number] == nil, "commit \(commit.number) acknowledged twice, seed \(seed)")
        acknowledged[commit.number] = told(commit)
      }
      try await check(ledgers[who], log, seed)
    }
    let final = try await Opening.ledger(Story.self, log.producer("reader"))
    #expect(
      final.state.told == (0..<final.state.told.count).map(String.init), "decided twice or not at all, seed \(seed)")
    #expect(final.positions.all.first?.nextOffset ?? 0 == Int64(final.state.told.count))
    for (number, texts) in acknowledged {
      #expect(Array(final.state.told[Int(number) - 1..<Int(number)]) == texts, "acknowledged and lost, seed \(seed)")
    }
    #expect(!acknowledged.isEmpty, "nothing ever went through, seed \(seed)")
  }

  /// One turn of a worker: whoever does not own claims, perhaps; whoever owns decides the next input.
  private func turn(_ ledger: Ledger<Story>, _ random: inout RandomSource) async throws -> Commit? {
    do throws(JournalError) {
      if ledger.epoch == nil {
        if random.chance(0.5) { _ = try await ledger.claim(at: Sample.start, id: "\(random.next())") }
        return nil
      }
      let next = ledger.positions.all.first?.nextOffset ?? 0
      return try await ledger.commit([Sample.entry("\(next)", next: next + 1)], at: Sample.start).first
    } catch {
      #expect(error.isSettledByClaim, "\(error)")
      #expect(ledger.epoch == nil, "after \(error.code) it must not write on")
      return nil
    }
  }

  /// The ledger's state is the fold of a beginning of the log.
  private func check(_ ledger: Ledger<Story>, _ log: MemoryLog, _ seed: UInt64) async throws {
    var fold = JournalFold<Story>(partition: 0)
    for (offset, bytes) in log.records.enumerated() where offset < Int(ledger.fold.nextOffset) {
      _ = try fold.take(LogRecord(offset: Int64(offset), bytes: bytes, storedHash: nil))
    }
    #expect(fold.state == ledger.state && fold.positions == ledger.positions, "not the fold of the log, seed \(seed)")
  }

  private func told(_ commit: Commit) -> [String] {
    commit.events.compactMap { if case .command(.automationPaused(let text)) = $0.body { text } else { nil } }
  }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
