import DarumaCore
import DarumaJournal
import Testing

@Suite("A ledger whose log fails")
struct LedgerFailureTests {
  private let full = LogError(.full, "no space", remedy: "make some")
  private let unclear = LogError(.inputOutput, "fsync failed", remedy: "look", outcomeUnknown: true)

  private func claimed(_ log: MemoryLog, _ worker: String = "w1") async throws -> sending Ledger<Story> {
    let ledger = try await Opening.ledger(Story.self, log.producer(worker), worker: worker)
    _ = try await ledger.claim(at: Sample.start)
    return ledger
  }

  @Test("where nothing was written the same commit may be tried again")
  func retry() async throws {
    let log = MemoryLog()
    let ledger = try await claimed(log)
    log.fail(with: full)
    for _ in 0..<2 {
      await #expect(throws: JournalError.log(full)) {
        try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
      }
    }
    log.fail(with: nil)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.state.told == ["one"])
  }

  @Test("where the outcome is unknown only a new claim helps")
  func unknownOutcome() async throws {
    let log = MemoryLog()
    let ledger = try await claimed(log)
    log.fail(with: unclear)
    await #expect {
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    } throws: { ($0 as? JournalError)?.isSettledByClaim == true }
    log.fail(with: nil)
    await #expect(throws: JournalError.unclaimed) {
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    }
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.number == 1)
  }

  @Test("a record that lands while it is awaited is seen")
  func landsWhileWaiting() async throws {
    let log = MemoryLog(landing: { _, _ in .isHeld }, whenWaiting: { $0.land("w1") })
    let ledger = try await claimed(log)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.state.told == ["one"])
  }

  @Test("every record of the producer doubled: all counts once")
  func doubled() async throws {
    let log = MemoryLog(landing: { _, record in record.contains(#"kind":"claim"#) ? .lands : .landsTwice })
    let ledger = try await claimed(log)
    for number in 1...5 {
      try await ledger.commit([Sample.entry("\(number)", next: Int64(number))], at: Sample.start)
    }
    let reader = try await Opening.ledger(Story.self, log.producer("w2"))
    #expect(reader.state.told == ["1", "2", "3", "4", "5"] && reader.fold.counts.voids == 5)
  }

  @Test("of a batch of several commits the first may count and the last not: the state says which")
  func tornBatch() async throws {
    var limits = JournalLimits()
    limits.eventsPerCommit = 1
    let log = MemoryLog(landing: { _, record in record.contains("two") ? .isLost : .lands })
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"), limits: limits)
    _ = try await ledger.claim(at: Sample.start)
    let batch = ["one", "two", "three"].enumerated().map { Sample.entry($1, next: Int64($0 + 1)) }
    await #expect(throws: JournalError.voided(commit: 3, .gap(expected: 2, found: 3))) {
      try await ledger.commit(batch, at: Sample.start)
    }
    #expect(ledger.state.told == ["one"] && ledger.positions.all == [Sample.position(1)])
  }

  @Test("its own claim, doubled and late, supersedes it too; it claims anew")
  func ownClaimAgain() async throws {
    let log = MemoryLog()
    let ledger = try await claimed(log)
    try await log.producer("w1").append([log.records[0]])
    await #expect(throws: JournalError.superseded(by: "w1", epoch: 1)) {
      try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    }
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    #expect(ledger.state.told == ["one"])
  }

  @Test("a superseded owner that follows keeps up with the new one")
  func standby() async throws {
    let log = MemoryLog()
    let old = try await claimed(log, "old")
    let new = try await claimed(log, "new")
    try await new.commit([Sample.entry("one", next: 1)], at: Sample.start)
    await #expect(throws: JournalError.superseded(by: "new", epoch: 1)) { _ = try await old.follow(wait: .zero) }
    try await new.commit([Sample.entry("two", next: 2)], at: Sample.start)
    let entries = try await old.follow(wait: .zero)
    #expect(entries.map(\.verdict.isValid) == [true])
    #expect(old.state == new.state && old.epoch == nil)
  }

  @Test("every error has a code of its own, says what happened and what to do")
  func texts() {
    let errors: [JournalError] = [
      .log(full), .unknownFormat(2, offset: 3), .unknownEvent("a.b.v1", commit: 4),
      .unreadableEvent("a.b.v1", commit: 4, index: 0, detail: "why"),
      .changedRecord(offset: 5, expected: "a", found: "b"), .commitsMissing(snapshot: 9, newest: 4),
      .unwritable("why"), .eventTooLarge(entry: 0, event: 0, "x.y.v1", bytes: 2, limit: 1),
      .eventUnwritable(entry: 0, event: 0, "x.y.v1", detail: "why"),
      .positionMovedBack(topic: "t", partition: 0, from: 2, to: 1), .unclaimed, .superseded(by: "w", epoch: 1),
      .voided(commit: 1, .unreadable("why")), .unconfirmed("a claim"),
    ]
    #expect(Set(errors.map(\.code)).count == errors.count)
    for error in errors {
      #expect(!error.remedy.isEmpty)
      #expect("\(error)".hasSuffix("[\(error.code)]"))
    }
  }
}

extension [UInt8] {
  func contains(_ text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}
