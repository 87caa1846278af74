package import DarumaCore

/// Asks for one page of cache snapshots: of a cluster, of a replication group, or all.
///
/// Refused with `elasticache.CacheClusterNotFound` or `elasticache.ReplicationGroupNotFound` where there is
/// none of that name.
package struct DescribeCacheSnapshots: QueryOperation, PagedOperation {
  package static let service = AWSService.elastiCache
  package static let name = "DescribeSnapshots"
  package static let repetition = Repetition.reads

  package typealias Answer = XMLPage<CacheSnapshot>

  package enum Subject: Sendable, Equatable {
    case cluster(String)
    case replicationGroup(String)
    case any
  }

  /// Snapshots in one answer: the most that ElastiCache gives.
  package static let pageSize = 50

  package var subject: Subject
  package var position: String?

  package init(_ subject: Subject) { self.subject = subject }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    switch subject {
    case .cluster(let name): form.add("CacheClusterId", name)
    case .replicationGroup(let name): form.add("ReplicationGroupId", name)
    case .any: break
    }
    form.add("MaxRecords", Self.pageSize)
    form.add("Marker", position)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> Answer {
    try Answer(result, list: "Snapshots", of: "Snapshot", position: "Marker", CacheSnapshot.init)
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for snapshot in answer.items {
      switch subject {
      case .cluster(let name): try AnswerSubject.check("cluster", snapshot.cluster, isLike: name)
      case .replicationGroup(let name):
        try AnswerSubject.check("replication group", snapshot.replicationGroup, isLike: name)
      case .any: break
      }
      try AnswerSubject.check("snapshot", ARN(whole: snapshot.arn), liesIn: region)
    }
  }
}
