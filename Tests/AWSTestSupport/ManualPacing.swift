package import DarumaAWS
import Synchronization

/// Time that passes only by sleeping, and chance that is always the same.
package final class ManualPacing: Sendable {
  private struct State {
    var now = Duration.zero
    var pauses: [Duration] = []
  }

  private let state = Mutex(State())
  private let fraction: Double
  private let isCancelled: Bool

  package init(fraction: Double = 1, isCancelled: Bool = false) {
    self.fraction = fraction
    self.isCancelled = isCancelled
  }

  package var pauses: [Duration] { state.withLock { $0.pauses } }

  /// Time passes without a pause: an answer was slow.
  package func pass(_ time: Duration) { state.withLock { $0.now += time } }

  package var pacing: Pacing {
    Pacing(
      elapsed: { self.state.withLock { $0.now } },
      sleep: { pause throws(CancellationError) in
        if self.isCancelled { throw CancellationError() }
        self.state.withLock { state in
          state.now += pause
          state.pauses.append(pause)
        }
      },
      fraction: { self.fraction })
  }
}
