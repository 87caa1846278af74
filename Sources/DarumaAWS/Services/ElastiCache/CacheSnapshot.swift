package import DarumaCore

/// A snapshot of a cache cluster or a replication group.
package struct CacheSnapshot: Sendable, Equatable {
  package var name: String
  package var arn: String?
  package var cluster: String?
  package var replicationGroup: String?
  /// `available`, `creating`, `restoring`, `copying`, `deleting`.
  package var status: String
  /// `automated` or `manual`.
  package var source: String?
  /// How long an automated one is kept; of a manual one it says nothing.
  package var retention: Span?
  /// An ARN, an id or an alias.
  package var key: String?
  /// When each node's part was made, in order.
  package var madeAt: [Instant]

  package init(
    name: String, arn: String? = nil, cluster: String? = nil, replicationGroup: String? = nil, status: String,
    source: String? = nil, retention: Span? = nil, key: String? = nil, madeAt: [Instant] = []
  ) {
    self.name = name
    self.arn = arn
    self.cluster = cluster
    self.replicationGroup = replicationGroup
    self.status = status
    self.source = source
    self.retention = retention
    self.key = key
    self.madeAt = madeAt
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    var madeAt: [Instant] = []
    for node in xml.list("NodeSnapshots", of: "NodeSnapshot") {
      if let instant = try node.instant("SnapshotCreateTime") { madeAt.append(instant) }
    }
    self.init(
      name: try xml.requiredText("SnapshotName"), arn: xml.text("ARN"), cluster: xml.text("CacheClusterId"),
      replicationGroup: xml.text("ReplicationGroupId"), status: xml.text("SnapshotStatus") ?? "unknown",
      source: xml.text("SnapshotSource"), retention: try xml.days("SnapshotRetentionLimit"),
      key: xml.text("KmsKeyId"), madeAt: madeAt.sorted())
  }
}
