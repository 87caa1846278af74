import DarumaCore
import DarumaJournal
import Synchronization
import Testing

@Suite("Asking whether the partition is still owned")
struct OwnershipTests {
  /// Counts what is asked of a log.
  private final class CountingLog: CommitLog {
    private let base: any CommitLog
    private let reads = Atomic(0)
    var partition: Int32 { base.partition }
    var traits: LogTraits { base.traits }
    var readCount: Int { reads.load(ordering: .relaxed) }

    init(_ base: any CommitLog) { self.base = base }

    func append(_ records: [[UInt8]]) async throws(LogError) { try await base.append(records) }
    func end(within limit: Duration) async throws(LogError) -> Int64 { try await base.end(within: limit) }
    func read(from offset: Int64, limit: Int, wait: Duration) async throws(LogError) -> [LogRecord] {
      reads.add(1, ordering: .relaxed)
      return try await base.read(from: offset, limit: limit, wait: wait)
    }
  }

  @Test("what the ledger has read is not read again: one question for the end is enough")
  func cheap() async throws {
    let log = CountingLog(MemoryLog().producer("w1"))
    let ledger = try await Opening.ledger(Story.self, log)
    let ownership = try await ledger.claim(at: Sample.start)
    for number in 1...20 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
    }
    let before = log.readCount
    for _ in 0..<10 { try await ownership.confirm(until: .now + .seconds(10), on: .continuous) }
    #expect(log.readCount == before)
  }

  @Test("what others append is read once")
  func readOnce() async throws {
    let memory = MemoryLog()
    let log = CountingLog(memory.producer("w1"))
    let ledger = try await Opening.ledger(Story.self, log)
    let ownership = try await ledger.claim(at: Sample.start)
    try await memory.producer("odd").append((0..<2_000).map { Array("\($0)".utf8) })
    let before = log.readCount
    try await ownership.confirm(until: .now + .seconds(60), on: .continuous)
    #expect(log.readCount == before + 4, "2,000 records, 500 a read")
    try await ownership.confirm(until: .now + .seconds(60), on: .continuous)
    #expect(log.readCount == before + 4)
  }

  @Test("a log that does not answer is no yes")
  func noAnswer() async throws {
    let memory = MemoryLog()
    let log = SilentLog(memory.producer("w1"))
    let ledger = try await Opening.ledger(Story.self, log)
    let ownership = try await ledger.claim(at: Sample.start)
    log.becomeSilent()
    await #expect { try await ownership.confirm(until: .now + .seconds(10), on: .continuous) } throws: {
      ($0 as? JournalError)?.code == "log.timedOut"
    }
  }

  /// Says that there is more, and never gives it.
  private final class SilentLog: CommitLog {
    private let base: any CommitLog
    private let isSilent = Atomic(false)
    var partition: Int32 { base.partition }
    var traits: LogTraits { base.traits }

    init(_ base: any CommitLog) { self.base = base }

    func becomeSilent() { isSilent.store(true, ordering: .relaxed) }
    func append(_ records: [[UInt8]]) async throws(LogError) { try await base.append(records) }
    func end(within limit: Duration) async throws(LogError) -> Int64 {
      try await base.end(within: limit) + (isSilent.load(ordering: .relaxed) ? 1 : 0)
    }
    func read(from offset: Int64, limit: Int, wait: Duration) async throws(LogError) -> [LogRecord] {
      try await base.read(from: offset, limit: limit, wait: wait)
    }
  }
}
