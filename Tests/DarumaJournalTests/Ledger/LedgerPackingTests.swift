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
  func batchOfBytes() async throws {
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

  @Test("an entry beyond a commit becomes several, in order, its position only in the last; what follows fits in there")
  func split() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 4_200 }
    let large = CommitEntry(
      events: (1...40).map { Sample.event("\($0) " + String(repeating: "y", count: 200)) },
      inputs: [Sample.position(2)])
    let entries = [Sample.entry("one", next: 1), large, Sample.entry("three", next: 3)]
    let commits = try await ledger.commit(entries, at: Sample.start)
    #expect(commits.count > 3 && log.records.allSatisfy { $0.count <= 4_200 })
    #expect(commits[0].inputs == [Sample.position(1)] && commits[0].events.count == 1)
    #expect(commits.dropFirst().dropLast().allSatisfy { $0.inputs.isEmpty })
    #expect(commits.last?.inputs == [Sample.position(3)])
    #expect(ledger.state.told.count == 42 && ledger.state.told.last == "three")
  }

  @Test("by the number of events too")
  func splitByCount() async throws {
    let ledger = try await ledger(MemoryLog()) { $0.eventsPerCommit = 2 }
    let entry = CommitEntry(events: (1...5).map { Sample.event("\($0)") }, inputs: [Sample.position(7)])
    let commits = try await ledger.commit([entry], at: Sample.start)
    #expect(commits.map(\.events.count) == [2, 2, 1])
    #expect(commits.map(\.inputs) == [[], [], [Sample.position(7)]])
  }

  @Test("cut off between the commits of an entry, its input is read again: the position is still before it")
  func cut() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.eventsPerCommit = 1 }
    try await ledger.commit([Sample.entry("before", next: 1)], at: Sample.start)
    let entry = CommitEntry(events: (1...5).map { Sample.event("\($0)") }, inputs: [Sample.position(2)])
    try await ledger.commit([entry], at: Sample.start)
    for length in 2..<log.records.count {
      let cut = MemoryLog()
      try await cut.producer("w1").append(Array(log.records.prefix(length)))
      let reader = try await Opening.ledger(Story.self, cut.producer("w2"))
      #expect(reader.positions.all == [Sample.position(1)])
      #expect(reader.state.told.count == length - 1)
    }
    #expect(ledger.positions.all == [Sample.position(2)])
  }

  @Test("each commit is what the codec makes of it, byte for byte")
  func bytes() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 3_000 }
    let texts = ["plain", "\"events\":[]", "ä/\\\n\u{1f}", String(repeating: "z", count: 1_500)]
    let entries = (1...12).map { Sample.entry(texts[$0 % texts.count], next: Int64($0)) }
    let commits = try await ledger.commit(entries + [CommitEntry(events: [])], at: Sample.start)
    let codec = CommitCodec()
    #expect(try log.records.dropFirst().map { $0 } == commits.map { try codec.encode($0) })
  }

  @Test("a single event that fits nowhere is refused with all that names it, and nothing is written")
  func tooLarge() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 2_000 }
    let large = CommitEntry(
      events: [Sample.event("small"), Sample.event(String(repeating: "x", count: 3_000))],
      inputs: [Sample.position(2)])
    await #expect {
      try await ledger.commit([Sample.entry("one", next: 1), large], at: Sample.start)
    } throws: { error in
      guard
        case .eventTooLarge(entry: 1, event: 1, "command.automation-paused.v1", let bytes, let limit)? =
          error as? JournalError
      else { return false }
      return bytes > 3_000 && limit < 2_000
    }
    #expect(log.records.count == 1 && ledger.state.told.isEmpty)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.state.told == ["one"])
  }

  @Test("an event that could not be read again is refused with all that names it, and nothing is written")
  func unreadable() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { _ in }
    var event = Sample.event("x")
    event.at = .distantPast
    await #expect {
      try await ledger.commit([Sample.entry("one", next: 1), CommitEntry(events: [event])], at: Sample.start)
    } throws: { error in
      guard case .eventUnwritable(entry: 1, event: 0, _, _)? = error as? JournalError else { return false }
      return (error as? JournalError)?.refusedEntry == 1
    }
    #expect(log.records.count == 1 && ledger.state.told.isEmpty)
  }

  @Test("an event that just fits is taken, and its commit is within the limit; a byte more is refused")
  func justFits() async throws {
    let log = MemoryLog()
    let ledger = try await ledger(log) { $0.bytesPerCommit = 2_000 }
    let fitting = (0..<1_900).last { length in
      let event = Sample.event(String(repeating: "x", count: length))
      return (try? ledger.pack([CommitEntry(events: [event])], at: Sample.start)) != nil
    }
    let event = Sample.event(String(repeating: "x", count: try #require(fitting)))
    try await ledger.commit([CommitEntry(events: [event], inputs: [Sample.position(1)])], at: Sample.start)
    #expect(log.records.map(\.count).max() ?? 0 > 1_900)
    #expect(log.records.allSatisfy { $0.count <= 2_000 } && log.records.count >= 2)
    #expect(ledger.positions.all == [Sample.position(1)])
  }

  @Test("20,000 events in one entry are a few commits")
  func many() async throws {
    let ledger = try await ledger(MemoryLog())
    let entry = CommitEntry(
      events: (1...20_000).map { Sample.event("\($0)", sequence: Int64($0)) }, inputs: [Sample.position(1)])
    let commits = try await ledger.commit([entry], at: Sample.start)
    #expect(commits.count < 10 && ledger.state.told.count == 20_000)
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
