package import DarumaCore
import Synchronization

/// A clock that starts at a chosen moment and runs faster than the real one, for demonstrations. It can slow down to
/// real time while a person thinks, and two processes of one host can go by the same.
package final class FastClock: WorkerClock {
  /// From which moment on it runs how fast: all that another process has to know to show the same time.
  package struct Pace: Codable, Sendable {
    var origin: Instant
    /// When it showed `origin`, on the host's monotonic clock.
    var begunNanoseconds: Int64
    /// Milliseconds that pass here for each millisecond there.
    var factor: Int64

    var now: Instant {
      let real = (SystemClock.readHost().steadyNanoseconds - begunNanoseconds) / 1_000_000
      return origin + Span(milliseconds: real * factor)
    }
  }

  private let hands: Mutex<Pace>
  private let factor: Int64
  private let begun = ContinuousClock.now

  /// How long a sleeper sleeps before it looks whether the pace has changed.
  private static let longestNap: Int64 = 50

  package convenience init(startingAt start: Instant, factor: Int64) {
    precondition(factor > 0, "a clock that stands still would wait for ever")
    self.init(
      Pace(origin: start, begunNanoseconds: SystemClock.readHost().steadyNanoseconds, factor: factor))
  }

  /// The clock of another process.
  package init(_ pace: Pace) {
    factor = pace.factor
    hands = Mutex(pace)
  }

  package var now: Instant { hands.withLock(\.now) }

  package var pace: Pace { hands.withLock(\.self) }

  /// In real time: what is waited for outside is as fast as ever.
  package var uptime: Span {
    let real = begun.duration(to: .now).components
    return Span(milliseconds: real.seconds * 1000 + real.attoseconds / 1_000_000_000_000_000)
  }

  /// Runs in real time from now on.
  package func slowDown() { change(to: 1) }

  /// Runs as fast as it began.
  package func speedUp() { change(to: factor) }

  /// Goes by the clock of another process from now on.
  package func follow(_ pace: Pace) { hands.withLock { $0 = pace } }

  package func sleep(until instant: Instant) async throws {
    while true {
      let (wait, factor) = hands.withLock { ((instant - $0.now).milliseconds, $0.factor) }
      guard wait > 0 else { return }
      try await Task.sleep(for: .milliseconds(min(wait / factor + 1, Self.longestNap)))
    }
  }

  private func change(to factor: Int64) {
    hands.withLock { pace in
      pace = Pace(origin: pace.now, begunNanoseconds: SystemClock.readHost().steadyNanoseconds, factor: factor)
    }
  }
}
