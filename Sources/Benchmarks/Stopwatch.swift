/// Adds up the time of the parts that are measured, without what lies between them.
struct Stopwatch {
  private(set) var total = Duration.zero

  mutating func time<Result>(_ work: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { total += start.duration(to: .now) }
    return try work()
  }

  var seconds: Double { total / .seconds(1) }

  func perSecond(_ count: Int) -> Double { Double(count) / max(seconds, .leastNonzeroMagnitude) }
}
