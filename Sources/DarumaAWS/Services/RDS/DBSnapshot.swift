package import DarumaCore

/// A snapshot of a database instance.
package struct DBSnapshot: Sendable, Equatable {
  package var identifier: String
  package var arn: String?
  /// The instance that it was taken of.
  package var instance: String?
  /// `available`, `creating`, `copying` ...
  package var status: String
  /// `manual`, `automated`, `awsbackup` ...
  package var type: String?
  /// Of a copy: when the copy was made.
  package var createdAt: Instant?
  /// Of a copy too: when the first snapshot was made.
  package var originallyCreatedAt: Instant?
  package var isEncrypted: Bool
  /// An ARN, an id or an alias.
  package var key: String?
  /// What the database allocated.
  package var sizeBytes: Int64?
  /// The ARN of what it was copied from; only of copies from another region or account.
  package var source: String?
  /// Where it was made, or copied from.
  package var sourceRegion: String?
  package var percentProgress: Int?

  package init(
    identifier: String, arn: String? = nil, instance: String? = nil, status: String, type: String? = nil,
    createdAt: Instant? = nil, originallyCreatedAt: Instant? = nil, isEncrypted: Bool = false,
    key: String? = nil, sizeBytes: Int64? = nil, source: String? = nil, sourceRegion: String? = nil,
    percentProgress: Int? = nil
  ) {
    self.identifier = identifier
    self.arn = arn
    self.instance = instance
    self.status = status
    self.type = type
    self.createdAt = createdAt
    self.originallyCreatedAt = originallyCreatedAt
    self.isEncrypted = isEncrypted
    self.key = key
    self.sizeBytes = sizeBytes
    self.source = source
    self.sourceRegion = sourceRegion
    self.percentProgress = percentProgress
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      identifier: try xml.requiredText("DBSnapshotIdentifier"),
      arn: xml.text("DBSnapshotArn"),
      instance: xml.text("DBInstanceIdentifier"),
      status: xml.text("Status") ?? "unknown",
      type: xml.text("SnapshotType"),
      createdAt: try xml.instant("SnapshotCreateTime"),
      originallyCreatedAt: try xml.instant("OriginalSnapshotCreateTime"),
      isEncrypted: try xml.flag("Encrypted") ?? false,
      key: xml.text("KmsKeyId"),
      sizeBytes: try xml.gibibytes("AllocatedStorage"),
      source: xml.text("SourceDBSnapshotIdentifier"),
      sourceRegion: xml.text("SourceRegion"),
      percentProgress: try xml.integer("PercentProgress"))
  }
}
