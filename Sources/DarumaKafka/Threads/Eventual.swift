import Synchronization

/// A value that some thread will provide once, for tasks that can't wait for ever.
final class Eventual<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var waiting: [UInt64: CheckedContinuation<Value?, Never>] = [:]
    var nextWaiter: UInt64 = 0
  }

  private let state = Mutex(State())

  /// Provides the value; a second one is ignored, since the first may already have been acted upon.
  func resolve(_ value: Value) {
    let waiting = state.withLock { state in
      guard state.value == nil else { return [CheckedContinuation<Value?, Never>]() }
      state.value = value
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(returning: value) }
  }

  /// The value, or nil once `limit` has passed without one. Cancelling the task does not cut the wait
  /// short: whoever stops a client wants to know how it ended, most of all while being cancelled.
  func value(within limit: Duration) async -> Value? {
    let (waiter, early) = state.withLock { state in
      state.nextWaiter += 1
      return (state.nextWaiter, state.value)
    }
    if let early { return early }
    let expiry = Task.detached {
      try? await Task.sleep(for: limit)
      self.giveUp(waiter)
    }
    defer { expiry.cancel() }
    return await withCheckedContinuation { continuation in
      let early: Value? = state.withLock { state in
        if state.value == nil { state.waiting[waiter] = continuation }
        return state.value
      }
      if let early { continuation.resume(returning: early) }
    }
  }

  private func giveUp(_ waiter: UInt64) {
    state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume(returning: nil)
  }
}
