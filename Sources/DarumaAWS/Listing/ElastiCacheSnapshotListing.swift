internal import DarumaCore

/// `elasticache.snapshots`: the snapshots of a cache cluster or a replication group. It is as old as the part
/// of the node that was first; where none is named, its age is unknown.
struct ElastiCacheSnapshotListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    let subject = try Self.subject(resource.arn)
    let named = try await client.all(
      DescribeCacheSnapshots(subject), in: region, noneAt: ElastiCacheFaultCode.notFound)
    let snapshots: [CacheSnapshot]
    if let named {
      snapshots = named
    } else {
      // The cluster is gone; its snapshots need not be.
      snapshots = try await client.all(DescribeCacheSnapshots(.any), in: region)
    }
    return snapshots.filter { $0.status == "available" && Self.isSnapshot($0, of: subject) }
      .map { listed($0, resource.arn, in: region) }
  }

  private static func subject(_ arn: ARN) throws(CloudFault) -> DescribeCacheSnapshots.Subject {
    switch arn.resourceType {
    case "cluster": return .cluster(arn.resourceName)
    case "replicationgroup": return .replicationGroup(arn.resourceName)
    default:
      throw .unlistable(
        .elastiCacheSnapshots, arn,
        "Name a cluster (…:cluster:NAME) or a replication group (…:replicationgroup:NAME).")
    }
  }

  private static func isSnapshot(
    _ snapshot: CacheSnapshot, of subject: DescribeCacheSnapshots.Subject
  ) -> Bool {
    switch subject {
    case .cluster(let name): snapshot.cluster?.lowercased() == name.lowercased()
    case .replicationGroup(let name): snapshot.replicationGroup?.lowercased() == name.lowercased()
    case .any: true
    }
  }

  private func listed(_ snapshot: CacheSnapshot, _ resource: ARN, in region: Region) -> Listed {
    let arn =
      snapshot.arn
      ?? "arn:\(resource.partitionName):elasticache:\(region):\(resource.account):snapshot:\(snapshot.name)"
    return Listed(
      resource: resource, at: snapshot.madeAt.last ?? now(),
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: RecoveryPointID(arn), takenAt: snapshot.madeAt.first,
          encrypted: snapshot.key == nil ? nil : true,
          expiresAt: Self.expiry(of: snapshot), origin: Self.origin(of: snapshot),
          key: ARN(whole: snapshot.key))))
  }

  private static func origin(of snapshot: CacheSnapshot) -> RecoveryPointTaken.Origin? {
    switch snapshot.source {
    case "automated": .automatic
    case "manual": .manual
    default: nil
    }
  }

  /// An automated snapshot is deleted after its days; a manual one never, whatever it says (Amazon
  /// ElastiCache API Reference, "Snapshot").
  private static func expiry(of snapshot: CacheSnapshot) -> Instant? {
    guard snapshot.source == "automated", let retention = snapshot.retention, retention > .zero,
      let madeAt = snapshot.madeAt.last
    else { return nil }
    return madeAt + retention
  }
}
