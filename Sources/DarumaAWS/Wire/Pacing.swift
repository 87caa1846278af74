/// Time and chance for retries, handed in so that tests have neither.
package struct Pacing: Sendable {
  /// Time since any fixed moment; never runs backwards.
  package var elapsed: @Sendable () -> Duration
  /// Throws where the task is cancelled.
  package var sleep: @Sendable (Duration) async throws(CancellationError) -> Void
  /// Evenly between 0 and 1.
  package var fraction: @Sendable () -> Double

  package init(
    elapsed: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
    fraction: @escaping @Sendable () -> Double
  ) {
    self.elapsed = elapsed
    self.sleep = sleep
    self.fraction = fraction
  }

  /// Sleeps; returns at once where the task is cancelled.
  func rest(_ duration: Duration) async {
    do throws(CancellationError) { try await sleep(duration) } catch { return }
  }

  /// The machine's own clock and random source.
  package static func real() -> Pacing {
    let start = ContinuousClock.now
    return Pacing(
      elapsed: { start.duration(to: .now) },
      sleep: { duration throws(CancellationError) in
        do { try await Task.sleep(for: duration) } catch { throw CancellationError() }
      },
      fraction: { Double.random(in: 0..<1) })
  }
}
