/// What the ECS operations write. Member names from the `Cluster`, `Service` and `Deployment` types of the
/// ECS API reference.
struct ClusterDocument: Encodable, Sendable {
  let clusterArn: String
  let clusterName: String
  let status = "ACTIVE"
  let registeredContainerInstancesCount = 0
  let runningTasksCount: Int
  let pendingTasksCount: Int
  let activeServicesCount: Int
  let tags: [TagDocument]

  init(_ cluster: ContainerCluster) {
    clusterArn = cluster.arn
    clusterName = cluster.name
    runningTasksCount = cluster.runningTasksCount
    pendingTasksCount = cluster.pendingTasksCount
    activeServicesCount = cluster.services.count
    tags = cluster.tags.map { TagDocument(key: $0.key, value: $0.value) }
  }
}

struct FailureDocument: Encodable, Sendable {
  let arn: String
  let reason: String

  init(_ failure: ContainerFailure) {
    arn = failure.arn
    reason = failure.reason
  }
}

struct DescribeClustersDocument: Encodable, Sendable {
  let clusters: [ClusterDocument]
  let failures: [FailureDocument]

  init(_ output: DescribeClusters.Output) {
    clusters = output.clusters.map(ClusterDocument.init)
    failures = output.failures.map(FailureDocument.init)
  }
}

struct DescribeServicesDocument: Encodable, Sendable {
  let services: [ServiceDocument]
  let failures: [FailureDocument]

  init(_ output: DescribeServices.Output) {
    services = output.services.map(ServiceDocument.init)
    failures = output.failures.map(FailureDocument.init)
  }
}

struct DeploymentDocument: Encodable, Sendable {
  let id: String
  let status: String
  let taskDefinition: String
  let desiredCount: Int
  let pendingCount: Int
  let runningCount: Int
  let failedTasks: Int
  let createdAt: JSONTime
  let updatedAt: JSONTime
  let launchType: String
  let rolloutState: String
  let rolloutStateReason: String

  init(_ deployment: Deployment, launchType: String) {
    id = deployment.id
    status = deployment.status
    taskDefinition = deployment.taskDefinition
    desiredCount = deployment.desiredCount
    pendingCount = deployment.pendingCount
    runningCount = deployment.runningCount
    failedTasks = deployment.failedTasks
    createdAt = JSONTime(milliseconds: deployment.createdAt)
    updatedAt = JSONTime(milliseconds: deployment.updatedAt)
    self.launchType = launchType
    rolloutState = deployment.rolloutState
    rolloutStateReason = deployment.rolloutStateReason
  }
}

struct ServiceDocument: Encodable, Sendable {
  let serviceArn: String
  let serviceName: String
  let clusterArn: String
  let status = "ACTIVE"
  let schedulingStrategy = "REPLICA"
  let taskDefinition: String
  let launchType: String
  let desiredCount: Int
  let runningCount: Int
  let pendingCount: Int
  let deployments: [DeploymentDocument]
  let loadBalancers: [TargetDocument]
  let networkConfiguration: NetworkDocument?
  let createdAt: JSONTime
  let tags: [TagDocument]

  init(_ service: ContainerService) {
    serviceArn = service.arn
    serviceName = service.name
    clusterArn = service.clusterARN
    taskDefinition = service.taskDefinition
    launchType = service.launchType
    desiredCount = service.desiredCount
    runningCount = service.runningCount
    pendingCount = service.pendingCount
    deployments = service.deployments.map { DeploymentDocument($0, launchType: service.launchType) }
    loadBalancers = service.loadBalancers.map {
      TargetDocument(
        targetGroupArn: $0.targetGroupARN, containerName: $0.containerName, containerPort: $0.containerPort)
    }
    networkConfiguration = service.network.map {
      NetworkDocument(
        awsvpcConfiguration: NetworkDocument.VPC(
          subnets: $0.subnets, securityGroups: $0.securityGroups,
          assignPublicIp: $0.assignsPublicIP ? "ENABLED" : "DISABLED"))
    }
    createdAt = JSONTime(milliseconds: service.createdAt)
    tags = service.tags.map { TagDocument(key: $0.key, value: $0.value) }
  }
}
