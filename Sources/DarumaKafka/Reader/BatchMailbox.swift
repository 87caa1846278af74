import Synchronization

/// The hand-over from the reader's thread to the task that asks for batches: bounded, so that a slow task
/// holds the thread back, and crossed once a batch.
final class BatchMailbox: Sendable {
  enum End: Sendable {
    /// Batches not yet taken are dropped: whoever stops resumes from its own positions.
    case stopped
    /// Batches not yet taken are handed out first.
    case failed(KafkaError)
  }

  private typealias Answer = Result<KafkaBatch?, KafkaError>

  private struct State {
    var batches: [KafkaBatch] = []
    var waiting: [(id: UInt64, continuation: CheckedContinuation<Answer, Never>)] = []
    var nextWaiter: UInt64 = 0
    var end: End?
  }

  let capacity: Int
  private let state = Mutex(State())
  /// Called when there is room again.
  private let roomFreed: @Sendable () -> Void

  init(capacity: Int, roomFreed: @escaping @Sendable () -> Void) {
    self.capacity = capacity
    self.roomFreed = roomFreed
  }

  var hasRoom: Bool { state.withLock { $0.batches.count < capacity } }
  var isEmpty: Bool { state.withLock { $0.batches.isEmpty } }
  var isFinished: Bool { state.withLock { $0.end != nil } }

  /// Called by the reader's thread alone, after it has seen that there is room.
  func put(_ batch: KafkaBatch) {
    let waiter: CheckedContinuation<Answer, Never>? = state.withLock { state in
      guard state.end == nil else { return nil }
      if !state.waiting.isEmpty { return state.waiting.removeFirst().continuation }
      precondition(state.batches.count < capacity, "a batch was put into a full mailbox")
      state.batches.append(batch)
      return nil
    }
    waiter?.resume(returning: .success(batch))
  }

  /// Ends the hand-over. The first end stays, except that a stop also cuts off what a failure left to take.
  func finish(_ end: End) {
    let (waiting, answer) = state.withLock { state in
      switch (state.end, end) {
      case (nil, .failed): state.end = end
      case (_, .stopped):
        state.end = end
        state.batches = []
      case (.some, .failed): break
      }
      defer { state.waiting = [] }
      return (state.waiting, state.end?.answer ?? .success(nil))
    }
    for waiter in waiting { waiter.continuation.resume(returning: answer) }
  }

  /// The next batch; nil after a stop.
  func take() async throws(KafkaError) -> KafkaBatch? {
    let id = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in enqueue(id, continuation) }
    } onCancel: {
      cancel(id)
    }
    return try answer.get()
  }

  private func enqueue(_ id: UInt64, _ continuation: CheckedContinuation<Answer, Never>) {
    let (answer, wasFull) = state.withLock { state -> (Answer?, Bool) in
      if !state.batches.isEmpty {
        let wasFull = state.batches.count == capacity
        return (.success(state.batches.removeFirst()), wasFull)
      }
      if let end = state.end { return (end.answer, false) }
      // Seen under the lock: a cancellation before this point finds nobody waiting, one after it does.
      if Task.isCancelled { return (.failure(Self.cancelled), false) }
      state.waiting.append((id, continuation))
      return (nil, false)
    }
    if wasFull { roomFreed() }
    if let answer { continuation.resume(returning: answer) }
  }

  private func cancel(_ id: UInt64) {
    let waiter = state.withLock { state in
      state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).continuation }
    }
    waiter?.resume(returning: .failure(Self.cancelled))
  }

  private static let cancelled = KafkaError(.cancelled, "waiting for records was cut short")
}

extension BatchMailbox.End {
  fileprivate var answer: Result<KafkaBatch?, KafkaError> {
    switch self {
    case .stopped: .success(nil)
    case .failed(let error): .failure(error)
    }
  }
}
