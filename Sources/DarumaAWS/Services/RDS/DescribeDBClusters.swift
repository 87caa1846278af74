package import DarumaCore

/// Asks for one database cluster.
///
/// Refused with `rds.DBClusterNotFound` where there is none of that name.
package struct DescribeDBClusters: QueryOperation {
  package static let service = AWSService.rds
  package static let name = "DescribeDBClusters"
  package static let repetition = Repetition.reads

  package typealias Answer = [DBCluster]

  package var identifier: String

  package init(identifier: String) { self.identifier = identifier }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBClusterIdentifier", identifier)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> [DBCluster] {
    var clusters: [DBCluster] = []
    for element in try result.requiredList("DBClusters", of: "DBCluster") { clusters.append(try DBCluster(element)) }
    return clusters
  }

  package func check(_ answer: [DBCluster], in region: Region) throws(WireFormatError) {
    for cluster in answer {
      try AnswerSubject.check("cluster", cluster.identifier, isLike: identifier)
      try AnswerSubject.check("cluster", ARN(whole: cluster.arn), liesIn: region)
    }
    // One that does not exist is refused.
    guard answer.count == 1 else { throw WireFormatError("it lists \(answer.count) clusters of one name") }
  }
}
