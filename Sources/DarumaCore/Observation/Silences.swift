/// Which sources should have spoken and have not. A silence begins by time alone, counts only while Daruma was
/// listening, and lasts until the source speaks again: a restart in the middle of an outage does not forget it.
package struct Silences: Codable, Hashable, Sendable {
  /// By ``key(_:)``: when the silence had lasted as long as the condition asks.
  package private(set) var begun: [String: Instant] = [:]
  /// Silence counts from here at the earliest: when the worker last became current. Nil while it is not: who is deaf
  /// can't tell who is silent. Follows ``ApplicationState/readiness``.
  package private(set) var listeningSince: Instant?

  /// By ``key(_:)``: since when the source is watched for it. Before that nobody can say that it was silent.
  private var watchedSince: [String: Instant] = [:]
  /// By ``key(_:)``: when the source spoke that ended its last silence.
  private var ended: [String: Instant] = [:]

  package init() {}

  /// When `test` became true; nil while it does not hold.
  package func since(_ test: SilenceTest) -> Instant? { begun[Self.key(test)] }

  /// When `test` will become true if the source stays silent; nil where it is silent already, nobody listens yet, or it
  /// was never heard: a source that never spoke may be one that does not exist.
  package func deadline(_ test: SilenceTest, lastHeard: Instant?) -> Instant? {
    guard since(test) == nil, let listeningSince, let lastHeard else { return nil }
    let watched = watchedSince[Self.key(test)] ?? listeningSince
    return max(lastHeard, listeningSince, watched) + test.duration
  }

  /// When the last silence ended, by the source's own time; nil where there was none.
  func endedAt(_ test: SilenceTest) -> Instant? { ended[Self.key(test)] }

  mutating func follow(_ readiness: Readiness) { follow(readiness.currentSince) }

  /// - Parameter currentSince: Since when everything is heard; nil while it is not.
  mutating func follow(_ currentSince: Instant?) { listeningSince = currentSince }

  /// A silence that begins after `instant` begins anew; what is watched from later on is watched from then.
  mutating func forgetFuture(after instant: Instant) {
    begun = begun.filter { $0.value <= instant }
    ended = ended.filter { $0.value <= instant }
    watchedSince = watchedSince.mapValues { min($0, instant) }
  }

  /// From now on these are watched, and no others.
  mutating func watch(_ tests: [SilenceTest], at instant: Instant) {
    let keys = Set(tests.map(Self.key))
    watchedSince = watchedSince.filter { keys.contains($0.key) }
    for key in keys where watchedSince[key] == nil { watchedSince[key] = instant }
    begun = begun.filter { keys.contains($0.key) }
    ended = ended.filter { keys.contains($0.key) }
  }

  mutating func fellSilent(_ test: SilenceTest, at instant: Instant) { begun[Self.key(test)] = instant }
  mutating func spokeAgain(_ test: SilenceTest, at instant: Instant?) {
    begun[Self.key(test)] = nil
    ended[Self.key(test)] = instant
  }

  private static func key(_ test: SilenceTest) -> String { "\(test.source) for \(test.duration)" }
}
