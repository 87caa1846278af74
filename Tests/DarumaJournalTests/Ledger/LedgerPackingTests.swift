import DarumaCore
import DarumaJournal
import Testing

@Suite("What goes into one commit")
struct LedgerPackingTests {
  private func ledger(
    _ log: MemoryLog, _ change: (inout JournalLimits) -> Void = { _ in }
  ) async throws -> sending Ledger<Story> {
    var limits = JournalLimits()
    change(&limits)
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"), limits: limits)
    _ = try await ledger.claim(at: Sample.start)
    return ledger
  }

  @Test("a batch is one commit, its inputs the last positions of each")
  func oneCommit() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log)
    let other = InputPosition(topic: "other", partition: 3, nextOffset: 8)
    let commits = try await ledger.commit(
      [
        Sample.entry("one", next: 1), CommitEntry(events: [], inputs: [other]), Sample.entry("two", next: 2),
      ], at: Sample.instant(5))
    #expect(commits.count == 1 && commits[0].number == 1 && commits[0].at == Sample.instant(5))
    #expect(commits[0].inputs == [Sample.position(2), other])
    #expect(ledger.state.told == ["one", "two"])
    #expect(ledger.positions.all == [Sample.position(2), other])
  }

  @Test("no entries make no commit; an entry that only moves a position makes one")
  func empty() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log)
    #expect(try await ledger.commit([], at: Sample.start).isEmpty)
    #expect(log.records.count == 1)
    try await ledger.commit([CommitEntry(events: [], inputs: [Sample.position(4)])], at: Sample.start)
    #expect(ledger.number == 1 && ledger.positions.all == [Sample.position(4)])
  }

  @Test("a batch beyond the limit of bytes becomes several commits, each of whole entries and within it")
  func bytes() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 4_000 }
    let texts = (1...40).map { "\($0) " + String(repeating: "x", count: $0 * 40) }
    let commits = try await ledger.commit(
      texts.enumerated().map { Sample.entry($1, next: Int64($0 + 1)) }, at: Sample.start)
    #expect(commits.count > 5)
    #expect(log.records.allSatisfy { $0.count <= 4_000 })
    #expect(ledger.state.told == texts)
    #expect(commits.map(\.number) == Array(1...Int64(commits.count)))
    let reader = try await Opening.ledger(Story.self, log.producer("w2"))
    #expect(reader.head == ledger.head && reader.fold.counts.voids == 0)
  }

  @Test("a batch beyond the limit of events becomes several commits")
  func events() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.eventsPerCommit = 3 }
    let entries = (1...8).map { Sample.entry("\($0)", next: $0) }
    let commits = try await ledger.commit(entries, at: Sample.start)
    #expect(commits.map(\.events.count) == [3, 3, 2])
  }

  @Test("an entry that is too large is refused before anything is written, and the ledger goes on")
  func tooLarge() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 2_000 }
    let large = Sample.entry(String(repeating: "x", count: 3_000), next: 2)
    await #expect {
      try await ledger.commit([Sample.entry("one", next: 1), large], at: Sample.start)
    } throws: { error in
      guard case .commitTooLarge(entry: 1, let bytes, limit: 2_000)? = error as? JournalError else { return false }
      return bytes > 3_000
    }
    #expect(log.records.count == 1 && ledger.state.told.isEmpty)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.state.told == ["one"])
  }

  @Test("an entry with too many events is refused")
  func tooMany() async throws {
    let ledger = try await ledger(MemoryLog()) { $0.eventsPerCommit = 2 }
    let entry = CommitEntry(events: (1...3).map { Sample.event("\($0)") })
    await #expect(throws: JournalError.tooManyEvents(entry: 0, events: 3, limit: 2)) {
      try await ledger.commit([entry], at: Sample.start)
    }
  }

  @Test("a position never moves back, neither against the state nor inside a batch")
  func movesBack() async throws {
    let ledger = try await ledger(MemoryLog())
    try await ledger.commit([Sample.entry("one", next: 5)], at: Sample.start)
    for entries in [[Sample.entry("x", next: 4)], [Sample.entry("x", next: 7), Sample.entry("y", next: 6)]] {
      await #expect { try await ledger.commit(entries, at: Sample.start) } throws: {
        ($0 as? JournalError)?.code == "journal.position-moved-back"
      }
    }
    #expect(ledger.number == 1 && ledger.epoch != nil)
  }
}
