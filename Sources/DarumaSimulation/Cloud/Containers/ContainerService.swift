/// An ECS service with its deployments. The one in force comes first; the others are on their way out. All
/// life is in ``Deployment``; this type only lets an older one go once the newest is steady.
package struct ContainerService: Sendable {
  package let name: String
  package let arn: String
  package let clusterARN: String
  package let launchType: String
  package let network: Network?
  package let loadBalancers: [Target]
  package let tags: [ResourceTag]
  /// The caller's token at creation, for the rule that the same token gives the same service.
  package let clientToken: String?
  /// Milliseconds since the epoch.
  package let createdAt: Int64

  /// In force first, then those being replaced, newest first. Never empty.
  package private(set) var deployments: [Deployment]

  /// The awsvpc network of its tasks.
  package struct Network: Sendable, Equatable {
    package let subnets: [String]
    package let securityGroups: [String]
    package let assignsPublicIP: Bool

    package init(subnets: [String], securityGroups: [String] = [], assignsPublicIP: Bool = false) {
      self.subnets = subnets
      self.securityGroups = securityGroups
      self.assignsPublicIP = assignsPublicIP
    }
  }

  /// A load balancer's target group that its tasks are registered in.
  package struct Target: Sendable, Equatable {
    package let targetGroupARN: String
    package let containerName: String
    package let containerPort: Int

    package init(targetGroupARN: String, containerName: String, containerPort: Int) {
      self.targetGroupARN = targetGroupARN
      self.containerName = containerName
      self.containerPort = containerPort
    }
  }

  init(
    name: String, arn: String, clusterARN: String, deployment: Deployment, launchType: String = "FARGATE",
    network: Network? = nil, loadBalancers: [Target] = [], tags: [ResourceTag] = [],
    clientToken: String? = nil
  ) {
    self.name = name
    self.arn = arn
    self.clusterARN = clusterARN
    self.launchType = launchType
    self.network = network
    self.loadBalancers = loadBalancers
    self.tags = tags
    self.clientToken = clientToken
    createdAt = deployment.createdAt
    deployments = [deployment]
  }

  /// The deployment in force.
  package var primary: Deployment { deployments[0] }
  package var taskDefinition: String { primary.taskDefinition }
  package var desiredCount: Int { primary.desiredCount }
  package var runningCount: Int { deployments.reduce(0) { $0 + $1.runningCount } }
  package var pendingCount: Int { deployments.reduce(0) { $0 + $1.pendingCount } }

  /// Those of the deployment in force first.
  package var runningTasks: [RunningTask] { deployments.flatMap(\.runningTasks) }

  /// Whether tasks that were ordered don't come, so that ordering them again is worth a try.
  var isStalled: Bool { primary.isStalled }

  mutating func advance(to now: Int64, _ timings: Timings) {
    deployments[0].advance(to: now)
    for index in deployments.indices.dropFirst() {
      if deployments[0].isSteady { deployments[index].drain(from: deployments[0].updatedAt, timings) }
      deployments[index].advance(to: now)
    }
    deployments.removeAll(where: \.isDrained)
  }

  /// The desired count alone changes: the deployment in force goes on.
  mutating func scale(to count: Int, _ timings: Timings, ending: BadEnding?) {
    deployments[0].scale(to: count, timings, ending: ending)
  }

  /// A new deployment replaces the one in force.
  mutating func replace(with deployment: Deployment) {
    deployments[0].supersede()
    deployments.insert(deployment, at: 0)
  }
}
