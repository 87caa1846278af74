/// A token bucket, kept as one time: when it will be full again. A call moves that on by the time that one
/// token takes to come back, and has to wait as long as more than a whole bucket would be missing (the
/// "generic cell rate algorithm" of ITU-T I.371).
struct TokenBucket: Sendable, Equatable {
  /// The time in which one token comes back.
  let interval: Duration
  /// Tokens in a full bucket.
  let size: Int
  private var fullAt: Duration = .zero

  init(perSecond: Int, size: Int) {
    interval = .seconds(1) / perSecond
    self.size = size
  }

  /// Takes a token that is there, or the next that will be.
  ///
  /// - Parameter now: on a clock that never runs backwards.
  /// - Returns: how long to wait before the call.
  mutating func take(at now: Duration) -> Duration {
    fullAt = max(fullAt, now) + interval
    return max(.zero, fullAt - now - interval * size)
  }
}
