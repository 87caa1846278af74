/// How far a replica is behind. Unknown is not zero.
package struct ReplicationMeasured: Codable, Hashable, Sendable {
  package var toRegion: Region
  /// Nil: unknown.
  package var lag: Span?
  package var metric: String

  package init(
    toRegion: Region, lag: Span?, metric: String
  ) {
    self.toRegion = toRegion
    self.lag = lag
    self.metric = metric
  }
}

/// One object or stream did not replicate.
package struct ReplicationFaulted: Codable, Hashable, Sendable {
  package enum State: String, Codable, Hashable, Sendable, CaseIterable, CodingKeyRepresentable {
    case failed, late, recovered, untracked, stalled
  }

  package var object: String
  package var state: State
  package var reason: String?
  /// Of a copy that is late: what it is a copy of.
  package var of: RecoveryPointID?

  package init(
    object: String, state: State, reason: String? = nil, of original: RecoveryPointID? = nil
  ) {
    self.object = object
    self.state = state
    self.reason = reason
    of = original
  }
}
