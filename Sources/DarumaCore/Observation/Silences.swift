/// Which sources should have spoken and have not. A silence begins by time alone, counts only while Daruma was
/// listening, and lasts until the source speaks again: a restart in the middle of an outage does not forget it.
package struct Silences: Codable, Hashable, Sendable {
  /// By ``key(_:)``: when the silence had lasted as long as the condition asks.
  package private(set) var begun: [String: Instant] = [:]
  /// Silence counts from here at the earliest: when the worker last became current. Nil while it is not: who is deaf
  /// can't tell who is silent. Follows ``ApplicationState/readiness``.
  package private(set) var listeningSince: Instant?

  package init() {}

  /// When `test` became true; nil while it does not hold.
  package func since(_ test: SilenceTest) -> Instant? { begun[Self.key(test)] }

  /// When `test` will become true if the source stays silent; nil where it is silent already or nobody listens yet.
  package func deadline(_ test: SilenceTest, lastHeard: Instant?) -> Instant? {
    guard since(test) == nil, let listeningSince else { return nil }
    return max(lastHeard ?? listeningSince, listeningSince) + test.duration
  }

  mutating func follow(_ readiness: Readiness) { listeningSince = readiness.currentSince }

  /// A silence that begins after `instant` begins anew.
  mutating func forgetFuture(after instant: Instant) { begun = begun.filter { $0.value <= instant } }

  mutating func fellSilent(_ test: SilenceTest, at instant: Instant) { begun[Self.key(test)] = instant }
  mutating func spokeAgain(_ test: SilenceTest) { begun[Self.key(test)] = nil }

  private static func key(_ test: SilenceTest) -> String { "\(test.source) for \(test.duration)" }
}
