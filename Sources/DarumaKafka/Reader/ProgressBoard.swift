import Synchronization

/// What `KafkaReader.progress()` tells, and how far what was handed out is dealt with, kept where any thread may read it.
///
/// A batch is dealt with once its taker comes back for the next one. A position that moves without a record (a control
/// record, compaction) is so at once where nothing is in anybody's hands, and with the last batch that is otherwise.
final class ProgressBoard: Sendable {
  fileprivate struct Waiter {
    var ends: [KafkaTopicPartition: Int64]
    var since: ContinuousClock.Instant
    var continuation: CheckedContinuation<Result<Void, KafkaError>, Never>
  }

  fileprivate struct State {
    var rows: [KafkaTopicPartition: KafkaProgress] = [:]
    /// Up to where all is dealt with.
    var settled: [KafkaTopicPartition: Int64] = [:]
    /// Up to where records have come from the brokers, and when that last moved; whether they are taken is another matter.
    var fetched: [KafkaTopicPartition: (next: Int64, at: ContinuousClock.Instant)] = [:]
    /// When the reader last could not fetch because its taker is slow.
    var heldBackAt: ContinuousClock.Instant?
    /// Batches that were put into the mailbox and are not dealt with.
    var outstanding = 0
    /// What is settled with them.
    var moves: [[KafkaPosition]] = []
    /// Of the batch that is in the taker's hands.
    var inHand: [KafkaPosition]?
    var waiting: [UInt64: Waiter] = [:]
    var nextWaiter: UInt64 = 0
    var end: KafkaError?
    /// A partition was named that is not read yet.
    var lacksPartitions = false
    /// Why what was read may not be what is there.
    var doubt: String?

    func hasSettled(_ ends: [KafkaTopicPartition: Int64]) -> Bool {
      ends.allSatisfy { partition, end in settled[partition].map { $0 >= end } ?? false }
    }

    mutating func settle(_ positions: [KafkaPosition]) {
      for position in positions {
        settled[position.partition] = max(settled[position.partition] ?? position.next, position.next)
      }
    }

    mutating func fetch(_ positions: [KafkaPosition]) {
      for position in positions { fetched[position.partition] = (position.next, .now) }
    }

    /// Partitions that lie before `waiter.ends` and of which nothing has come for `limit`.
    func silent(_ waiter: Waiter, for limit: Duration) -> [KafkaTopicPartition] {
      waiter.ends.compactMap { partition, end in
        guard let known = fetched[partition] else {
          return ContinuousClock.now - waiter.since > limit ? partition : nil
        }
        guard known.next < end else { return nil }
        let since = max(waiter.since, known.at, heldBackAt ?? known.at)
        return ContinuousClock.now - since > limit ? partition : nil
      }.sorted()
    }

    mutating func takeReached() -> [Waiter] {
      let reached = waiting.filter { hasSettled($0.value.ends) }
      for id in reached.keys { waiting[id] = nil }
      return Array(reached.values)
    }
  }

  private let state = Mutex(State())

  var all: [KafkaProgress] {
    state.withLock { Array($0.rows.values) }.sorted { $0.partition < $1.partition }
  }

  func add(_ progress: KafkaProgress) {
    resumeReached { state in
      state.rows[progress.partition] = progress
      // Nothing below where reading begins will ever come.
      state.settled[progress.partition] = progress.next
      state.fetched[progress.partition] = (progress.next, .now)
    }
  }

  /// A batch is about to be put into the mailbox.
  func willPut(_ positions: [KafkaPosition]) {
    state.withLock { state in
      state.outstanding += 1
      state.fetch(positions)
    }
  }

  /// The taker asks for the next batch: the one before is dealt with.
  func cameBack() {
    resumeReached { state in
      guard let positions = state.inHand else { return }
      state.inHand = nil
      state.outstanding -= 1
      state.settle(positions)
      guard state.outstanding == 0 else { return }
      for moves in state.moves { state.settle(moves) }
      state.moves = []
    }
  }

  /// The taker has the next batch in its hands.
  func handedOut(_ positions: [KafkaPosition]) {
    state.withLock { state in
      state.inHand = positions
      state.advance(positions)
    }
  }

  /// Positions moved without a record, while the mailbox was empty.
  func movedQuietly(_ positions: [KafkaPosition]) {
    guard !positions.isEmpty else { return }
    resumeReached { state in
      state.advance(positions)
      state.fetch(positions)
      if state.outstanding == 0 { state.settle(positions) } else { state.moves.append(positions) }
    }
  }

