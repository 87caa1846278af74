/// How often and how long one call is tried before the failure is handed on.
package struct RetryPolicy: Sendable, Equatable {
  /// Tries of one call, the first included.
  package var maximumTries: Int
  /// No try begins later than this after the first one began.
  package var totalTime: Duration
  /// The longest pause before the second try; it doubles with each further one.
  package var firstPause: Duration
  /// No pause is longer than this.
  package var longestPause: Duration

  package init(
    maximumTries: Int = 4, totalTime: Duration = .seconds(30), firstPause: Duration = .milliseconds(200),
    longestPause: Duration = .seconds(5)
  ) {
    self.maximumTries = maximumTries
    self.totalTime = totalTime
    self.firstPause = firstPause
    self.longestPause = longestPause
  }

  /// The pause after `tries` failed tries: a random part of the doubled pause ("full jitter"), so that
  /// workers that failed together don't come back together.
  ///
  /// - Parameter fraction: evenly between 0 and 1.
  func pause(after tries: Int, fraction: Double) -> Duration {
    var longest = firstPause
    for _ in 1..<max(tries, 1) where longest < longestPause { longest *= 2 }
    return min(longest, longestPause) * fraction
  }
}
