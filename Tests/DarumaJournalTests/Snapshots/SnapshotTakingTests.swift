import DarumaCore
import DarumaJournal
import Testing

@Suite("Taking snapshots")
struct SnapshotTakingTests {
  private var everyThree: JournalLimits {
    var limits = JournalLimits()
    limits.commitsPerSnapshot = 3
    return limits
  }

  @Test("a snapshot is taken every so many commits, and two are kept")
  func everySoMany() async throws {
    let log = MemoryLog()
    let store = MemorySnapshots()
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    var taking = SnapshotTaking(into: store, newest: 0, limits: everyThree)
    var taken: [Int64] = []
    for number in 1...10 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
      if let snapshot = try await taking.takeIfDue(ledger.fold, at: Sample.start) { taken.append(snapshot.number) }
    }
    #expect(taken == [3, 6, 9])
    #expect(try await store.newest(before: nil)?.number == 9)
    #expect(try await store.newest(before: 9)?.number == 6)
    #expect(try await store.newest(before: 6) == nil)
  }

  @Test("right after a claim there is no commit to stand on: the next one will do")
  func afterClaim() async throws {
    let log = MemoryLog()
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    #expect(try Snapshot(ledger.fold, at: Sample.start) == nil)
    for number in 1...3 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
    }
    _ = try await ledger.claim(at: Sample.start)
    var taking = SnapshotTaking(into: MemorySnapshots(), newest: 0, limits: everyThree)
    #expect(taking.isDue(ledger.fold))
    #expect(try await taking.takeIfDue(ledger.fold, at: Sample.start) == nil)
    try await ledger.commit([Sample.entry("4", next: 4)], at: Sample.start)
    #expect(try await taking.takeIfDue(ledger.fold, at: Sample.start)?.number == 4)
  }

  @Test("equal states have equal digests, however they came about; a difference shows")
  func digests() throws {
    var forward = State()
    var backward = State()
    for number in 1...50 as ClosedRange<Int64> {
      forward.apply(Sample.alarm("a\(number)", 1, application: ApplicationName("app\(number % 5)")))
    }
    for number in (1...50 as ClosedRange<Int64>).reversed() {
      backward.apply(Sample.alarm("a\(number)", 1, application: ApplicationName("app\(number % 5)")))
    }
    #expect(forward == backward)
    #expect(try StateDigest.of(forward) == StateDigest.of(backward))
    backward.apply(Sample.alarm("one more", 1))
    #expect(try StateDigest.of(forward) != StateDigest.of(backward))
  }
}
