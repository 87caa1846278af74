extension Application {
  /// Resources that should be protected, or that a plan restores, and of which no recovery point that can be planned
  /// with at `now` and no replica is known; in the file's order. Those of which only the set-up is asked (versioning) have none.
  package func uncovered(_ protection: Protection, at now: Instant) -> [ResourceID] {
    let restored = Set(plans.flatMap(\.restoredResources))
    return resources.filter { resource in
      let isAsked = restored.contains(resource.id) || resource.protection.contains { $0.asksForPoints }
      return isAsked
        && resource.names.allSatisfy { name in
          !protection.points(of: name).contains { protection.isUsable($0, at: now) }
            && protection.replicas(of: name).allSatisfy { $0.syncedTo == nil }
        }
    }.map(\.id)
  }
}

extension ProtectionRule {
  /// Whether a recovery point must be there for the rule to be kept.
  fileprivate var asksForPoints: Bool {
    switch kind {
    case .snapshot, .backup: origin != .manual || every != nil
    case .pitr, .replica, .replication: true
    case .versioning: false
    }
  }
}
