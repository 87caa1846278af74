import DarumaCore
import DarumaJournal
import Testing

@Suite("Replay")
struct ReplayTests {
  @Test("from the first commit and from every snapshot: the same state, positions and head")
  func everySnapshot() async throws {
    let journal = try await PartitionJournal()
    let full = try await Replay.fromFirstCommit(State.self, journal.log)
    #expect(try full.digest() == journal.digest)
    #expect(full.counts.commits == 20 && full.counts.events == 40 && full.counts.claims == 5)
    #expect(full.bytes == journal.log.records.reduce(0) { $0 + Int64($1.count) })
    #expect(journal.snapshots.count == 20)
    for snapshot in journal.snapshots {
      let part = try await Replay.fromSnapshot(snapshot, State.self, journal.log).get()
      #expect(try part.digest() == journal.digest)
      #expect(part.fold.positions == full.fold.positions && part.fold.arbiter == full.fold.arbiter)
      #expect(part.counts.commits == 20 - snapshot.number)
    }
  }

  @Test("until a commit: the state as it was right after it", arguments: [1, 7, 19, 20, 99] as [Int64])
  func untilNumber(_ number: Int64) async throws {
    let journal = try await PartitionJournal()
    let replayed = try await Replay.fromFirstCommit(State.self, journal.log, until: .number(number))
    #expect(replayed.fold.arbiter.number == min(number, 20))
    #expect(try replayed.digest() == journal.snapshots[Int(min(number, 20)) - 1].digest)
  }

  @Test("until a time: with what was decided then or before", arguments: [0, 1, 12, 20, 21] as [Int64])
  func untilTime(_ seconds: Int64) async throws {
    let journal = try await PartitionJournal()
    let replayed = try await Replay.fromFirstCommit(State.self, journal.log, until: .time(Sample.instant(seconds)))
    #expect(replayed.fold.arbiter.number == min(seconds, 20))
  }

  @Test("the late write of a zombie, which is void, does not end a replay until its time")
  func voidInTheWay() async throws {
    let log = MemoryLog()
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.instant(1))
    let zombie = Commit(
      partition: 0, number: 2, previous: ledger.head, epoch: 77, worker: "zombie", at: Sample.instant(9_999),
      inputs: [], events: [])
    try await log.producer("zombie").append([try CommitCodec().encode(zombie)])
    try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.instant(2))
    let replayed = try await Replay.fromFirstCommit(Story.self, log, until: .time(Sample.instant(2)))
    #expect(replayed.state.told == ["one", "two"])
  }

  @Test("a snapshot that can't be trusted is refused with its flaw")
  func flawed() async throws {
    let journal = try await PartitionJournal()
    let other = try await PartitionJournal(commits: 3)
    let result = try await Replay.fromSnapshot(journal.snapshots[9], State.self, other.log)
    #expect(throws: SnapshotFlaw.notInLog(offset: journal.snapshots[9].nextOffset - 1)) { try result.get() }
  }

  @Test("small reads give the same as large ones")
  func smallReads() async throws {
    let journal = try await PartitionJournal()
    var limits = JournalLimits()
    limits.recordsPerRead = 1
    let replayed = try await Replay.fromFirstCommit(State.self, journal.log, limits: limits)
    #expect(try replayed.digest() == journal.digest)
  }
}
