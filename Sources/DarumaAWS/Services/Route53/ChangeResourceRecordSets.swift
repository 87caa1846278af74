/// Creates or replaces one simple record set (UPSERT).
package struct ChangeResourceRecordSets: RestXMLOperation {
  package static let service = AWSService.route53
  package static let name = "ChangeResourceRecordSets"
  package static let repetition = Repetition.setsAbsolute

  package typealias Answer = ChangeInfo

  /// Letters of the comment that Route 53 keeps with the change.
  package static let maximumCommentLetters = 256

  package var zone: String
  package var recordName: String
  package var type: String
  package var target: Target
  package var comment: String

  /// Where the record set leads.
  package enum Target: Sendable, Hashable {
    /// The time to live in seconds.
    case values([String], ttl: Int)
    case alias(AliasTarget)
  }

  package init(zone: String, recordName: String, type: String, target: Target, comment: String) {
    self.zone = zone
    self.recordName = recordName
    self.type = type
    self.target = target
    self.comment = comment
  }

  package var method: String { "POST" }
  package var path: String { Route53Form.path("hostedzone", Route53Form.bareID(zone), "rrset") + "/" }

  package var document: XMLElementText? {
    let recordSet = XMLElementText(
      "ResourceRecordSet",
      [XMLElementText("Name", recordName), XMLElementText("Type", type)] + target.elements)
    let change = XMLElementText("Change", [XMLElementText("Action", "UPSERT"), recordSet])
    let batch = XMLElementText(
      "ChangeBatch",
      [
        XMLElementText("Comment", String(comment.prefix(Self.maximumCommentLetters))),
        XMLElementText("Changes", [change]),
      ])
    return XMLElementText("ChangeResourceRecordSetsRequest", namespace: Route53Form.namespace, [batch])
  }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> ChangeInfo {
    try ChangeInfo(try root.required("ChangeInfo"))
  }
}

extension ChangeResourceRecordSets.Target {
  fileprivate var elements: [XMLElementText] {
    switch self {
    case .values(let values, let ttl):
      let records = values.map { XMLElementText("ResourceRecord", [XMLElementText("Value", $0)]) }
      return [XMLElementText("TTL", String(ttl)), XMLElementText("ResourceRecords", records)]
    case .alias(let alias): return [alias.element]
    }
  }
}
