/// ECS on the wire: JSON 1.1, version 2014-11-13.
enum ECSFace {
  static let service = JSONService(
    wire: JSONProtocol(targetPrefix: "AmazonEC2ContainerServiceV20141113"),
    actions: [
      CreateCluster.name: createCluster,
      DescribeClusters.name: describeClusters,
      CreateService.name: createService,
      UpdateService.name: updateService,
      DescribeServices.name: describeServices,
    ])

  private static let createCluster: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try CreateClusterInput.read(body)
    return exchange.perform(CreateCluster(cluster: input.clusterName, tags: input.tags.asTags)) {
      ["cluster": ClusterDocument($0)]
    }
  }

  private static let describeClusters: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try DescribeClustersInput.read(body)
    return exchange.perform(DescribeClusters(clusters: input.clusters ?? [])) { DescribeClustersDocument($0) }
  }

  private static let createService: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try CreateServiceInput.read(body)
    let operation = CreateService(
      cluster: input.cluster, serviceName: try required(input.serviceName, "serviceName"),
      taskDefinition: input.taskDefinition, desiredCount: input.desiredCount,
      launchType: input.launchType ?? "FARGATE", network: try input.network(),
      loadBalancers: try input.targets(), tags: input.tags.asTags, clientToken: input.clientToken)
    return exchange.perform(operation) { ["service": ServiceDocument($0)] }
  }

  private static let updateService: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try UpdateServiceInput.read(body)
    let operation = UpdateService(
      cluster: input.cluster, serviceName: try required(input.service, "service"),
      desiredCount: input.desiredCount, taskDefinition: input.taskDefinition,
      forcesNewDeployment: input.forceNewDeployment ?? false)
    return exchange.perform(operation) { ["service": ServiceDocument($0)] }
  }

  private static let describeServices: JSONService.Action = { body, exchange throws(CloudError) in
    let input = try DescribeServicesInput.read(body)
    let operation = DescribeServices(
      cluster: input.cluster, services: try required(input.services, "services"))
    return exchange.perform(operation) { DescribeServicesDocument($0) }
  }
}
