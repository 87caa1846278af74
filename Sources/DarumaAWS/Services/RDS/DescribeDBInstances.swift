package import DarumaCore

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
    for element in try result.requiredList("DBInstances", of: "DBInstance") {
      instances.append(try DBInstance(element))
    }
    return instances
  }

  package func check(_ answer: [DBInstance], in region: Region) throws(WireFormatError) {
    for instance in answer { try instance.check(named: identifier, in: region) }
    // One that does not exist is refused.
    guard answer.count == 1 else { throw WireFormatError("it lists \(answer.count) instances of one name") }
  }
}
