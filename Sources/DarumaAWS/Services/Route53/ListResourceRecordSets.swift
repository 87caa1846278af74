package import DarumaCore

/// Asks for one page of a zone's record sets, from a name on, in the zone's own order;
/// ``AWSClient/recordSets(named:zone:in:)`` asks for those of one name.
package struct ListResourceRecordSets: RestXMLOperation {
  package static let service = AWSService.route53
  package static let name = "ListResourceRecordSets"
  package static let repetition = Repetition.reads

  package typealias Answer = Page

  /// Record sets in one answer.
  package static let pageSize = 100
  /// Answers that are read for one question: Route 53 allows far fewer record sets of one name.
  package static let maximumPages = 20

  package var zone: String
  package var start: Position

  /// Where a page begins.
  package struct Position: Sendable, Hashable {
    package var name: String
    package var type: String?
    package var setIdentifier: String?

    package init(name: String, type: String? = nil, setIdentifier: String? = nil) {
      self.name = name
      self.type = type
      self.setIdentifier = setIdentifier
    }
  }

  package struct Page: Sendable, Equatable {
    package var recordSets: [ResourceRecordSet]
    /// Nil on the last page.
    package var next: Position?
  }

  package init(zone: String, start: Position) {
    self.zone = zone
    self.start = start
  }

  package var method: String { "GET" }
  package var path: String { Route53Form.path("hostedzone", Route53Form.bareID(zone), "rrset") }

  package var query: QueryParameters {
    var query = QueryParameters()
    query.add("name", start.name)
    query.add("type", start.type)
    query.add("identifier", start.setIdentifier)
    query.add("maxitems", Self.pageSize)
    return query
  }

  package static func answer(in root: XMLTree) throws(WireFormatError) -> Page {
    var recordSets: [ResourceRecordSet] = []
    for element in try root.requiredList("ResourceRecordSets", of: "ResourceRecordSet") {
      recordSets.append(try ResourceRecordSet(element))
    }
    guard root.text("IsTruncated")?.lowercased() == "true" else {
      return Page(recordSets: recordSets, next: nil)
    }
    let next = Position(
      name: try root.requiredText("NextRecordName"), type: root.text("NextRecordType"),
      setIdentifier: root.text("NextRecordIdentifier"))
    return Page(recordSets: recordSets, next: next)
  }

  /// No answer names its zone; all its names end as the zone's do, and so at least with the same last label.
  package func check(_ answer: Page, in region: Region) throws(WireFormatError) {
    for recordSet in answer.recordSets where DNSName(recordSet.name).lastLabel != DNSName(start.name).lastLabel {
      throw AnswerSubject.other("record", recordSet.name, start.name)
    }
  }
}

extension AWSClient {
  /// All record sets of one name, of whatever type.
  ///
  /// - Parameter region: any of the partition.
  /// - Throws: ``CloudFault``; also where they don't end within ``ListResourceRecordSets/maximumPages``
  ///   pages.
  package func recordSets(
    named name: String, zone: String, in region: Region
  ) async throws(CloudFault) -> [ResourceRecordSet] {
    let wanted = DNSName(name)
    var start = ListResourceRecordSets.Position(name: name)
    var seen: Set<ListResourceRecordSets.Position> = [start]
    var found: [ResourceRecordSet] = []
    for _ in 0..<ListResourceRecordSets.maximumPages {
      let page = try await send(ListResourceRecordSets(zone: zone, start: start), in: region)
      found += page.recordSets.filter { DNSName($0.name) == wanted }
      guard let next = page.next, DNSName(next.name) == wanted else { return found }
      guard seen.insert(next).inserted else {
        throw CloudFault(
          kind: .unintelligible, code: "route53.RepeatedMarker",
          message:
            "Route 53 ListResourceRecordSets of zone \(zone) sent the marker of an earlier page again, so that its "
            + "pages would never end. It is asked again.", isRetriable: true)
      }
      start = next
    }
    throw CloudFault(
      kind: .unintelligible, code: "route53.TooManyPages",
      message:
        "Route 53 ListResourceRecordSets of zone \(zone) did not come to an end of the record sets named \(name) "
        + "within \(ListResourceRecordSets.maximumPages) pages, more than Route 53 allows of one name. It is asked again.",
      isRetriable: true)
  }
}