  func raise(_ highWatermarks: [(partition: KafkaTopicPartition, value: Int64)]) {
    state.withLock { state in
      for (partition, value) in highWatermarks { state.rows[partition]?.highWatermark = value }
    }
  }

  /// The reader waits for its taker: meanwhile no partition can say anything.
  func isHeldBack() { state.withLock { $0.heldBackAt = .now } }

  /// Ends the waiting of those who wait for a partition of which nothing has come for `limit`, although there is something
  /// to come: others may well go on.
  func giveUpSilent(after limit: Duration) {
    let given = state.withLock { state in
      let silent = state.waiting.compactMap { id, waiter -> (Waiter, KafkaError)? in
        let partitions = state.silent(waiter, for: limit)
        guard !partitions.isEmpty else { return nil }
        state.waiting[id] = nil
        return (waiter, Self.silence(partitions, state, waiter.ends, limit))
      }
      return silent
    }
    for (waiter, error) in given { waiter.continuation.resume(returning: .failure(error)) }
  }

  private static func silence(
    _ partitions: [KafkaTopicPartition], _ state: State, _ ends: [KafkaTopicPartition: Int64], _ limit: Duration
  ) -> KafkaError {
    let words = partitions.map { partition in
      "\(partition) was read up to \(state.fetched[partition]?.next ?? 0) and ends at \(ends[partition] ?? 0)"
    }
    return KafkaError(
      .partitionSilent, "nothing has come for \(limit) although there is more: \(words.joined(separator: "; "))",
      isRetriable: true, partitions: partitions)
  }

  /// Whether someone waits for a partition that is not read yet; asked once.
  func takeLack() -> Bool {
    state.withLock { state in
      defer { state.lacksPartitions = false }
      return state.lacksPartitions
    }
  }

  /// Returns once everything below `ends` is dealt with.
  ///
  /// - Throws: `cancelled`, `partitionSilent`, and what ended the reader.
  func reached(_ ends: [KafkaTopicPartition: Int64]) async throws(KafkaError) {
    let id = state.withLock { state in
      state.nextWaiter += 1
      if !ends.keys.allSatisfy({ state.settled[$0] != nil }) { state.lacksPartitions = true }
      return state.nextWaiter
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let early: Result<Void, KafkaError>? = state.withLock { state in
          if let end = state.end { return .failure(end) }
          if state.hasSettled(ends) { return .success(()) }
          // Seen under the lock: a cancellation before this point finds nobody waiting, one after it does.
          if Task.isCancelled { return .failure(Self.cancelled) }
          state.waiting[id] = Waiter(ends: ends, since: .now, continuation: continuation)
          return nil
        }
        if let early { continuation.resume(returning: early) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.continuation.resume(returning: .failure(Self.cancelled))
    }
    try result.get()
  }

  /// Up to where each partition has come from the brokers.
  var read: [KafkaTopicPartition: Int64] { state.withLock { $0.fetched.mapValues(\.next) } }

  func cast(_ doubt: String) { state.withLock { $0.doubt = doubt } }

  /// What was cast since it was last asked.
  func takeDoubt() -> String? {
    state.withLock { state in
      defer { state.doubt = nil }
      return state.doubt
    }
  }

  /// How many wait.
  var waiters: Int { state.withLock(\.waiting.count) }

  /// Nothing moves any more.
  func finish(_ error: KafkaError) {
    let waiting = state.withLock { state in
      if state.end == nil { state.end = error }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for waiter in waiting { waiter.continuation.resume(returning: .failure(error)) }
  }

  private func resumeReached(_ change: (inout State) -> Void) {
    let reached = state.withLock { state in
      change(&state)
      return state.takeReached()
    }
    for waiter in reached { waiter.continuation.resume(returning: .success(())) }
  }

  private static let cancelled = KafkaError(.cancelled, "waiting for what there is to be read was cut short")
}

extension ProgressBoard.State {
  fileprivate mutating func advance(_ positions: [KafkaPosition]) {
    for position in positions {
      guard let row = rows[position.partition] else { continue }
      rows[position.partition]?.next = max(row.next, position.next)
      rows[position.partition]?.highWatermark = max(row.highWatermark, position.next)
    }
  }
}
