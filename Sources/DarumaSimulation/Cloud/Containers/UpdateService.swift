/// Changes an ECS service's desired count or task definition, or rolls it out anew. Absolute: repeating is
/// harmless, except for a forced deployment.
package struct UpdateService: CloudOperation {
  package static let service = CloudService.ecs
  package static let name = "UpdateService"
  package static let isChange = true

  /// Short name or ARN; nil: `default`.
  package let cluster: String?
  /// Short name or ARN.
  package let serviceName: String
  /// nil: as it is.
  package let desiredCount: Int?
  /// nil: as it is.
  package let taskDefinition: String?
  package let forcesNewDeployment: Bool

  package init(
    cluster: String? = nil, serviceName: String, desiredCount: Int? = nil, taskDefinition: String? = nil,
    forcesNewDeployment: Bool = false
  ) {
    self.cluster = cluster
    self.serviceName = serviceName
    self.desiredCount = desiredCount
    self.taskDefinition = taskDefinition
    self.forcesNewDeployment = forcesNewDeployment
  }

  package var parameters: [String: String] {
    var shown = ["service": serviceName]
    shown["cluster"] = cluster
    shown["desiredCount"] = desiredCount.map(String.init)
    shown["taskDefinition"] = taskDefinition
    if forcesNewDeployment { shown["forceNewDeployment"] = "true" }
    return shown
  }

  package func subjects(of output: ContainerService) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> ContainerService {
    let containers = estate[region: context.region].containers
    guard let cluster = containers.cluster(cluster) else { throw .clusterNotFound }
    guard var service = cluster.service(serviceName) else { throw .serviceNotFound }
    if let desiredCount, desiredCount < 0 {
      throw .invalidContainerParameter("desiredCount must not be negative.")
    }
    let definition = try resolve(service, in: containers)
    if forcesNewDeployment || definition != service.taskDefinition {
      service.replace(
        with: Deployment(
          id: estate.newDeploymentID(), taskDefinition: definition,
          count: desiredCount ?? service.desiredCount, now: context.now, estate.timings,
          ending: context.ending))
    } else if let desiredCount, desiredCount != service.desiredCount || service.isStalled {
      service.scale(to: desiredCount, estate.timings, ending: context.ending)
    }
    estate[region: context.region].containers.put(service, inCluster: cluster.name)
    return service
  }

  private func resolve(
    _ service: ContainerService, in containers: Containers
  ) throws(CloudError) -> String {
    guard let taskDefinition else { return service.taskDefinition }
    guard let arn = containers.taskDefinition(taskDefinition) else {
      throw CloudError("ClientException", "TaskDefinition not found.")
    }
    return arn
  }
}
