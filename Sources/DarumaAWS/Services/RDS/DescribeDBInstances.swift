/// Asks for one database instance.
///
/// Refused with `rds.DBInstanceNotFound` where there is none of that name.
package struct DescribeDBInstances: QueryOperation {
  package static let service = AWSService.rds
  package static let name = "DescribeDBInstances"
  package static let repetition = Repetition.reads

  package typealias Answer = [DBInstance]

  package var identifier: String

  package init(identifier: String) { self.identifier = identifier }

  package var parameters: QueryParameters {
    var form = QueryParameters()
    form.add("DBInstanceIdentifier", identifier)
    return form
  }

  package static func answer(in result: XMLTree) throws(WireFormatError) -> [DBInstance] {
    var instances: [DBInstance] = []
    for element in result.list("DBInstances", of: "DBInstance") { instances.append(try DBInstance(element)) }
    return instances
  }
}
