package import DarumaCore
import DarumaCrypto

/// The state right after one commit, as a cache: whoever deletes it loses only time.
///
/// It is trusted only if nothing in it was changed (``seal``), if the state has its digest, and if the record it stands
/// on is in the log with the same hash.
package struct Snapshot: Hashable, Sendable {
  /// The commit it was taken at.
  package let number: Int64
  /// The offset after that commit's record.
  package let nextOffset: Int64
  /// The hash of that commit, which was the head of the chain.
  package let head: RecordHash
  package let epoch: Int64
  package let positions: InputPositions
  /// The state as canonical JSON.
  package let state: [UInt8]
  /// The ``Foldable/stateVersion`` that wrote it.
  package let stateVersion: Int
  /// SHA-256 of `state`.
  package let digest: StateDigest
  package let createdAt: Instant
  /// SHA-256 over all the above.
  package let seal: RecordHash

  /// As it was stored; nothing is checked here.
  package init(
    number: Int64, nextOffset: Int64, head: RecordHash, epoch: Int64, positions: InputPositions,
    state: [UInt8], stateVersion: Int, digest: StateDigest, createdAt: Instant, seal: RecordHash
  ) {
    self.number = number
    self.nextOffset = nextOffset
    self.head = head
    self.epoch = epoch
    self.positions = positions
    self.state = state
    self.stateVersion = stateVersion
    self.digest = digest
    self.createdAt = createdAt
    self.seal = seal
  }

  /// Of a state that was folded up to a commit, with no record taken in after it. Nil otherwise: before the first
  /// commit, and right after a claim or a void record.
  package init?(_ fold: JournalFold<some Foldable>, at now: Instant) throws(JournalError) {
    guard let epoch = fold.arbiter.epoch, let offset = fold.commitOffset, offset + 1 == fold.nextOffset else {
      return nil
    }
    let state = try StateDigest.canonical(fold.state)
    let digest = StateDigest(ofCanonical: state)
    self.init(
      number: fold.arbiter.number, nextOffset: fold.nextOffset, head: fold.arbiter.head, epoch: epoch,
      positions: fold.positions, state: state, stateVersion: fold.stateVersion, digest: digest, createdAt: now,
      seal: Self.seal(
        fold.arbiter.number, fold.nextOffset, fold.arbiter.head, epoch, fold.positions, fold.stateVersion,
        digest, now))
  }

  /// Whether every field is as it was when the snapshot was taken.
  package var isSealed: Bool {
    seal == Self.seal(number, nextOffset, head, epoch, positions, stateVersion, digest, createdAt)
  }

  private static func seal(
    _ number: Int64, _ nextOffset: Int64, _ head: RecordHash, _ epoch: Int64, _ positions: InputPositions,
    _ stateVersion: Int, _ digest: StateDigest, _ createdAt: Instant
  ) -> RecordHash {
    let inputs = positions.all.map { position in
      "\(position.topic)\t\(position.partition)\t\(position.nextOffset)"
        + (position.mark.map { "\t\($0.at.map { "\($0)" } ?? "")\t\($0.hash)" } ?? "")
    }
    let fields = ["\(number)", "\(nextOffset)", "\(head)", "\(epoch)", "\(stateVersion)", "\(digest)", "\(createdAt)"]
    return RecordHash(SHA256.hex(utf8: (fields + inputs).joined(separator: "\n")))
  }
}

extension JournalFold {
  var stateVersion: Int { State.stateVersion }
}
