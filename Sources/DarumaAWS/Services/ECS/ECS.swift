extension AWSService {
  /// Amazon Elastic Container Service.
  package static let ecs = AWSService(
    name: "ECS", endpointPrefix: "ecs", environmentName: "ECS", version: "2014-11-13",
    wireProtocol: .json(version: "1.1", targetPrefix: "AmazonEC2ContainerServiceV20141113"))
}
