/// Where snapshots are read from.
package protocol SnapshotSource: Sendable {
  /// The newest snapshot of a commit before `number` (nil: of all), as it is stored; nil where there is none.
  func newest(before number: Int64?) async throws(LogError) -> Snapshot?
}

package protocol SnapshotStore: SnapshotSource {
  /// Adds a snapshot, and drops all but the newest `keeping`.
  func save(_ snapshot: Snapshot, keeping: Int) async throws(LogError)
}
