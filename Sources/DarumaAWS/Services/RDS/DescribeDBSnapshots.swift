package import DarumaCore

/// Asks for one page of snapshots; ``AWSClient/snapshots(_:in:)`` asks for all.
package struct DescribeDBSnapshots: QueryOperation {
  package static let service = AWSService.rds
  package static let name = "DescribeDBSnapshots"
  package static let repetition = Repetition.reads

  package typealias Answer = Page

  /// Snapshots in one answer: the most that RDS gives.
  package static let pageSize = 100
  /// Answers that are read for one question.
  package static let maximumPages = 200

  /// Only those of this instance.
  package var instance: String?
  /// Only this one: an identifier, or an ARN for one that another account shares.
  package var snapshot: String?
  /// Where the page before ended.
  package var marker: String?

  package init(instance: String? = nil, snapshot: String? = nil, marker: String? = nil) {
    self.instance = instance
    self.snapshot = snapshot
    self.marker = marker
  }

  package struct Page: Sendable, Equatable {
    package var snapshots: [DBSnapshot]
    /// Nil on the last page.
    package var marker: String?
  }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBInstanceIdentifier", instance)
    form.add("DBSnapshotIdentifier", snapshot)
    form.add("MaxRecords", Self.pageSize)
    form.add("Marker", marker)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Page {
    var snapshots: [DBSnapshot] = []
    for element in result.list("DBSnapshots", of: "DBSnapshot") { snapshots.append(try DBSnapshot(element)) }
    return Page(snapshots: snapshots, marker: result.text("Marker"))
  }
}

extension AWSClient {
  /// All pages of the answer to `question`.
  ///
  /// - Throws: ``CloudFault``; also where there are more than ``DescribeDBSnapshots/maximumPages`` pages.
  package func snapshots(
    _ question: DescribeDBSnapshots, in region: Region
  ) async throws(CloudFault) -> [DBSnapshot] {
    var question = question
    var snapshots: [DBSnapshot] = []
    for _ in 0..<DescribeDBSnapshots.maximumPages {
      let page = try await send(question, in: region)
      snapshots += page.snapshots
      guard let marker = page.marker else { return snapshots }
      question.marker = marker
    }
    throw CloudFault(
      kind: .unintelligible, code: "rds.TooManyPages",
      message:
        "RDS DescribeDBSnapshots in \(region) did not end after \(DescribeDBSnapshots.maximumPages) pages "
        + "of \(DescribeDBSnapshots.pageSize). Ask for the snapshots of one instance.",
      isRetriable: false)
  }
}
