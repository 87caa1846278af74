/// A partition's state as far as its log was read: the fold of the valid commits, the input positions, and the head of
/// the chain. A value without any I/O: records go in one by one.
package struct JournalFold<State: Foldable>: Sendable {
  package private(set) var state: State
  package private(set) var positions: InputPositions
  package private(set) var arbiter: Arbiter
  /// Where to read on.
  package private(set) var nextOffset: Int64
  /// The offset of the newest valid commit; nil before the first.
  package private(set) var commitOffset: Int64?
  package private(set) var counts = JournalCounts()
  private let codec: CommitCodec

  /// Before the first record.
  package init(partition: Int32, codec: CommitCodec = CommitCodec()) {
    state = State()
    positions = InputPositions()
    arbiter = Arbiter(partition: partition)
    nextOffset = 0
    self.codec = codec
  }

  /// Right after the commit that a snapshot was taken at.
  init(state: State, snapshot: Snapshot, partition: Int32, codec: CommitCodec) {
    self.state = state
    positions = snapshot.positions
    arbiter = Arbiter(
      partition: partition, head: snapshot.head, number: snapshot.number, epoch: snapshot.epoch)
    nextOffset = snapshot.nextOffset
    commitOffset = snapshot.nextOffset - 1
    self.codec = codec
  }

  /// Takes the next record of the log in.
  ///
  /// Throws ``JournalError/changedRecord(offset:expected:found:)`` where the bytes are not those that were stored, and
  /// what ``Arbiter/admit(offset:_:codec:)`` throws; then nothing has moved.
  package mutating func take(_ record: LogRecord) throws(JournalError) -> JournalEntry {
    let hash = try Self.intactHash(of: record)
    var arbiter = arbiter
    let verdict = try arbiter.admit(offset: record.offset, codec.decode(record.bytes), hash: hash)
    return take(verdict, offset: record.offset, hash: hash, leaving: arbiter)
  }

  /// The same, but stops before a valid commit that `isBeyond`; then nothing has moved, and there is no entry.
  mutating func take(
    _ record: LogRecord, unless isBeyond: (Commit) -> Bool
  ) throws(JournalError) -> JournalEntry? {
    let hash = try Self.intactHash(of: record)
    var arbiter = arbiter
    let verdict = try arbiter.admit(offset: record.offset, codec.decode(record.bytes), hash: hash)
    if case .valid(let commit) = verdict, isBeyond(commit) { return nil }
    return take(verdict, offset: record.offset, hash: hash, leaving: arbiter)
  }

  private static func intactHash(of record: LogRecord) throws(JournalError) -> RecordHash {
    let hash = RecordHash.of(record.bytes)
    if let expected = record.storedHash, expected != hash {
      throw .changedRecord(offset: record.offset, expected: expected, found: hash)
    }
    return hash
  }

  /// Takes a record in that `arbiter`, a copy of the own one, has judged.
  @discardableResult
  mutating func take(
    _ verdict: Verdict, offset: Int64, hash: RecordHash, leaving arbiter: Arbiter
  ) -> JournalEntry {
    self.arbiter = arbiter
    nextOffset = offset + 1
    counts.add(verdict)
    if case .valid(let commit) = verdict {
      for event in commit.events { state.apply(event) }
      for position in commit.inputs { positions.advance(to: position) }
      commitOffset = offset
    }
    return JournalEntry(offset: offset, hash: hash, verdict: verdict)
  }

}

/// One record and what became of it.
package struct JournalEntry: Hashable, Sendable {
  package let offset: Int64
  package let hash: RecordHash
  package let verdict: Verdict
}

/// What a fold has met.
package struct JournalCounts: Hashable, Sendable {
  package private(set) var claims: Int64 = 0
  package private(set) var commits: Int64 = 0
  package private(set) var events: Int64 = 0
  package private(set) var voids: Int64 = 0

  package var records: Int64 { claims + commits + voids }

  mutating func add(_ verdict: Verdict) {
    switch verdict {
    case .claimed: claims += 1
    case .void: voids += 1
    case .valid(let commit):
      commits += 1
      events += Int64(commit.events.count)
    }
  }
}
