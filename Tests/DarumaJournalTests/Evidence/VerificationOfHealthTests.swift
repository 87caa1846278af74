import DarumaCore
import DarumaJournal
import Testing

/// What is odd but no damage, and what snapshots say.
@Suite("journal verify: void records and snapshots")
struct VerificationOfHealthTests {
  private func verify(
    _ source: any RecordSource, _ snapshots: (any SnapshotSource)? = nil
  ) async throws -> VerificationReport {
    try await JournalVerification.run(State.self, source, snapshots: snapshots)
  }

  @Test("late writes of a former owner and repeats are listed, and no findings")
  func healthyVoids() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let old = try await Opening.ledger(Story.self, journal.log, worker: "old")
    _ = try await old.claim(at: Sample.start)
    try await old.commit([Sample.entry("one", next: 1)], at: Sample.start)
    let repeated = try await CommitLogContract.everything(journal.log)[1].bytes
    try await journal.log.append([repeated])
    let late = try CommitLogContract.chain(old, ["late"])
    let new = try await Opening.ledger(Story.self, journal.log, worker: "new")
    _ = try await new.claim(at: Sample.start)
    try await journal.log.append(late + [repeated])
    try await new.commit([Sample.entry("two", next: 2)], at: Sample.start)
    let report = try await JournalVerification.run(Story.self, journal.log, snapshots: journal.snapshots)
    #expect(report.isIntact, "\(report.findings)")
    #expect(report.voids.map(\.reason.code) == ["repeated", "wrong-epoch", "wrong-epoch"])
    #expect(report.voids.map(\.offset) == [2, 4, 5] && report.voids.map(\.commit) == [1, 2, 1])
    #expect(report.counts.voids == 3 && report.newest == 2)
    try await journal.close()
  }

  @Test("a gap is damage in a file, and happens on the way to a broker")
  func gaps() async throws {
    let folder = try TemporaryFolder()
    let journal = try await Opening.journal(folder)
    let memory = MemoryLog().producer("w1")
    for (log, isIntact) in [(journal.log as any CommitLog, false), (memory, true)] {
      let ledger = try await Opening.ledger(Story.self, log)
      _ = try await ledger.claim(at: Sample.start)
      let chain = try CommitLogContract.chain(ledger, ["one", "two", "three"])
      try await log.append([chain[0], chain[2]])
      let report = try await JournalVerification.run(Story.self, log, snapshots: nil)
      #expect(report.isIntact == isIntact, "\(report.findings)")
      if !isIntact { #expect(report.findings.map(\.offset) == [2] && report.findings[0].commit == 3) }
    }
    try await journal.close()
  }

  @Test(
    "what no worker writes is a finding even where appends can be lost",
    arguments: [
      "unreadable", "other partition", "other content", "epoch that nobody claimed", "before any claim",
    ])
  func impossible(_ kind: String) async throws {
    let log = MemoryLog().producer("w1")
    let codec = CommitCodec()
    func commit(_ number: Int64, _ head: RecordHash, _ epoch: Int64, partition: Int32 = 0) throws -> [UInt8] {
      try codec.encode(
        Commit(
          partition: partition, number: number, previous: head, epoch: epoch, worker: "x", at: Sample.start, inputs: [],
          events: []))
    }
    if kind == "before any claim" { try await log.append([try commit(1, .genesis(partition: 0), 0)]) }
    let ledger = try await Opening.ledger(Story.self, log)
    _ = try await ledger.claim(at: Sample.start)
    try await ledger.commit([Sample.entry("one", next: 1)], at: Sample.start)
    let epoch = try #require(ledger.epoch)
    let record: [UInt8]? =
      switch kind {
      case "unreadable": Array("?".utf8)
      case "other partition": try commit(2, ledger.head, epoch, partition: 8)
      case "other content": try commit(1, .genesis(partition: 0), epoch)
      case "epoch that nobody claimed": try commit(2, ledger.head, 99)
      default: nil
      }
    if let record { try await log.append([record]) }
    try await ledger.commit([Sample.entry("two", next: 2)], at: Sample.start)
    let report = try await verify(log)
    #expect(report.findings.count == 1, "\(report.findings)")
    #expect(report.findings.first?.offset == (kind == "before any claim" ? 0 : 2))
  }

  @Test("an event of a later version is named, and the chain followed past it")
  func laterVersion() async throws {
    let log = MemoryLog()
    let ledger = try await Opening.ledger(Story.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    let first = try CommitLogContract.chain(ledger, ["one"])[0]
    let later = Array(String(decoding: first, as: UTF8.self).replacing("paused.v1", with: "paused.v7").utf8)
    let next = try CommitCodec().encode(
      Commit(
        partition: 0, number: 2, previous: .of(later), epoch: 0, worker: "w1", at: Sample.start, inputs: [],
        events: []))
    try await log.producer("w1").append([later, next])
    let report = try await verify(log)
    #expect(report.findings.map(\.kind) == [.notUnderstood])
    #expect(report.findings.first?.commit == 1 && report.findings.first?.found.contains("paused.v7") == true)
    #expect(report.newest == 2 && report.voids.isEmpty)
  }

  @Test("every snapshot of an intact journal matches its replay")
  func snapshotsMatch() async throws {
    let journal = try await PartitionJournal()
    let store = MemorySnapshots()
    for snapshot in journal.snapshots { try await store.save(snapshot, keeping: .max) }
    let report = try await verify(journal.log, store)
    #expect(report.isIntact && report.digest == journal.digest)
    #expect(report.snapshots.count == 20 && report.snapshots.values.allSatisfy { $0 == .matches })
  }

  @Test("a snapshot of another state is found, even one that is sealed")
  func snapshotDiffers() async throws {
    let journal = try await PartitionJournal()
    let other = try await PartitionJournal(commits: 8)
    let store = MemorySnapshots()
    try await store.save(journal.snapshots[4], keeping: 2)
    let flawed = journal.snapshots[7]
    store.replace(
      Snapshot(
        number: 8, nextOffset: flawed.nextOffset, head: flawed.head, epoch: flawed.epoch,
        positions: InputPositions([Sample.position(77)]), state: flawed.state, stateVersion: flawed.stateVersion,
        digest: flawed.digest, createdAt: flawed.createdAt, seal: flawed.seal))
    let report = try await verify(journal.log, store)
    #expect(report.findings.map(\.kind) == [.snapshotDiffers] && report.findings[0].commit == 8)
    #expect(report.snapshots == [5: .matches, 8: .differs])

    let foreign = MemorySnapshots()
    try await foreign.save(other.snapshots[7], keeping: 2)
    #expect(try await verify(journal.log, foreign).findings.map(\.kind) == [.snapshotDiffers])
  }

  @Test("a snapshot of a commit that is gone is evidence")
  func commitsMissing() async throws {
    let journal = try await PartitionJournal()
    let short = MemoryLog()
    try await short.producer("copy").append(Array(journal.log.records.dropLast(4)))
    let store = MemorySnapshots()
    try await store.save(journal.snapshots[19], keeping: 2)
    let report = try await verify(short, store)
    #expect(report.findings.map(\.kind) == [.commitsMissing] && report.findings[0].commit == 20)
    #expect(report.snapshots == [20: .notCompared])
  }
}
