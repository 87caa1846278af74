package import DarumaCore

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

  /// Each that was asked for stands in one of the two lists, and nothing else does.
  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    for service in answer.services ?? [] {
      guard services.contains(where: { service.isNamed($0) }) else {
        throw AnswerSubject.other("service", service.serviceName, services.joined(separator: ", "))
      }
      try service.check(in: region, cluster: cluster)
    }
    for failure in answer.failures ?? [] {
      guard failure.arn.map({ arn in services.contains { ECSName.isSame(arn, $0) } }) ?? true else {
        throw AnswerSubject.other("service", failure.arn ?? "?", services.joined(separator: ", "))
      }
    }
    for name in services
    where answer.services?.contains(where: { $0.isNamed(name) }) != true && answer.failures?.isEmpty != false {
      throw WireFormatError("it says nothing of the service \(name)")
    }
  }
}
