import DarumaCore
import DarumaJournal
import Synchronization
import Testing
import TestSupport

/// Real ledgers over a log that loses, delays and doubles: another generator than ``History``, which has workers of its
/// own and decides ahead.
@Suite("Random histories of real ledgers, with entries of several commits")
struct LedgerHistoryTests {
  /// Chooses what becomes of each append, by the same seed every time.
  private final class Weather: Sendable {
    private let random: Mutex<SeededRandom>
    private let isFair = Mutex(false)

    init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

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
    var random = SeededRandom(seed: seed)
    let names = ["a", "b", "c"]
    var ledgers = try await names.asyncMap { try await Self.ledger(log, $0) }
    var acknowledged: [Int64: [String]] = [:]
    for step in 0..<120 {
      let who = random.below(names.count)
      if random.chance(0.1) { log.land(names[who], count: 1 + random.below(3)) }
      if random.chance(0.03) { log.loseHeld(names[who]) }
      if random.chance(0.05) {
        ledgers[who] = try await Self.ledger(log, names[who])
      }
      if step == 90 {
        weather.becomeFair()
        names.forEach { log.land($0) }
      }
      for commit in try await turn(ledgers[who], &random) {
        #expect(acknowledged[commit.number] == nil, "commit \(commit.number) acknowledged twice, seed \(seed)")
        acknowledged[commit.number] = told(commit)
      }
      try await check(ledgers[who], log, seed)
    }
    let final = try await Opening.ledger(Story.self, log.producer("reader"))
    // The inputs that are taken in whole, and of the next one perhaps a part.
    let next = final.positions.all.first?.nextOffset ?? 0
    let whole = (0..<next).flatMap(Self.parts)
    #expect(
      Array(final.state.told.prefix(whole.count)) == whole
        && Self.parts(of: next).starts(with: final.state.told.dropFirst(whole.count)),
      "decided twice or not at all, seed \(seed)")
    let told = try await commits(log)
    for (number, texts) in acknowledged {
      #expect(told[number] == texts, "acknowledged and lost, seed \(seed)")
    }
    #expect(!acknowledged.isEmpty, "nothing ever went through, seed \(seed)")
  }

  /// One turn of a worker: whoever does not own claims, perhaps; whoever owns decides the next input.
  private func turn(_ ledger: Ledger<Story>, _ random: inout SeededRandom) async throws -> [Commit] {
    do throws(JournalError) {
      if ledger.epoch == nil {
        if random.chance(0.5) { _ = try await ledger.claim(at: Sample.start, id: "\(random.next())") }
        return []
      }
      let next = ledger.positions.all.first?.nextOffset ?? 0
      // What a crash or a lost record left of it is not decided again.
      let missing = Self.parts(of: next).filter { !ledger.state.told.contains($0) }
      let entry = CommitEntry(events: missing.map { Sample.event($0) }, inputs: [Sample.position(next + 1)])
      return try await ledger.commit([entry], at: Sample.start)
    } catch {
      #expect(error.isSettledByClaim, "\(error)")
      #expect(ledger.epoch == nil, "after \(error.code) it must not write on")
      return []
    }
  }

  /// What an input leads to: one to five events, of which two fit into a commit.
  private static func parts(of input: Int64) -> [String] { (0...(input % 5)).map { "\(input)/\($0)" } }

  private static func ledger(_ log: MemoryLog, _ name: String) async throws -> sending Ledger<Story> {
    var limits = JournalLimits()
    limits.eventsPerCommit = 2
    return try await Opening.ledger(Story.self, log.producer(name), worker: name, limits: limits)
  }

  /// What each valid commit says, by number.
  private func commits(_ log: MemoryLog) async throws -> [Int64: [String]] {
    var fold = JournalFold<Story>(partition: 0)
    var texts: [Int64: [String]] = [:]
    for (offset, bytes) in log.records.enumerated() {
      let entry = try fold.take(LogRecord(offset: Int64(offset), bytes: bytes, storedHash: nil))
      if case .valid(let commit) = entry.verdict { texts[commit.number] = told(commit) }
    }
    return texts
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
