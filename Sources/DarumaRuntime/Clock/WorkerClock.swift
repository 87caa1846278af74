package import DarumaCore

/// The time that the worker lives by. Injected, so that a demo can run fast and a test can stand still.
package protocol WorkerClock: Sendable {
  var now: Instant { get }

  /// Returns at `instant`, or at once where that has passed.
  ///
  /// - Throws: `CancellationError`.
  func sleep(until instant: Instant) async throws
}
