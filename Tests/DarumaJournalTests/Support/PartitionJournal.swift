import DarumaCore
import DarumaJournal

/// A log in memory with real state in it, and a snapshot after every commit.
struct PartitionJournal {
  let log = MemoryLog()
  let snapshots: [Snapshot]
  let digest: StateDigest

  init(commits: Int64 = 20) async throws {
    let ledger = try await Opening.ledger(State.self, log.producer("w1"))
    _ = try await ledger.claim(at: Sample.start)
    var snapshots: [Snapshot] = []
    for number in 1...commits {
      let entry = CommitEntry(
        events: [
          Sample.alarm("kaigo-\(number % 7)", number * 2), Sample.alarm("x", number, application: "other"),
        ],
        inputs: [Sample.position(number)])
      try await ledger.commit([entry], at: Sample.instant(number))
      if let snapshot = try Snapshot(ledger.fold, at: Sample.instant(number)) { snapshots.append(snapshot) }
      if number % 5 == 0 { _ = try await ledger.claim(at: Sample.instant(number)) }
    }
    self.snapshots = snapshots
    digest = try StateDigest.of(ledger.state)
  }
}
