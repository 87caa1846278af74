import Synchronization

/// Those who wait until a source has nothing more to give for now.
final class QuietWait: Sendable {
  private struct State {
    var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
    var count = 0
    var end: Result<Void, any Error>?
  }

  private let state = Mutex(State())

  /// Returns at the next ``quiet()``, or when the source has ended.
  ///
  /// - Throws: `CancellationError`, and what ended the source.
  func wait() async throws {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let early: Result<Void, any Error>? = state.withLock { state in
          if let end = state.end { return end }
          // Seen under the lock: a cancellation before this point finds nobody waiting, one after it does.
          if Task.isCancelled { return .failure(CancellationError()) }
          state.waiting[id] = continuation
          return nil
        }
        if let early { continuation.resume(with: early) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(throwing: CancellationError())
    }
  }

  /// Everything that can be had is taken.
  func quiet() { resume(.success(()), isEnd: false) }

  /// Nothing will come any more. The first end stays.
  func finish(_ end: Result<Void, any Error>) { resume(end, isEnd: true) }

  private func resume(_ result: Result<Void, any Error>, isEnd: Bool) {
    let waiting = state.withLock { state in
      if isEnd, state.end == nil { state.end = result }
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume(with: result) }
  }
}
