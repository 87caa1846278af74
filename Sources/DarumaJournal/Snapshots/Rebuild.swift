/// A state that was rebuilt from the log, with the help of a snapshot where one can be trusted.
package struct Rebuild<State: Foldable>: Sendable {
  package let fold: JournalFold<State>
  /// The commit of the snapshot it began with; nil: from the first commit on.
  package let snapshot: Int64?
  /// The snapshots that were not used, and why. For the operator: a snapshot should never be damaged.
  package let refusals: [SnapshotRefusal]

  /// Rebuilds up to where the log ends now: from the newest snapshot whose digest and head are right, else from an
  /// older one, else from the first commit.
  ///
  /// Throws ``JournalError/commitsMissing(snapshot:newest:)`` where an intact snapshot proves a later commit than the
  /// log holds: then the log has lost something, and a state without it must not act.
  package static func run(
    _ source: any RecordSource, snapshots: any SnapshotSource, limits: JournalLimits = JournalLimits(),
    codec: CommitCodec = CommitCodec()
  ) async throws(JournalError) -> Rebuild {
    let check = SnapshotCheck<State>(source: source, limits: limits, codec: codec)
    var refusals: [SnapshotRefusal] = []
    var fold = JournalFold<State>(partition: source.partition, codec: codec)
    var used: Int64?
    var before: Int64?
    while let snapshot = try await JournalError.asking({ () async throws(LogError) in
      try await snapshots.newest(before: before)
    }) {
      switch try await check.run(snapshot) {
      case .success(let trusted):
        fold = trusted
        used = snapshot.number
      case .failure(let reason):
        refusals.append(SnapshotRefusal(number: snapshot.number, reason: reason, isSealed: snapshot.isSealed))
      }
      if used != nil { break }
      before = snapshot.number
    }
    let follower = JournalFollower(fold, source: source, limits: limits)
    try await follower.catchUp(within: limits.endAnswer)
    if let proof = refusals.first(where: { $0.isSealed && $0.number > follower.fold.arbiter.number }) {
      throw .commitsMissing(snapshot: proof.number, newest: follower.fold.arbiter.number)
    }
    return Rebuild(fold: follower.fold, snapshot: used, refusals: refusals)
  }
}

/// A snapshot that was not used.
package struct SnapshotRefusal: Hashable, Sendable {
  package let number: Int64
  package let reason: SnapshotFlaw
  /// Whether it is as it was when it was taken, so that it proves that its commit once was in the log.
  package let isSealed: Bool
}

extension SnapshotRefusal: CustomStringConvertible {
  package var description: String {
    "the snapshot at commit \(number) was not used: \(reason). The state was rebuilt from earlier commits"
  }
}
