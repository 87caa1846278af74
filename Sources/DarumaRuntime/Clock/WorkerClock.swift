package import DarumaCore

/// The time that the worker lives by. Injected, so that a demo can run fast and a test can stand still.
package protocol WorkerClock: Sendable {
  /// Never earlier than the time before.
  var now: Instant { get }

  /// How long it has run, from a moment that means nothing. Nobody can set it, and it counts while the process is
  /// stopped and while the machine sleeps: what tells that time has passed unnoticed.
  var uptime: Span { get }

  /// By how much the host's wall clock is ahead of ``now`` where the two can't be right both; nil while they agree.
  var apart: Span? { get }

  /// Returns at `instant`, or at once where that has passed.
  ///
  /// - Throws: `CancellationError`.
  func sleep(until instant: Instant) async throws
}

extension WorkerClock {
  /// A clock that follows no other agrees with itself.
  package var apart: Span? { nil }
}
