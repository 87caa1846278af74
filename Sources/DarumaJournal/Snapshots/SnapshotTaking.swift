package import DarumaCore

/// Takes a snapshot every so many commits.
package struct SnapshotTaking: Sendable {
  private let store: any SnapshotStore
  private let limits: JournalLimits
  private var newest: Int64

  /// `newest`: the commit of the newest snapshot there is, or 0.
  package init(into store: any SnapshotStore, newest: Int64, limits: JournalLimits = JournalLimits()) {
    self.store = store
    self.newest = newest
    self.limits = limits
  }

  /// Whether enough commits have come since the last one.
  package func isDue(_ fold: JournalFold<some Foldable>) -> Bool {
    fold.arbiter.number - newest >= limits.commitsPerSnapshot
  }

  /// Takes one if it is due. Nil if it is not, or if a claim was read since the last commit: then the next commit will
  /// do. A failure does no harm to the journal: the next rebuild takes longer.
  package mutating func takeIfDue(
    _ fold: JournalFold<some Foldable>, at now: Instant
  ) async throws(JournalError) -> Snapshot? {
    guard isDue(fold), let snapshot = try await Self.encode(fold, at: now) else { return nil }
    try await JournalError.asking { () async throws(LogError) in
      try await store.save(snapshot, keeping: limits.snapshotsKept)
    }
    newest = snapshot.number
    return snapshot
  }

  /// Away from the caller's actor: a large state takes a while to encode, and the worker goes on meanwhile.
  @concurrent
  private static func encode(
    _ fold: JournalFold<some Foldable>, at now: Instant
  ) async throws(JournalError) -> Snapshot? {
    try Snapshot(fold, at: now)
  }
}
