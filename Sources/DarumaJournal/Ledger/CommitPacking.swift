import DarumaCore

/// A commit that is ready to be appended.
struct PackedCommit {
  let commit: Commit
  let bytes: [UInt8]
  let hash: RecordHash
}

/// Puts entries into as few commits as the limits allow, in order, each chained to the one before. An entry is never
/// split.
struct CommitPacking {
  let codec: CommitCodec
  let limits: JournalLimits
  let worker: String
  let epoch: Int64
  let at: Instant

  /// Throws, before anything is appended, where a single entry is beyond a limit, or moves a position back.
  func pack(
    _ entries: [CommitEntry], after arbiter: Arbiter, positions: InputPositions
  ) throws(JournalError) -> [PackedCommit] {
    var packed: [PackedCommit] = []
    var positions = positions
    var start = 0
    while start < entries.count {
      var end = try furthest(entries, from: start)
      var next = try commit(entries[start..<end], after: packed.last, arbiter, positions)
      while next.bytes.count > limits.bytesPerCommit {
        guard end - start > 1 else {
          throw .commitTooLarge(entry: start, bytes: next.bytes.count, limit: limits.bytesPerCommit)
        }
        end = start + (end - start) / 2
        next = try commit(entries[start..<end], after: packed.last, arbiter, positions)
      }
      for input in next.commit.inputs { positions.advance(to: input) }
      packed.append(next)
      start = end
    }
    return packed
  }

  /// How many entries from `start` on fit by their number of events.
  private func furthest(_ entries: [CommitEntry], from start: Int) throws(JournalError) -> Int {
    var end = start
    var events = 0
    while end < entries.count, events + entries[end].events.count <= limits.eventsPerCommit {
      events += entries[end].events.count
      end += 1
    }
    guard end > start else {
      throw .tooManyEvents(entry: start, events: entries[start].events.count, limit: limits.eventsPerCommit)
    }
    return end
  }

  private func commit(
    _ entries: ArraySlice<CommitEntry>, after last: PackedCommit?, _ arbiter: Arbiter,
    _ positions: InputPositions
  ) throws(JournalError) -> PackedCommit {
    let commit = Commit(
      partition: arbiter.partition, number: (last?.commit.number ?? arbiter.number) + 1,
      previous: last?.hash ?? arbiter.head, epoch: epoch, worker: worker, at: at,
      inputs: try moved(entries, from: positions), events: entries.flatMap(\.events))
    let bytes = try codec.encode(commit)
    return PackedCommit(commit: commit, bytes: bytes, hash: .of(bytes))
  }

  /// The last position in each input that `entries` move.
  private func moved(
    _ entries: ArraySlice<CommitEntry>, from positions: InputPositions
  ) throws(JournalError) -> [InputPosition] {
    var now = positions
    var moved = InputPositions()
    for input in entries.lazy.flatMap(\.inputs) {
      if let before = now.nextOffset(topic: input.topic, partition: input.partition), input.nextOffset < before {
        throw .positionMovedBack(
          topic: input.topic, partition: input.partition, from: before, to: input.nextOffset)
      }
      now.advance(to: input)
      moved.advance(to: input)
    }
    return moved.all
  }
}
