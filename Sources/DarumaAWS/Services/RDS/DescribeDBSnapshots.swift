package import DarumaCore

/// Asks for one page of snapshots; ``AWSClient/snapshots(_:in:)`` asks for all.
package struct DescribeDBSnapshots: QueryOperation, PagedOperation {
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
  /// `automated`, `manual`, `awsbackup`; nil: automated and manual ones.
  package var type: String?
  package var position: String?

  package init(
    instance: String? = nil, snapshot: String? = nil, type: String? = nil, position: String? = nil
  ) {
    self.instance = instance
    self.snapshot = snapshot
    self.type = type
    self.position = position
  }

  package typealias Page = XMLPage<DBSnapshot>

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBInstanceIdentifier", instance)
    form.add("DBSnapshotIdentifier", snapshot)
    form.add("SnapshotType", type)
    form.add("MaxRecords", Self.pageSize)
    form.add("Marker", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Page {
    try Page(result, list: "DBSnapshots", of: "DBSnapshot", position: "Marker", DBSnapshot.init)
  }

  package func check(_ answer: Page, in region: Region) throws(WireFormatError) {
    for snapshot in answer.items {
      if let instance { try AnswerSubject.check("instance", snapshot.instance, isLike: instance) }
      if let wanted = self.snapshot, !wanted.hasPrefix("arn:") {
        try AnswerSubject.check("snapshot", snapshot.identifier, isLike: wanted)
      }
      try AnswerSubject.check("snapshot", ARN(whole: snapshot.arn), liesIn: region)
    }
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
      snapshots += page.items
      guard let next = page.next else { return snapshots }
      question.position = next
    }
    throw CloudFault(
      kind: .unintelligible, code: "rds.TooManyPages",
      message:
        "RDS DescribeDBSnapshots in \(region) did not end after \(DescribeDBSnapshots.maximumPages) pages "
        + "of \(DescribeDBSnapshots.pageSize). Ask for the snapshots of one instance.",
      isRetriable: false)
  }
}
