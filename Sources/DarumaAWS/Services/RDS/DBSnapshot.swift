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
  package var createdAt: Instant?
  package var isEncrypted: Bool
  package var percentProgress: Int?

  package init(
    identifier: String, arn: String? = nil, instance: String? = nil, status: String, type: String? = nil,
    createdAt: Instant? = nil, isEncrypted: Bool = false, percentProgress: Int? = nil
  ) {
    self.identifier = identifier
    self.arn = arn
    self.instance = instance
    self.status = status
    self.type = type
    self.createdAt = createdAt
    self.isEncrypted = isEncrypted
    self.percentProgress = percentProgress
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      identifier: try xml.requiredText("DBSnapshotIdentifier"),
      arn: xml.text("DBSnapshotArn"),
      instance: xml.text("DBInstanceIdentifier"),
      status: xml.text("Status") ?? "unknown",
      type: xml.text("SnapshotType"),
      createdAt: xml.text("SnapshotCreateTime").flatMap { Instant(rfc3339: $0) },
      isEncrypted: xml.text("Encrypted")?.lowercased() == "true",
      percentProgress: try xml.integer("PercentProgress"))
  }
}
