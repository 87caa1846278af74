package import DarumaCore

/// Sets how many tasks a service runs.
///
/// Refused with `ecs.ServiceNotFoundException`, `ecs.ServiceNotActiveException` or
/// `ecs.ClusterNotFoundException`.
package struct UpdateService: JSONOperation {
  package static let service = AWSService.ecs
  package static let name = "UpdateService"
  package static let repetition = Repetition.setsAbsolute

  package var cluster: String
  package var service: String
  package var desiredCount: Int

  package init(cluster: String, service: String, desiredCount: Int) {
    self.cluster = cluster
    self.service = service
    self.desiredCount = desiredCount
  }

  package struct Answer: Sendable, Equatable, Decodable {
    package var service: ECSService?
  }

  package func check(_ answer: Answer, in region: Region) throws(WireFormatError) {
    guard let changed = answer.service else { return }
    guard changed.isNamed(service) else { throw AnswerSubject.other("service", changed.serviceName, service) }
    try changed.check(in: region, cluster: cluster)
  }
}
