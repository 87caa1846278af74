/// A target of a target group, and how it is.
///
/// | state | when |
/// |---|---|
/// | unused | no listener forwards to the target group |
/// | initial | its task has started, and the health checks are not through |
/// | healthy | its task has run for ``Timings/targetHealth`` |
/// | unhealthy | the same, of a task that does not answer its health check |
package struct TargetHealth: Sendable, Equatable {
  package enum State: String, Sendable {
    case initial, healthy, unhealthy, unused

    /// As ELB names the reason; none for what is well.
    package var reason: String? {
      switch self {
      case .initial: "Elb.InitialHealthChecking"
      case .healthy: nil
      case .unhealthy: "Target.FailedHealthChecks"
      case .unused: "Target.NotInUse"
      }
    }
  }

  /// Its address.
  package let id: String
  package let port: Int
  package let state: State
}

extension RegionalEstate {
  /// The targets of a group: those that stand by themselves, then the running tasks of each ECS service that names it,
  /// the oldest first.
  package func targets(of group: TargetGroup, at now: Int64, _ timings: Timings) -> [TargetHealth] {
    let isUsed = !balancing.loadBalancers(using: group.arn).isEmpty
    func target(_ id: String, _ port: Int, _ state: TargetHealth.State) -> TargetHealth {
      TargetHealth(id: id, port: port, state: isUsed ? state : .unused)
    }
    var targets = group.standing.map { target($0, group.port, .healthy) }
    for service in services(registeringIn: group.arn) {
      guard let port = service.loadBalancers.first(where: { $0.targetGroupARN == group.arn })?.containerPort else {
        continue
      }
      for task in service.runningTasks {
        let state: TargetHealth.State =
          now < task.startedAt + timings.targetHealth ? .initial : task.answersHealthChecks ? .healthy : .unhealthy
        targets.append(target(Self.address(targets.count), port, state))
      }
    }
    return targets
  }

  private func services(registeringIn group: String) -> [ContainerService] {
    containers.clusters.values.flatMap(\.services.values)
      .filter { $0.loadBalancers.contains { $0.targetGroupARN == group } }.sorted { $0.arn < $1.arn }
  }

  /// Of a private network with room for every task of a region.
  private static func address(_ number: Int) -> String {
    "10.64.\(number / 250 % 250).\(number % 250 + 4)"
  }
}

/// The targets of a target group, as the balancer's health checks have them.
package struct DescribeTargetHealth: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "DescribeTargetHealth"
  package static let isChange = false

  /// ARN.
  package let targetGroup: String

  package init(targetGroup: String) {
    self.targetGroup = targetGroup
  }

  package var parameters: [String: String] { ["TargetGroupArn": targetGroup] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> [TargetHealth] {
    let region = estate[region: context.region]
    guard let group = region.balancing.targetGroups[targetGroup], region.visibility.shows(group.arn) else {
      throw .targetGroupNotFound(targetGroup)
    }
    return region.targets(of: group, at: context.now, estate.timings)
  }
}
