extension Duration {
  /// Whole milliseconds, rounded up, within what librdkafka and poll(2) take as a timeout.
  var roundedMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000
    guard self > .zero else { return 0 }
    guard seconds < Int64(Int32.max / 1000) else { return Int32.max / 1000 * 1000 }
    let fraction = (attoseconds + attosecondsPerMillisecond - 1) / attosecondsPerMillisecond
    return Int32(seconds * 1000 + fraction)
  }
}
