/// Decides which records of a log count. Everybody who reads the same records comes to the same decisions, so the log
/// itself says who owns a partition, without any other service.
///
/// A commit is valid if it extends the head of the chain and carries the epoch of the newest claim. Everything else
/// is void: a repeat, or the late write of a worker that lost the partition. The rule and its exploration under
/// crashes, zombies, lost, delayed and doubled appends are in DESIGN.md section 2.
package struct Arbiter: Hashable, Sendable {
  package let partition: Int32
  /// What the next valid commit has to name as `previous`.
  package private(set) var head: RecordHash
  /// The newest valid commit; 0 before the first.
  package private(set) var number: Int64
  /// The offset of the newest claim; nil before the first.
  package private(set) var epoch: Int64?

  /// Before the first record of the partition.
  package init(partition: Int32) {
    self.init(partition: partition, head: .genesis(partition: partition), number: 0, epoch: nil)
  }

  /// Right after the commit `number`, which left the chain at `head`.
  package init(partition: Int32, head: RecordHash, number: Int64, epoch: Int64?) {
    self.partition = partition
    self.head = head
    self.number = number
    self.epoch = epoch
  }

  /// Judges the next record of the log and moves on.
  ///
  /// Throws, and stays where it is, at a record that another version of Daruma wrote and this one can't read:
  /// ``JournalError/unknownFormat(_:offset:)``, ``JournalError/unknownEvent(_:commit:)``,
  /// ``JournalError/unreadableEvent(_:commit:index:detail:)``. To take it for void would part the readers.
  package mutating func admit(
    offset: Int64, _ bytes: [UInt8], codec: CommitCodec = CommitCodec()
  ) throws(JournalError) -> Verdict {
    try admit(offset: offset, codec.decode(bytes), hash: .of(bytes))
  }

  /// The same for a record that is read and hashed already.
  package mutating func admit(
    offset: Int64, _ record: StoredRecord, hash: RecordHash
  ) throws(JournalError) -> Verdict {
    switch record {
    case .claim(let claim):
      guard claim.partition == partition else { return .void(.foreignPartition(claim.partition)) }
      epoch = offset
      head = head.afterClaim(hash, offset: offset)
      return .claimed(claim, epoch: offset)
    case .commit(let link, let contents):
      if let reason = objection(to: link) { return .void(reason) }
      let commit = try contents.get()
      number = link.number
      head = hash
      return .valid(commit)
    case .unknownFormat(let format): throw .unknownFormat(format, offset: offset)
    case .unreadable(let reason): return .void(.unreadable(reason))
    }
  }

  private func objection(to link: CommitLink) -> VoidReason? {
    if link.partition != partition { return .foreignPartition(link.partition) }
    if link.epoch != epoch { return .wrongEpoch(carried: link.epoch, newest: epoch) }
    if link.number <= number { return .repeated(number: link.number, newest: number) }
    if link.number != number + 1 { return .gap(expected: number + 1, found: link.number) }
    if link.previous != head { return .wrongPrevious(expected: head, found: link.previous) }
    return nil
  }
}
