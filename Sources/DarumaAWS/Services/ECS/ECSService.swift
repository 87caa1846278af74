internal import DarumaCore

/// A service of ECS, as far as Daruma looks at it. The property names are those of the wire.
package struct ECSService: Sendable, Equatable, Decodable {
  package struct Deployment: Sendable, Equatable, Decodable {
    /// `PRIMARY`: the wanted state; `ACTIVE`: an older one that still has tasks.
    package var status: String?
    /// `COMPLETED`, `IN_PROGRESS`, `FAILED`; missing where the service does not use the rolling controller.
    package var rolloutState: String?
    package var rolloutStateReason: String?

    package init(status: String?, rolloutState: String? = nil, rolloutStateReason: String? = nil) {
      self.status = status
      self.rolloutState = rolloutState
      self.rolloutStateReason = rolloutStateReason
    }
  }

  /// Something ECS says about the service, for people.
  package struct Event: Sendable, Equatable, Decodable {
    package var message: String?

    package init(message: String?) { self.message = message }
  }

  package var serviceName: String
  package var serviceArn: String?
  package var clusterArn: String?
  /// `ACTIVE`, `DRAINING` or `INACTIVE`.
  package var status: String?
  package var desiredCount: Int
  package var runningCount: Int
  package var pendingCount: Int?
  package var deployments: [Deployment]?
  /// Newest first.
  package var events: [Event]?

  package init(
    serviceName: String, serviceArn: String? = nil, clusterArn: String? = nil, status: String? = "ACTIVE",
    desiredCount: Int,
    runningCount: Int, pendingCount: Int? = nil, deployments: [Deployment]? = nil, events: [Event]? = nil
  ) {
    self.serviceName = serviceName
    self.serviceArn = serviceArn
    self.clusterArn = clusterArn
    self.status = status
    self.desiredCount = desiredCount
    self.runningCount = runningCount
    self.pendingCount = pendingCount
    self.deployments = deployments
    self.events = events
  }

  package var primaryDeployment: Deployment? { deployments?.first { $0.status == "PRIMARY" } }
}

extension ECSService {
  /// - Parameter asked: a name or an ARN.
  func isNamed(_ asked: String) -> Bool { ECSName.isSame(serviceName, asked) }

  func check(in region: Region, cluster: String) throws(WireFormatError) {
    try AnswerSubject.check("service", ARN(whole: serviceArn), liesIn: region)
    guard let clusterArn, !ECSName.isSame(clusterArn, cluster) else { return }
    throw AnswerSubject.other("cluster", clusterArn, cluster)
  }
}

/// Services and clusters are named by their names or by ARNs that end with these.
enum ECSName {
  static func isSame(_ one: String, _ other: String) -> Bool { bare(one) == bare(other) }

  private static func bare(_ name: String) -> Substring { name.split(separator: "/").last ?? "" }
}
