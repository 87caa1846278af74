/// A whole region is down for a while: its control planes and everything that runs in it.
package struct Outage: Sendable, Equatable {
  /// How calls into the region fail.
  package enum Manner: Sendable, Equatable {
    /// Connections are refused.
    case refused
    /// Connections stand, answers never come.
    case silent
    /// 503 from the front door.
    case unavailable
  }

  package let region: String
  /// Milliseconds since the epoch.
  package let from: Int64
  /// Milliseconds since the epoch; nil: until further notice.
  package let until: Int64?
  package let manner: Manner
  /// Whether the control planes that serve all regions fall too, as Route 53's would with us-east-1. Its data
  /// plane (answers to resolvers) never does.
  package let reachesGlobalControlPlanes: Bool

  package init(
    region: String, from: Int64, until: Int64? = nil, manner: Manner = .silent,
    reachesGlobalControlPlanes: Bool = false
  ) {
    self.region = region
    self.from = from
    self.until = until
    self.manner = manner
    self.reachesGlobalControlPlanes = reachesGlobalControlPlanes
  }

  package func isOn(at now: Int64) -> Bool {
    guard from <= now else { return false }
    guard let until else { return true }
    return now < until
  }
}
