package import DarumaCore

/// Asks for one page of snapshots of a cluster.
package struct DescribeDBClusterSnapshots: QueryOperation, PagedOperation {
  package static let service = AWSService.rds
  package static let name = "DescribeDBClusterSnapshots"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<DBClusterSnapshot>

  /// Snapshots in one answer: the most that RDS gives.
  package static let pageSize = 100

  package var cluster: String
  /// `automated`, `manual`, `awsbackup`; nil: automated and manual ones.
  package var type: String?
  package var position: String?

  package init(cluster: String, type: String? = nil) {
    self.cluster = cluster
    self.type = type
  }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBClusterIdentifier", cluster)
    form.add("SnapshotType", type)
    form.add("MaxRecords", Self.pageSize)
    form.add("Marker", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(
      result, list: "DBClusterSnapshots", of: "DBClusterSnapshot", position: "Marker", DBClusterSnapshot.init)
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for snapshot in answer.items {
      try AnswerSubject.check("cluster", snapshot.cluster, isLike: cluster)
      try AnswerSubject.check("snapshot", ARN(whole: snapshot.arn), liesIn: region)
    }
  }
}
