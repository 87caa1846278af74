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
    for element in result.list("DBClusters", of: "DBCluster") { clusters.append(try DBCluster(element)) }
    return clusters
  }
}
