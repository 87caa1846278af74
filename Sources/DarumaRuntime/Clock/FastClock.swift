package import DarumaCore
import Synchronization

/// A clock that starts at a chosen moment and runs faster than the real one, for demonstrations. It can slow down to
/// real time while a person thinks.
package final class FastClock: WorkerClock {
  private struct Pace {
    var origin: Instant
    var begun: ContinuousClock.Instant
    /// Milliseconds that pass here for each millisecond there.
    var factor: Int64

    var now: Instant {
      let real = begun.duration(to: .now)
      let milliseconds =
        real.components.seconds * 1000 + real.components.attoseconds / 1_000_000_000_000_000
      return origin + Span(milliseconds: milliseconds * factor)
    }
  }

  private let pace: Mutex<Pace>
  private let factor: Int64
  private let begun = ContinuousClock.now

  /// How long a sleeper sleeps before it looks whether the pace has changed.
  private static let longestNap: Int64 = 50

  package init(startingAt start: Instant, factor: Int64) {
    precondition(factor > 0, "a clock that stands still would wait for ever")
    self.factor = factor
    pace = Mutex(Pace(origin: start, begun: .now, factor: factor))
  }

  package var now: Instant { pace.withLock(\.now) }

  /// In real time: what is waited for outside is as fast as ever.
  package var uptime: Span {
    let real = begun.duration(to: .now).components
    return Span(milliseconds: real.seconds * 1000 + real.attoseconds / 1_000_000_000_000_000)
  }

  /// Runs in real time from now on.
  package func slowDown() { change(to: 1) }

  /// Runs as fast as it began.
  package func speedUp() { change(to: factor) }

  package func sleep(until instant: Instant) async throws {
    while true {
      let (wait, factor) = pace.withLock { ((instant - $0.now).milliseconds, $0.factor) }
      guard wait > 0 else { return }
      try await Task.sleep(for: .milliseconds(min(wait / factor + 1, Self.longestNap)))
    }
  }

  private func change(to factor: Int64) {
    pace.withLock { pace in pace = Pace(origin: pace.now, begun: .now, factor: factor) }
  }
}
