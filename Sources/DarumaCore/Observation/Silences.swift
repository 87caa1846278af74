/// Which sources should have spoken and have not. A silence begins by time alone, counts only while Daruma was
/// listening, and lasts until the source speaks again: a restart in the middle of an outage does not forget it.
package struct Silences: Codable, Hashable, Sendable {
  /// By ``key(_:)``: when the silence had lasted as long as the condition asks.
  package private(set) var begun: [String: Instant] = [:]
  /// Silence counts from here at the earliest: when Daruma last began to listen. Nil while it does not: who is deaf
  /// can't tell who is silent.
  package private(set) var listeningSince: Instant?
  /// Since when it does not, after it did.
  private var deafSince: Instant?

  /// How long after it ceased to listen nothing is said against anybody for being late: what was missed may be on its
  /// way. Beyond that the brokers are out of reach, and what is known is all there is.
  static let patience = Span.minutes(5)

  package init() {}

  /// When `test` became true; nil while it does not hold.
  package func since(_ test: SilenceTest) -> Instant? { begun[Self.key(test)] }

  /// When `test` will become true if the source stays silent; nil where it is silent already or nobody listens yet.
  package func deadline(_ test: SilenceTest, lastHeard: Instant?) -> Instant? {
    guard since(test) == nil, let listeningSince else { return nil }
    return max(lastHeard ?? listeningSince, listeningSince) + test.duration
  }

  /// When patience ends; nil where it listens, or never did.
  var patientUntil: Instant? { listeningSince == nil ? deafSince.map { $0 + Self.patience } : nil }

  mutating func listeningResumed(at instant: Instant) {
    listeningSince = instant
    deafSince = nil
  }

  mutating func listeningPaused(at instant: Instant) {
    listeningSince = nil
    deafSince = instant
  }

  mutating func fellSilent(_ test: SilenceTest, at instant: Instant) { begun[Self.key(test)] = instant }
  mutating func spokeAgain(_ test: SilenceTest) { begun[Self.key(test)] = nil }

  private static func key(_ test: SilenceTest) -> String { "\(test.source) for \(test.duration)" }
}
