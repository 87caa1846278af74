import DarumaCore

/// A metric that tells how far a replica is behind.
struct LagMetric {
  /// Where the replica is.
  enum Destination {
    /// In the region of the datapoint: published where the replica is.
    case here
    /// In the region that this dimension names.
    case dimension(StaticString)
    /// Not said: published where the original is.
    case notSaid
  }

  /// What the dimensions name.
  enum Protected {
    case arn(service: String, resource: String, dimension: StaticString)
    /// Buckets have neither region nor account in their ARN.
    case bucket(dimension: StaticString)
  }

  let namespace: String
  let name: String
  let destination: Destination
  let protected: [Protected]

  static func find(_ namespace: JSONValue, _ name: JSONValue) -> LagMetric? {
    guard namespace.hasPrefix("AWS/") else { return nil }
    let metric = name.text
    guard let candidate = all[metric] else { return nil }
    let space = namespace.text
    return candidate.first { $0.namespace == space }
  }

  private static let databases: [Protected] = [
    .arn(service: "rds", resource: "cluster:", dimension: "DBClusterIdentifier"),
    .arn(service: "rds", resource: "db:", dimension: "DBInstanceIdentifier"),
  ]

  private static let all: [String: [LagMetric]] = Dictionary(
    grouping: [
      LagMetric(
        namespace: "AWS/S3", name: "ReplicationLatency", destination: .notSaid,
        protected: [.bucket(dimension: "SourceBucket")]),
      LagMetric(
        namespace: "AWS/EFS", name: "TimeSinceLastSync", destination: .notSaid,
        protected: [
          .arn(service: "elasticfilesystem", resource: "file-system/", dimension: "FileSystemId")
        ]),
      LagMetric(
        namespace: "AWS/RDS", name: "AuroraGlobalDBReplicationLag", destination: .here, protected: databases),
      LagMetric(namespace: "AWS/RDS", name: "AuroraGlobalDBRPOLag", destination: .here, protected: databases),
      LagMetric(namespace: "AWS/RDS", name: "AuroraReplicaLag", destination: .here, protected: databases),
      LagMetric(namespace: "AWS/RDS", name: "ReplicaLag", destination: .here, protected: databases),
      LagMetric(
        namespace: "AWS/DynamoDB", name: "ReplicationLatency", destination: .dimension("ReceivingRegion"),
        protected: [.arn(service: "dynamodb", resource: "table/", dimension: "TableName")]),
      LagMetric(
        namespace: "AWS/ElastiCache", name: "GlobalDatastoreReplicationLag", destination: .here,
        protected: [
          .arn(service: "elasticache", resource: "cluster:", dimension: "CacheClusterId")
        ]),
    ], by: \.name)

  func toRegion(_ dimensions: JSONValue, region: Region) throws(Problem) -> Region {
    switch destination {
    case .here: return region
    case .notSaid: return .unknown
    case .dimension(let name):
      let written = try dimensions.text(name)
      guard let region = Region(code: written) else {
        throw Problem(
          .invalidText, at: try dimensions.required(name), "\(written.debugDescription) is no region code",
          remedy: "a region code such as us-east-1")
      }
      return region
    }
  }

  func resource(_ dimensions: JSONValue, region: Region, _ point: JSONValue) throws(Problem) -> ARN? {
    for candidate in protected {
      switch candidate {
      case .arn(let service, let resource, let dimension):
        guard let name = try dimensions.optionalText(dimension) else { continue }
        return .make(
          partition: region.partition, service: service, region: region, account: Account(try point.text("account_id")),
          resource: resource + name)
      case .bucket(let dimension):
        guard let name = try dimensions.optionalText(dimension) else { continue }
        return .make(
          partition: region.partition, service: "s3", region: .unknown, account: .unknown, resource: name)
      }
    }
    return nil
  }
}
