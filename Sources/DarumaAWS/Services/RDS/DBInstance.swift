package import DarumaCore

/// A database instance, as far as Daruma looks at it.
package struct DBInstance: Sendable, Equatable {
  package var identifier: String
  /// `available`, `creating`, `incompatible-network` ...
  package var status: String
  /// The endpoint's host name; nil while there is none.
  package var address: String?
  package var port: Int?
  package var arn: String?
  package var createdAt: Instant?
  package var backups: DatabaseBackups
  package var tags: [String: String]

  package init(
    identifier: String, status: String, address: String? = nil, port: Int? = nil, arn: String? = nil,
    createdAt: Instant? = nil, backups: DatabaseBackups = DatabaseBackups(), tags: [String: String] = [:]
  ) {
    self.identifier = identifier
    self.status = status
    self.address = address
    self.port = port
    self.arn = arn
    self.createdAt = createdAt
    self.backups = backups
    self.tags = tags
  }

  init(_ xml: XMLTree) throws(WireFormatError) {
    let endpoint = xml["Endpoint"]
    self.init(
      identifier: try xml.requiredText("DBInstanceIdentifier"),
      // Missing in answers to some requests just after creation.
      status: xml.text("DBInstanceStatus") ?? "unknown",
      address: endpoint?.text("Address"),
      port: try endpoint?.integer("Port"),
      arn: xml.text("DBInstanceArn"),
      createdAt: try xml.instant("InstanceCreateTime"),
      backups: try DatabaseBackups(xml),
      tags: Self.tags(xml))
  }

  private static func tags(_ xml: XMLTree) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in xml.list("TagList", of: "Tag") {
      if let key = tag.text("Key") { tags[key] = tag.text("Value") ?? "" }
    }
    return tags
  }
}

extension DBInstance {
  func check(named asked: String, in region: Region) throws(WireFormatError) {
    try AnswerSubject.check("instance", identifier, isLike: asked)
    try AnswerSubject.check("instance", ARN(whole: arn), liesIn: region)
  }
}
