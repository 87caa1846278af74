import Synchronization

/// Rings when it is worth asking again. Who noted how often it had rung misses no ring, however late they wait.
final class Bell: Sendable {
  private struct State {
    var rings = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  /// How often it has rung.
  var rings: Int { state.withLock(\.rings) }

  func ring() {
    let waiting = state.withLock { state in
      state.rings += 1
      defer { state.waiting = [:] }
      return Array(state.waiting.values)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns once it has rung more often than `rings`, or when the task is cancelled.
  func wait(after rings: Int) async {
    let id = state.withLock { state in
      state.count += 1
      return state.count
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          // Seen under the lock: a cancellation before this point finds nobody waiting, one after it does.
          if state.rings > rings || Task.isCancelled { return true }
          state.waiting[id] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: id) }?.resume()
    }
  }
}
