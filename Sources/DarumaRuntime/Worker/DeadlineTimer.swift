import DarumaCore
import Synchronization

/// Wakes the worker when time alone changes something. One deadline at a time: arming anew replaces it.
final class DeadlineTimer: Sendable {
  private let clock: any WorkerClock
  private let fire: @Sendable () async -> Void
  private let armed = Mutex<Armed?>(nil)

  private struct Armed {
    var deadline: Instant
    var task: Task<Void, Never>
  }

  init(clock: any WorkerClock, fire: @escaping @Sendable () async -> Void) {
    self.clock = clock
    self.fire = fire
  }

  /// Fires once at `deadline`, unless armed anew before; nil disarms.
  func arm(at deadline: Instant?) {
    guard let deadline else { return disarm() }
    armed.withLock { armed in
      armed?.task.cancel()
      armed = Armed(
        deadline: deadline,
        task: Task { [clock, fire] in
          do { try await clock.sleep(until: deadline) } catch { return }
          await fire()
        })
    }
  }

  func disarm() {
    armed.withLock { armed in
      armed?.task.cancel()
      armed = nil
    }
  }
}
