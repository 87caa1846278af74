internal import DarumaAWS
internal import DarumaCore

/// Snapshots of an instance or of a cluster: RDS has operations of its own for each, which differ in their words alone.
enum DBSnapshotKind {
  case instance, cluster

  /// By the ARN of a snapshot; nil for anything else.
  init?(_ arn: ARN) {
    guard arn.isWellFormed, arn.service == "rds" else { return nil }
    switch arn.resourceType {
    case "snapshot": self = .instance
    case "cluster-snapshot": self = .cluster
    default: return nil
    }
  }

  /// What it is of: `Instance`, `Cluster`.
  private var word: String { self == .instance ? "" : "Cluster" }

  var arnType: String { self == .instance ? "snapshot" : "cluster-snapshot" }
  var list: String { "DB\(word)Snapshots" }
  var identifier: String { "DB\(word)SnapshotIdentifier" }
  var source: String { self == .instance ? "DBInstanceIdentifier" : "DBClusterIdentifier" }
  var arn: String { "DB\(word)SnapshotArn" }
  var creation: String { "CreateDB\(word)Snapshot" }
  var copying: String { "CopyDB\(word)Snapshot" }
  var copiedFrom: String { "SourceDB\(word)SnapshotIdentifier" }
  var copiedTo: String { "TargetDB\(word)SnapshotIdentifier" }
  var isEncrypted: String { self == .instance ? "Encrypted" : "StorageEncrypted" }
  var missing: String { "rds.DB\(word)SnapshotNotFound" }
  var taken: String { "rds.DB\(word)SnapshotAlreadyExists" }
  var sourceMissing: String { self == .instance ? RDSFaultCode.instanceNotFound : RDSFaultCode.clusterNotFound }

  /// For people.
  var title: String { self == .instance ? "RDS snapshot" : "RDS cluster snapshot" }

  func look(for identifier: String) -> AWSCall {
    AWSCall(.rds, "Describe\(list)", .reads, [self.identifier: .text(identifier)])
  }
}
