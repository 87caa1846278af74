import Synchronization

/// Snapshots in memory: for simulations, and where none should outlive the process.
package final class MemorySnapshots: SnapshotStore {
  private let snapshots = Mutex<[Int64: Snapshot]>([:])

  package init() {}

  package func newest(before number: Int64?) async throws(LogError) -> Snapshot? {
    snapshots.withLock { snapshots in
      snapshots.values.filter { $0.number < number ?? .max }.max { $0.number < $1.number }
    }
  }

  package func save(_ snapshot: Snapshot, keeping: Int) async throws(LogError) {
    snapshots.withLock { snapshots in
      snapshots[snapshot.number] = snapshot
      for number in snapshots.keys.sorted().dropLast(keeping) { snapshots[number] = nil }
    }
  }

  /// Changes a stored snapshot, as damage would.
  package func replace(_ snapshot: Snapshot) {
    snapshots.withLock { $0[snapshot.number] = snapshot }
  }
}
