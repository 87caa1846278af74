/// Asks for services of one cluster. A service that does not exist is no error: it stands among the failures.
package struct DescribeServices: JSONOperation {
  package static let service = AWSService.ecs
  package static let name = "DescribeServices"
  package static let repetition = Repetition.reads

  /// Name or ARN.
  package var cluster: String
  /// Names or ARNs, ten at the most.
  package var services: [String]

  package init(cluster: String, services: [String]) {
    self.cluster = cluster
    self.services = services
  }

  package struct Answer: Sendable, Equatable, Decodable {
    package struct Failure: Sendable, Equatable, Decodable {
      package var arn: String?
      /// `MISSING` where there is no such service.
      package var reason: String?
      package var detail: String?
    }

    package var services: [ECSService]?
    package var failures: [Failure]?
  }
}
