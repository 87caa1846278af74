/// ElastiCache in one region.
package struct Caches: Sendable {
  package let place: Place
  /// By identifier.
  package private(set) var groups: [String: ReplicationGroup] = [:]
  /// By name.
  package private(set) var snapshots: [String: CacheSnapshot] = [:]
  /// Names.
  package var subnetGroups: Set<String> = []
  package var parameterGroups: Set<String> = []
  /// Most nodes of the account in the region.
  package var quota = 300

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64) {
    groups.mutateEach { $0.advance(to: now) }
  }

  mutating func put(_ group: ReplicationGroup) { groups[group.identifier] = group }

  package mutating func put(_ snapshot: CacheSnapshot) { snapshots[snapshot.name] = snapshot }

  package func arn(ofSnapshot name: String) -> String { place.arn(.elasticache, "snapshot:\(name)") }

  package func arn(of identifier: String) -> String { place.arn(.elasticache, "replicationgroup:\(identifier)") }

  var nodes: Int { groups.values.reduce(0) { $0 + $1.members.count } }

  /// The default groups of the engines always exist.
  func hasParameterGroup(_ name: String) -> Bool { name.hasPrefix("default.") || parameterGroups.contains(name) }
}

extension CloudError {
  static func replicationGroupNotFound(_ name: String) -> CloudError {
    CloudError("ReplicationGroupNotFoundFault", "ReplicationGroup \(name) not found.", status: 404)
  }
}
