/// A database cluster, as far as Daruma looks at it.
package struct DBCluster: Sendable, Equatable {
  package var identifier: String
  package var arn: String?
  package var backups: DatabaseBackups

  package init(identifier: String, arn: String? = nil, backups: DatabaseBackups = DatabaseBackups()) {
    self.identifier = identifier
    self.arn = arn
    self.backups = backups
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    self.init(
      identifier: try xml.requiredText("DBClusterIdentifier"), arn: xml.text("DBClusterArn"),
      backups: try DatabaseBackups(xml))
  }
}
