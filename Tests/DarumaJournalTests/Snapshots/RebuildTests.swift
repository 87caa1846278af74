import DarumaCore
import DarumaJournal
import Testing

@Suite("Rebuilding from snapshots")
struct RebuildTests {
  /// The two newest snapshots of `journal`, the older at commit 18, the newer at 20, after `damage` to the newer.
  private func store(
    _ journal: PartitionJournal, _ damage: (Snapshot) -> Snapshot? = { $0 }
  ) async throws -> MemorySnapshots {
    let store = MemorySnapshots()
    try await store.save(journal.snapshots[17], keeping: 2)
    try await store.save(journal.snapshots[19], keeping: 2)
    if let damaged = damage(journal.snapshots[19]) { store.replace(damaged) }
    return store
  }

  private func rebuild(_ journal: PartitionJournal, _ store: MemorySnapshots) async throws -> Rebuild<State> {
    try await Rebuild<State>.run(journal.log, snapshots: store)
  }

  @Test("without a snapshot the whole log is replayed")
  func none() async throws {
    let journal = try await PartitionJournal()
    let rebuilt = try await rebuild(journal, MemorySnapshots())
    #expect(rebuilt.snapshot == nil && rebuilt.refusals.isEmpty)
    #expect(rebuilt.fold.counts.commits == 20)
    #expect(try StateDigest.of(rebuilt.fold.state) == journal.digest)
  }

  @Test("the newest snapshot is used, and only what came after it is read")
  func newest() async throws {
    let journal = try await PartitionJournal()
    let rebuilt = try await rebuild(journal, try await store(journal))
    #expect(rebuilt.snapshot == 20 && rebuilt.refusals.isEmpty)
    #expect(rebuilt.fold.counts.commits == 0 && rebuilt.fold.counts.claims == 1)
    #expect(try StateDigest.of(rebuilt.fold.state) == journal.digest)
  }

  @Test(
    "a snapshot of which anything was changed is refused, and the older one is used",
    arguments: [
      "number", "nextOffset", "head", "epoch", "positions", "state", "stateVersion", "digest", "createdAt", "seal",
    ])
  func damaged(_ field: String) async throws {
    let journal = try await PartitionJournal()
    let store = try await store(journal) { Self.changed($0, field) }
    let rebuilt = try await rebuild(journal, store)
    let isNumber = field == "number"
    #expect(rebuilt.refusals.map(\.number) == [isNumber ? 21 : 20])
    #expect(rebuilt.refusals.map(\.reason.code) == [field == "state" ? "digest" : "seal"])
    #expect(rebuilt.refusals.allSatisfy { "\($0)".contains("was not used") })
    #expect(rebuilt.snapshot == (isNumber ? 20 : 18))
    #expect(try StateDigest.of(rebuilt.fold.state) == journal.digest)
    #expect(rebuilt.fold.positions.all == [Sample.position(20)])
  }

  @Test("if both are damaged the whole log is replayed, and both are named")
  func bothDamaged() async throws {
    let journal = try await PartitionJournal()
    let store = try await store(journal) { Self.changed($0, "state") }
    store.replace(Self.changed(journal.snapshots[17], "digest"))
    let rebuilt = try await rebuild(journal, store)
    #expect(rebuilt.snapshot == nil && rebuilt.refusals.map(\.number) == [20, 18])
    #expect(try StateDigest.of(rebuilt.fold.state) == journal.digest)
  }

  @Test("a snapshot of another log is refused")
  func otherLog() async throws {
    let journal = try await PartitionJournal()
    let other = MemoryLog()
    let ledger = try await Opening.ledger(State.self, other.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    for number in 1...30 as ClosedRange<Int64> {
      try await ledger.commit([Sample.entry("\(number)", next: number)], at: Sample.start)
    }
    let store = MemorySnapshots()
    try await store.save(journal.snapshots[9], keeping: 2)
    let rebuilt = try await Rebuild<State>.run(other, snapshots: store)
    #expect(rebuilt.refusals.map(\.reason) == [.notInLog(offset: journal.snapshots[9].nextOffset - 1)])
    #expect(rebuilt.snapshot == nil && rebuilt.fold.state == ledger.state)
  }

  @Test("a log that ends before an intact snapshot has lost commits: nobody may act on it")
  func lostTail() async throws {
    let journal = try await PartitionJournal()
    let short = MemoryLog()
    try await short.producer("copy").append(Array(journal.log.records.dropLast(4)))
    await #expect(throws: JournalError.commitsMissing(snapshot: 20, newest: 17)) {
      try await Rebuild<State>.run(short, snapshots: try await store(journal))
    }
  }

  @Test("a snapshot of another version of the state is refused")
  func otherVersion() async throws {
    let journal = try await PartitionJournal()
    let rebuilt = try await Rebuild<LaterState>.run(journal.log, snapshots: try await store(journal))
    #expect(rebuilt.refusals.map(\.reason.code) == ["version", "version"])
    #expect(rebuilt.fold.state.events == 40)
  }

  /// A state as a later Daruma might have it.
  private struct LaterState: Foldable {
    static let stateVersion = State.stateVersion + 1
    var events = 0
    mutating func apply(_ event: Event) { events += 1 }
  }

  private static func changed(_ snapshot: Snapshot, _ field: String) -> Snapshot {
    var state = snapshot.state
    if field == "state" { state[state.count / 2] ^= 1 }
    let positions = field == "positions" ? InputPositions([Sample.position(99)]) : snapshot.positions
    return Snapshot(
      number: snapshot.number + (field == "number" ? 1 : 0),
      nextOffset: snapshot.nextOffset + (field == "nextOffset" ? 1 : 0),
      head: field == "head" ? .of([1]) : snapshot.head,
      epoch: snapshot.epoch + (field == "epoch" ? 1 : 0), positions: positions, state: state,
      stateVersion: snapshot.stateVersion + (field == "stateVersion" ? 1 : 0),
      digest: field == "digest" ? "00" : snapshot.digest,
      createdAt: field == "createdAt" ? Sample.instant(-1) : snapshot.createdAt,
      seal: field == "seal" ? .of([2]) : snapshot.seal)
  }
}
