package import DarumaCore
import DarumaCrypto

/// The owner's side of a partition: claims it, commits, and holds the state that came back.
///
/// Nothing counts before it was read back as valid. So ``state`` is never ahead of the log, and after any failure it is
/// still exactly the fold of the valid commits read so far; the answer to every doubt is a new ``claim(at:id:)``,
/// which makes late records of the old one void.
///
/// A class that is not `Sendable`: it belongs to the worker's actor, which can look at the state and decide without an
/// await in between. One operation at a time; a second one while the first waits is a mistake of the worker and traps.
package final class Ledger<State: Foldable> {
  private enum Stage {
    /// Reads along; may not write.
    case following
    case owning(Ownership)
    /// An own record is lost or late: nothing may be written under this claim any more.
    case inDoubt
    case superseded(by: String, epoch: Int64)
  }

  package let worker: String
  private let log: any CommitLog
  private let follower: JournalFollower<State>
  private let codec: CommitCodec
  private let limits: JournalLimits
  private let keepsHead: Bool
  private var stage = Stage.following
  private var running: String?

  /// - Parameters:
  ///   - fold: where to go on, as ``Rebuild`` gives it.
  ///   - keepsHead: whether the worker keeps the head outside the journal; its claim says so.
  package init(
    _ fold: JournalFold<State>, log: any CommitLog, worker: String, keepsHead: Bool = false,
    limits: JournalLimits = JournalLimits(), codec: CommitCodec = CommitCodec()
  ) {
    self.log = log
    self.worker = worker
    self.keepsHead = keepsHead
    self.limits = limits
    self.codec = codec
    follower = JournalFollower(fold, source: log, limits: limits)
  }

  package var state: State { follower.fold.state }
  package var positions: InputPositions { follower.fold.positions }
  /// The newest valid commit that was read; 0 before the first.
  package var number: Int64 { follower.fold.arbiter.number }
  package var head: RecordHash { follower.fold.arbiter.head }
  /// The state, and where in the log it stands.
  package var fold: JournalFold<State> { follower.fold }
  /// Nil while this worker does not own the partition.
  package var epoch: Int64? {
    if case .owning(let ownership) = stage { ownership.epoch } else { nil }
  }

  /// How far the journal goes, as it is to be kept outside it.
  ///
  /// - Parameters:
  ///   - journal: hash of its first record, where that is known.
  ///   - moved: the newest commit by which users may have been moved.
  package func outsideHead(journal: RecordHash?, moved: Int64, at now: Instant) -> OutsideHead {
    OutsideHead(
      journal: journal, records: follower.fold.nextOffset, number: number, head: head, moved: moved, worker: worker,
      at: now)
  }

  /// Hash of the first record, by which a journal is known; nil where there is none.
  package func journalHash() async throws(JournalError) -> RecordHash? {
    let (limits, log) = (limits, log)
    let first = try await JournalError.asking { () async throws(LogError) in
      try await log.read(from: 0, limit: 1, wait: limits.endAnswer)
    }
    return first.first.map { .of($0.bytes) }
  }

  /// Throws where the log is not in its place any more.
  package func confirmPlace() async throws(JournalError) {
    let limits = limits
    let log = log
    _ = try await JournalError.asking { () async throws(LogError) in try await log.end(within: limits.endAnswer) }
  }

  /// Reads what has come, as a standby does. Throws ``JournalError/superseded(by:epoch:)`` if that was another claim
  /// than the own one.
  package func follow(wait: Duration) async throws(JournalError) -> [JournalEntry] {
    begin("follow")
    defer { running = nil }
    let entries = try await follower.advance(wait: wait)
    try yieldIfSuperseded(entries)
    return entries
  }

  /// Claims the partition, and reads until the claim is seen. The same ledger may claim again after any failure.
  ///
  /// Throws ``JournalError/unconfirmed(_:)`` if the claim is not seen, ``JournalError/superseded(by:epoch:)`` if
  /// another one followed at once.
  package func claim(
    at now: Instant, id: String = RandomID.hex()
  ) async throws(JournalError) -> Ownership {
    begin("claim")
    defer { running = nil }
    stage = .inDoubt
    let claim = Claim(
      partition: log.partition, worker: worker, at: now, id: id, keepsHead: keepsHead)
    try await append([try codec.encode(claim)])
    var own: Int64?
    while own == nil {
      let entries = try await follower.advance(wait: limits.readBackSilence)
      if entries.isEmpty { throw .unconfirmed("the claim of worker \(worker)") }
      for case .claimed(claim, let epoch) in entries.map(\.verdict) where own == nil { own = epoch }
      if let own {
        stage = .owning(Ownership(epoch: own, log: log, scanned: own + 1, limits: limits))
        try yieldIfSuperseded(entries)
      }
    }
    guard case .owning(let ownership) = stage else { throw refusal }
    return ownership
  }

  /// Makes the commits that `entries` become, and writes nothing: one, or a few where the limits ask for it; see
  /// ``CommitPacking``. They are to be given to ``commit(_:)`` before anything else is done with this ledger.
  ///
  /// Throws ``JournalError/eventTooLarge(entry:event:_:bytes:limit:)``, ``JournalError/positionMovedBack``,
  /// ``JournalError/unwritable(_:)``; and where this worker does not own the partition, what ``commit(_:)`` throws then.
  package func pack(_ entries: [CommitEntry], at now: Instant) throws(JournalError) -> PackedEntries {
    guard case .owning(let ownership) = stage else { throw refusal }
    let packing = CommitPacking(
      codec: codec, limits: limits, worker: worker, epoch: ownership.epoch, at: now)
    return PackedEntries(
      commits: try packing.pack(entries, after: follower.fold.arbiter, positions: positions), after: head)
  }

  /// Packs and commits; see ``pack(_:at:)`` and ``commit(_:)``. What is beyond a limit is refused before anything is
  /// written, and changes nothing.
  @discardableResult
  package func commit(_ entries: [CommitEntry], at now: Instant) async throws(JournalError) -> [Commit] {
    try await commit(pack(entries, at: now))
  }

  /// Appends what was packed. Returns once all of it was read back as valid; ``state`` and ``positions`` then have it. No
  /// entries: no commit.
  ///
  /// Throws ``JournalError/superseded(by:epoch:)``, ``JournalError/voided(commit:_:)``,
  /// ``JournalError/unconfirmed(_:)`` and ``JournalError/log(_:)``. After those the ledger refuses to commit until it
  /// claims anew, except where the log says that nothing was written (a full disk).
  @discardableResult
  package func commit(_ packed: PackedEntries) async throws(JournalError) -> [Commit] {
    begin("commit")
    defer { running = nil }
    guard case .owning = stage else { throw refusal }
    precondition(packed.after == head, "commits were packed after \(packed.after), the journal is at \(head)")
    var rest = packed.commits[...]
    while !rest.isEmpty {
      let portion = Array(rest.prefix(limits.commitsPerAppend))
      try await append(portion.map(\.bytes))
      try await readBack(portion)
      rest = rest.dropFirst(portion.count)
    }
    return packed.commits.map(\.commit)
  }

  private func append(_ records: [[UInt8]]) async throws(JournalError) {
    do throws(LogError) {
      try await log.append(records)
    } catch {
      if error.outcomeUnknown { doubt() }
      throw .log(error)
    }
  }

  /// Reads until every one of `packed` came back as valid, or one of them can't any more.
  private func readBack(_ packed: [PackedCommit]) async throws(JournalError) {
    var awaited = packed[...]
    while let next = awaited.first {
      let entries: [JournalEntry]
      do throws(JournalError) {
        entries = try await follower.advance(wait: limits.readBackSilence)
      } catch {
        doubt()
        throw error
      }
      if entries.isEmpty {
        doubt()
        throw .unconfirmed("commit \(next.commit.number) of worker \(worker)")
      }
      var voided: JournalError?
      for entry in entries {
        switch entry.verdict {
        case .valid where entry.hash == awaited.first?.hash: awaited.removeFirst()
        case .void(let reason):
          if let own = awaited.first(where: { $0.hash == entry.hash }), voided == nil {
            voided = .voided(commit: own.commit.number, reason)
          }
        case .valid, .claimed: continue
        }
      }
      try yieldIfSuperseded(entries)
      if let voided {
        doubt()
        throw voided
      }
    }
  }

  /// Lets go if `entries` hold a claim after the own one.
  private func yieldIfSuperseded(_ entries: [JournalEntry]) throws(JournalError) {
    guard case .owning(let ownership) = stage else { return }
    for case .claimed(let claim, let epoch) in entries.map(\.verdict) where epoch > ownership.epoch {
      ownership.lose(to: claim.worker, epoch: epoch)
      stage = .superseded(by: claim.worker, epoch: epoch)
    }
    if case .superseded = stage { throw refusal }
    ownership.hasRead(to: follower.fold.nextOffset)
  }

  private func doubt() {
    if case .owning(let ownership) = stage { ownership.doubt() }
    stage = .inDoubt
  }

  private var refusal: JournalError {
    if case .superseded(let worker, let epoch) = stage { .superseded(by: worker, epoch: epoch) } else { .unclaimed }
  }

  private func begin(_ operation: String) {
    if let running { preconditionFailure("the ledger was asked to \(operation) while it has to \(running)") }
    running = operation
  }
}

/// Commits that are made and not written yet.
package struct PackedEntries: Sendable {
  let commits: [PackedCommit]
  /// The head that they extend.
  let after: RecordHash

  /// Bytes of each commit.
  package var sizes: [Int] { commits.map(\.bytes.count) }
}
