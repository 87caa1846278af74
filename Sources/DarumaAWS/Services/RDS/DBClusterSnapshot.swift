package import DarumaCore

/// A snapshot of a database cluster.
package struct DBClusterSnapshot: Sendable, Equatable {
  package var identifier: String
  package var arn: String?
  /// The cluster that it was taken of.
  package var cluster: String?
  /// `available`, `creating`, `copying` ...
  package var status: String
  /// `manual`, `automated`, `awsbackup` ...
  package var type: String?
  package var createdAt: Instant?
  package var isEncrypted: Bool
  /// An ARN, an id or an alias.
  package var key: String?
  package var sizeBytes: Int64?
  /// The ARN of what it was copied from.
  package var source: String?

  package init(
    identifier: String, arn: String? = nil, cluster: String? = nil, status: String, type: String? = nil,
    createdAt: Instant? = nil, isEncrypted: Bool = false, key: String? = nil, sizeBytes: Int64? = nil,
    source: String? = nil
  ) {
    self.identifier = identifier
    self.arn = arn
    self.cluster = cluster
    self.status = status
    self.type = type
    self.createdAt = createdAt
    self.isEncrypted = isEncrypted
    self.key = key
    self.sizeBytes = sizeBytes
    self.source = source
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      identifier: try xml.requiredText("DBClusterSnapshotIdentifier"),
      arn: xml.text("DBClusterSnapshotArn"),
      cluster: xml.text("DBClusterIdentifier"),
      status: xml.text("Status") ?? "unknown",
      type: xml.text("SnapshotType"),
      createdAt: try xml.instant("SnapshotCreateTime"),
      isEncrypted: try xml.flag("StorageEncrypted") ?? false,
      key: xml.text("KmsKeyId"),
      sizeBytes: try xml.gibibytes("AllocatedStorage"),
      source: xml.text("SourceDBClusterSnapshotArn"))
  }
}
