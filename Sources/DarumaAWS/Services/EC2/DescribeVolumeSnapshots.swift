package import DarumaCore

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

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for snapshot in answer.items {
      guard let said = filter.text(of: snapshot), !filter.matches(said) else { continue }
      throw AnswerSubject.other(filter.name, said, filter.values.joined(separator: ", "))
    }
  }
}

extension DescribeVolumeSnapshots.Filter {
  /// What it looks at; nil where that is not read.
  fileprivate func text(of snapshot: VolumeSnapshot) -> String? {
    switch name {
    case "volume-id": snapshot.volume ?? ""
    case "snapshot-id": snapshot.id
    case "description": snapshot.description ?? ""
    default: nil
    }
  }

  /// Whether `text` has the plain parts of any of the values, in order.
  fileprivate func matches(_ text: String) -> Bool {
    values.contains { value in
      var rest = text[...]
      return value.split { $0 == "*" || $0 == "?" }.allSatisfy { part in
        guard let place = rest.firstRange(of: part) else { return false }
        rest = rest[place.upperBound...]
        return true
      }
    }
  }
}
