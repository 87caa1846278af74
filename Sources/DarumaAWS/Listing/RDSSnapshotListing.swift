internal import DarumaCore

/// `rds.snapshots`: the snapshots of an instance or a cluster, with those of AWS Backup, which RDS lists only
/// when asked for them. A copy is as old as its original.
struct RDSSnapshotListing {
  let client: ListingClient

  /// Automated and manual ones, then those of AWS Backup.
  private static let types: [String?] = [nil, "awsbackup"]

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    var snapshots: [Snapshot] = []
    for type in Self.types {
      switch resource.arn.resourceType {
      case "db":
        let question = DescribeDBSnapshots(instance: resource.arn.resourceName, type: type)
        snapshots += try await client.all(question, in: region).map(Snapshot.init)
      case "cluster":
        let question = DescribeDBClusterSnapshots(cluster: resource.arn.resourceName, type: type)
        snapshots += try await client.all(question, in: region).map(Snapshot.init)
      default:
        throw .unlistable(
          .rdsSnapshots, resource.arn, "Name an instance (…:db:NAME) or a cluster (…:cluster:NAME).")
      }
    }
    var listed: [Listed] = []
    // Some answer both questions with all of them.
    var seen: Set<String> = []
    for snapshot in snapshots where snapshot.isPoint(of: resource.arn, in: region) {
      guard seen.insert(snapshot.identifier).inserted else { continue }
      listed += try snapshot.listed(resource.arn, in: region)
    }
    return listed
  }
}

/// What snapshots of instances and of clusters have in common.
private struct Snapshot {
  var identifier: String
  var arn: String?
  var database: String?
  var status: String
  var type: String?
  var createdAt: Instant?
  var takenAt: Instant?
  var sizeBytes: Int64?
  var isEncrypted: Bool
  var key: ARN?
  var source: ARN?
  var sourceRegion: Region?

  init(_ snapshot: DBSnapshot) {
    identifier = snapshot.identifier
    arn = snapshot.arn
    database = snapshot.instance
    status = snapshot.status
    type = snapshot.type
    createdAt = snapshot.createdAt
    takenAt = snapshot.originallyCreatedAt ?? snapshot.createdAt
    sizeBytes = snapshot.sizeBytes
    isEncrypted = snapshot.isEncrypted
    key = ARN(whole: snapshot.key)
    source = ARN(whole: snapshot.source)
    sourceRegion = source?.region ?? snapshot.sourceRegion.map { Region($0) }
  }

  init(_ snapshot: DBClusterSnapshot) {
    identifier = snapshot.identifier
    arn = snapshot.arn
    database = snapshot.cluster
    status = snapshot.status
    type = snapshot.type
    createdAt = snapshot.createdAt
    source = ARN(whole: snapshot.source)
    // RDS says of a copied cluster snapshot when the copy was made, not how old its data is: the original
    // tells.
    takenAt = source == nil ? snapshot.createdAt : nil
    sizeBytes = snapshot.sizeBytes
    isEncrypted = snapshot.isEncrypted
    key = ARN(whole: snapshot.key)
    sourceRegion = source?.region
  }

  /// Whether it can be restored from, and holds data of `resource`. In another region than the resource's own
  /// a database of the same name may live (after a failover it does): its snapshots are made there, ours are
  /// copied there. An automated snapshot is never a copy.
  func isPoint(of resource: ARN, in region: Region) -> Bool {
    guard Self.restorable.contains(status), database?.lowercased() == resource.resourceName.lowercased() else {
      return false
    }
    guard region != resource.region else { return true }
    if let sourceRegion { return sourceRegion == resource.region }
    // Of clusters RDS names no source only where there is none. Of instances it names the region always; one that
    // does not say it is ours unless it can't be.
    return resource.resourceType == "db" && type != "automated"
  }

  /// An upgrade of a snapshot's engine leaves it restorable, before and after.
  private static let restorable: Set<String> = ["available", "modifying", "upgrading"]

  func listed(_ resource: ARN, in region: Region) throws(CloudFault) -> [Listed] {
    guard let arn, let createdAt else {
      throw .incomplete(.rds, "the snapshot \(identifier)", arn == nil ? "its ARN" : "its time")
    }
    let point = RecoveryPointID(arn)
    var listed = [
      Listed(
        resource: resource, at: createdAt,
        fact: .recoveryPointTaken(
          RecoveryPointTaken(
            recoveryPoint: point, takenAt: takenAt, sizeBytes: sizeBytes, encrypted: isEncrypted,
            origin: origin, key: key)))
    ]
    if let source, source.service == "rds", source.rawValue != arn {
      listed.append(
        Listed(
          resource: resource, at: createdAt,
          fact: .recoveryPointCopied(
            RecoveryPointCopied(
              recoveryPoint: point, of: RecoveryPointID(source.rawValue), toRegion: region,
              sizeBytes: sizeBytes, encrypted: isEncrypted, key: key))))
    }
    return listed
  }

  private var origin: RecoveryPointTaken.Origin? {
    switch type {
    case "automated": .automatic
    case "manual": .manual
    case "awsbackup": .plan
    default: nil
    }
  }
}
