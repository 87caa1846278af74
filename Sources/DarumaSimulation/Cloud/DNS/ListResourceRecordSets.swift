/// Lists the record sets of a zone from a name on, including changes that are still `PENDING`.
package struct ListResourceRecordSets: CloudOperation {
  package static let service = CloudService.route53
  package static let name = "ListResourceRecordSets"
  package static let isChange = false

  /// Most sets in one answer.
  package static let limit = 300

  package struct Output: Sendable {
    package let sets: [RecordSet]
    /// Where the next page begins; nil: this is the last.
    package let next: RecordSet.Key?
    package let maxItems: Int
  }

  /// With or without `/hostedzone/`.
  package let zone: String
  package let startName: String?
  /// Not without a name.
  package let startType: String?
  /// Not without a name and a type.
  package let startIdentifier: String?
  package let maxItems: Int?

  package init(
    zone: String, startName: String? = nil, startType: String? = nil, startIdentifier: String? = nil,
    maxItems: Int? = nil
  ) {
    self.zone = zone
    self.startName = startName
    self.startType = startType
    self.startIdentifier = startIdentifier
    self.maxItems = maxItems
  }

  package var parameters: [String: String] {
    var shown = ["HostedZoneId": zone]
    shown["StartRecordName"] = startName
    shown["StartRecordType"] = startType
    shown["StartRecordIdentifier"] = startIdentifier
    shown["MaxItems"] = maxItems.map(String.init)
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let zone = try estate.dns.zone(zone)
    guard startType == nil || startName != nil, startIdentifier == nil || startType != nil else {
      throw CloudError("InvalidInput", "The request must name what it starts from: a type needs a name")
    }
    let wanted = maxItems ?? Self.limit
    guard wanted > 0 else { throw CloudError("InvalidInput", "MaxItems must be greater than 0") }
    let size = min(wanted, Self.limit)
    var sets = zone.records.values.sorted { $0.key < $1.key }
    if let startName {
      let start = RecordSet.Key(
        name: RecordName(startName), type: startType ?? "", setIdentifier: startIdentifier)
      sets = sets.filter { !($0.key < start) }
    }
    let next = sets.count > size ? sets[size].key : nil
    return Output(sets: Array(sets.prefix(size)), next: next, maxItems: size)
  }
}
