extension Application {
  /// Resources that should be protected, or that a plan restores, and of which no recovery point and no replica is
  /// known to exist; in the file's order. Those of which only the set-up is asked (versioning) have none.
  package func uncovered(_ protection: Protection) -> [ResourceID] {
    let restored = Set(plans.flatMap(\.restoredResources))
    return resources.filter { resource in
      let isAsked = restored.contains(resource.id) || resource.protection.contains { $0.asksForPoints }
      return isAsked && !protection.points(of: resource.arn).contains(where: \.exists)
        && protection.replicas(of: resource.arn).allSatisfy { $0.syncedTo == nil }
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
