/// Asks for one page of this account's own EBS snapshots. A filter that nothing matches gives none; a list of
/// ids would be refused for one that is gone.
package struct DescribeVolumeSnapshots: EC2Operation, PagedOperation {
  package static let service = AWSService.ec2
  package static let name = "DescribeSnapshots"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<VolumeSnapshot>

  package struct Filter: Sendable, Equatable {
    package var name: String
    /// Any of these, up to ``maximumValues``; `*` stands for any text.
    package var values: [String]

    package static let maximumValues = 200

    package init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// Snapshots in one answer: the most that EC2 gives.
  package static let pageSize = 1000

  package var filter: Filter
  package var position: String?

  package init(_ filter: Filter) { self.filter = filter }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("Owner.1", "self")
    form.add("Filter.1.Name", filter.name)
    for (index, value) in filter.values.enumerated() { form.add("Filter.1.Value.\(index + 1)", value) }
    form.add("MaxResults", Self.pageSize)
    form.add("NextToken", position)
    return form
  }

  package static func answer(in response: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(response, list: "snapshotSet", of: "item", position: "nextToken", VolumeSnapshot.init)
  }
}
