/// What is wrong with a snapshot.
package enum SnapshotFlaw: Error, Hashable, Sendable {
  /// A field was changed after it was taken.
  case seal
  /// The state was changed after it was taken.
  case digest
  /// Another version of Daruma wrote it.
  case version(found: Int, expected: Int)
  /// The log holds no such commit at that offset.
  case notInLog(offset: Int64)
  /// The state can't be read.
  case unreadable(String)

  /// Stable, without dynamic parts.
  package var code: String {
    switch self {
    case .seal: "seal"
    case .digest: "digest"
    case .version: "version"
    case .notInLog: "not-in-log"
    case .unreadable: "unreadable"
    }
  }
}

extension SnapshotFlaw: CustomStringConvertible {
  package var description: String {
    switch self {
    case .seal: "one of its fields was changed"
    case .digest: "its state was changed"
    case .version(let found, let expected): "its state has version \(found), this version reads \(expected)"
    case .notInLog(let offset): "the log holds another record, or none, at its offset \(offset)"
    case .unreadable(let reason): "its state can't be read: \(reason)"
    }
  }
}

/// Whether a snapshot may be trusted: it is as it was when it was taken, and the log still holds what it stands on.
struct SnapshotCheck<State: Foldable> {
  let source: any RecordSource
  let limits: JournalLimits
  let codec: CommitCodec

  func run(_ snapshot: Snapshot) async throws(JournalError) -> Result<JournalFold<State>, SnapshotFlaw> {
    guard snapshot.isSealed else { return .failure(.seal) }
    guard snapshot.stateVersion == State.stateVersion else {
      return .failure(.version(found: snapshot.stateVersion, expected: State.stateVersion))
    }
    guard StateDigest(ofCanonical: snapshot.state) == snapshot.digest else { return .failure(.digest) }
    guard try await logHolds(snapshot) else { return .failure(.notInLog(offset: snapshot.nextOffset - 1)) }
    do {
      let state = try CanonicalJSON.decode(State.self, from: snapshot.state)
      return .success(
        JournalFold(state: state, snapshot: snapshot, partition: source.partition, codec: codec))
    } catch {
      return .failure(.unreadable(CanonicalJSON.explain(error)))
    }
  }

  /// The head after a commit is the hash of its bytes: one record tells whether the whole chain up to it is the same.
  private func logHolds(_ snapshot: Snapshot) async throws(JournalError) -> Bool {
    let offset = snapshot.nextOffset - 1
    let records = try await JournalError.asking { () async throws(LogError) -> [LogRecord] in
      guard try await source.end(within: limits.endAnswer) > offset else { return [] }
      return try await source.read(from: offset, limit: 1, wait: limits.endAnswer)
    }
    guard let record = records.first, record.offset == offset, RecordHash.of(record.bytes) == snapshot.head,
      case .commit(let link, _) = codec.decode(record.bytes)
    else { return false }
    return link.number == snapshot.number && link.epoch == snapshot.epoch
      && link.partition == source.partition
  }
}
