/// Snapshots of which nobody said what they were made of: an event of RDS names a manual snapshot and not its database. Until
/// a listing, a copy or CloudTrail tells, the name is all that says whose it may be.
extension ProtectionRule {
  /// Whether the rule means a manual snapshot by its name. (A name that is anything means no snapshot in particular.)
  package func names(_ point: RecoveryPointID) -> Bool {
    guard kind == .snapshot, origin == .manual, let name, name.rawValue.contains(where: { $0 != "*" }) else {
      return false
    }
    return name.matches(ARN(point.rawValue).resourceName)
  }
}

extension Resource {
  /// Whether a snapshot of this ARN can be one of the resource, and a rule means it by its name.
  package func mayOwn(_ point: RecoveryPointID, in application: Application) -> Bool {
    let snapshot = ARN(point.rawValue)
    let type: String
    switch self.type {
    case .rdsInstance, .elastiCacheCluster: type = "snapshot"
    case .rdsCluster: type = "cluster-snapshot"
    case .efsFileSystem, .ebsVolume, .dynamoDBTable, .s3Bucket, .ecsService, .loadBalancer: return false
    }
    return snapshot.service == arn.service && snapshot.resourceType == type && snapshot.region == arn.region
      && snapshot.account == application.account && protection.contains { $0.names(point) }
  }
}

extension Application {
  /// Whose snapshot it may be, by its name; nil where none or several are meant so.
  package func owner(byNameOf point: RecoveryPointID) -> Resource? {
    let owners = resources.lazy.filter { $0.mayOwn(point, in: self) }.prefix(2)
    return owners.count == 1 ? owners.first : nil
  }

  /// Points that are gone, whose resource nobody said, and which by their name can only be of `resource`; in order.
  func unboundPoints(of resource: Resource, in protection: Protection) -> [RecoveryPoint] {
    guard resource.protection.contains(where: { $0.kind == .snapshot && $0.origin == .manual && $0.name != nil })
    else { return [] }
    return protection.goneUnbound.filter { owner(byNameOf: $0.id)?.id == resource.id }
  }
}
