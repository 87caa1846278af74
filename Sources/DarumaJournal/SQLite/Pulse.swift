package import DarumaCore

/// A sign of life of the worker that holds a journal: that its loop still takes what comes, and what it has heard.
///
/// It stands in the lock file and not in the journal: it is true of this moment alone, and evidence of nothing.
package struct Pulse: Codable, Hashable, Sendable {
  package let at: Instant
  /// Until the next one is due, at the latest.
  package let every: Span
  package let readiness: Readiness.Change
  /// From when on it is so; of one that is not current, from when on it has not been.
  package let since: Instant

  /// So many signs may be missing before the worker counts as hung, and so long in any case.
  private static let mostMissing: Int64 = 3
  private static let patience = Span.seconds(30)

  package init(at: Instant, every: Span, readiness: Readiness.Change, since: Instant) {
    self.at = at
    self.every = every
    self.readiness = readiness
    self.since = since
  }

  /// Whether a worker that gave this sign last, and no other until `now`, does not work any more although it runs.
  package func isStale(at now: Instant) -> Bool { now - at > every * Self.mostMissing + Self.patience }
}
