import DarumaCore

/// What an RDS event is about.
struct RDSSubject {
  /// The raw value is the leading word of the ARN's resource part.
  enum Kind: String {
    case instance = "db"
    case cluster = "cluster"
    case snapshot = "snapshot"
    case clusterSnapshot = "cluster-snapshot"

    var isSnapshot: Bool { self == .snapshot || self == .clusterSnapshot }
  }

  let kind: Kind
  let arn: ARN

  /// Published events pair a snapshot with the ARN of a database, and a cluster with that of an instance.
  /// Which of the two is meant cannot be told.
  init(kind: Kind, arn: ARN, at place: JSONValue) throws(Problem) {
    guard let fields = ARNFields(arn), fields.service == "rds", fields.resourceType == kind.rawValue else {
      throw Problem(
        .contradiction, at: place, "the event is about a \(kind.rawValue), its ARN is \(arn)",
        remedy: "arn:aws:rds:region:account:\(kind.rawValue):name")
    }
    self.kind = kind
    self.arn = arn
  }

  /// The database of an automated snapshot, from the snapshot's name `rds:orders-2026-11-24-18-05`. Manual
  /// snapshots, and those of AWS Backup, do not name theirs.
  var database: ARN? {
    guard kind.isSnapshot, let fields = ARNFields(arn), let name = SnapshotName(fields.resourceName) else {
      return nil
    }
    let word = kind == .snapshot ? RDSSubject.Kind.instance : .cluster
    return .make(
      partition: fields.partition, service: "rds", region: Region(String(fields.region)),
      account: Account(String(fields.account)), resource: word.rawValue + ":" + name.database)
  }
}
