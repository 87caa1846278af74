/// Makes an ECS service. The same client token with the same arguments gives the service made before.
package struct CreateService: CloudOperation {
  package static let service = CloudService.ecs
  package static let name = "CreateService"
  package static let isChange = true

  /// Short name or ARN; nil: `default`.
  package let cluster: String?
  package let serviceName: String
  /// Family, `family:revision` or ARN.
  package let taskDefinition: String?
  package let desiredCount: Int?
  package let launchType: String
  package let network: ContainerService.Network?
  package let loadBalancers: [ContainerService.Target]
  package let tags: [ResourceTag]
  package let clientToken: String?

  package init(
    cluster: String? = nil, serviceName: String, taskDefinition: String?, desiredCount: Int?,
    launchType: String = "FARGATE", network: ContainerService.Network? = nil,
    loadBalancers: [ContainerService.Target] = [], tags: [ResourceTag] = [], clientToken: String? = nil
  ) {
    self.cluster = cluster
    self.serviceName = serviceName
    self.taskDefinition = taskDefinition
    self.desiredCount = desiredCount
    self.launchType = launchType
    self.network = network
    self.loadBalancers = loadBalancers
    self.tags = tags
    self.clientToken = clientToken
  }

  package var parameters: [String: String] {
    var shown = ["serviceName": serviceName]
    shown["cluster"] = cluster
    shown["taskDefinition"] = taskDefinition
    shown["desiredCount"] = desiredCount.map(String.init)
    shown["clientToken"] = clientToken
    return shown
  }

  package func subjects(of output: ContainerService) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> ContainerService {
    let containers = estate[region: context.region].containers
    try ContainerName.check(serviceName, what: "Service name")
    guard let cluster = containers.cluster(cluster) else { throw .clusterNotFound }
    guard let taskDefinition, !taskDefinition.isEmpty else {
      throw .invalidContainerParameter("TaskDefinition can not be blank.")
    }
    guard let definition = containers.taskDefinition(taskDefinition) else {
      throw CloudError("ClientException", "TaskDefinition not found.")
    }
    guard let desiredCount, desiredCount >= 0 else {
      throw .invalidContainerParameter("desiredCount must be given and not be negative.")
    }
    if let existing = cluster.services[serviceName] {
      guard repeats(existing, definition, desiredCount) else {
        throw .invalidContainerParameter("Creation of service was not idempotent.")
      }
      return existing
    }
    let service = ContainerService(
      name: serviceName, arn: containers.arn(ofService: serviceName, in: cluster.name),
      clusterARN: cluster.arn,
      deployment: Deployment(
        id: estate.newDeploymentID(), taskDefinition: definition, count: desiredCount, now: context.now,
        estate.timings, ending: context.ending),
      launchType: launchType, network: network, loadBalancers: loadBalancers, tags: tags,
      clientToken: clientToken)
    estate[region: context.region].containers.put(service, inCluster: cluster.name)
    return service
  }

  private func repeats(_ existing: ContainerService, _ definition: String, _ count: Int) -> Bool {
    clientToken != nil && clientToken == existing.clientToken && definition == existing.taskDefinition
      && count == existing.desiredCount && launchType == existing.launchType
      && network == existing.network && loadBalancers == existing.loadBalancers
  }
}

extension Estate {
  /// `ecs-svc/` and 19 digits.
  mutating func newDeploymentID() -> String { "ecs-svc/" + random.digits(19) }
}
