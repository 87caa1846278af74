/// What the ECS operations read. Members that AWS has but that aren't here are refused; see ``JSONInput``.
struct CreateClusterInput: JSONInput {
  static let members: Set<String> = ["clusterName", "tags"]
  let clusterName: String?
  let tags: [TagDocument]?
}

struct DescribeClustersInput: JSONInput {
  static let members: Set<String> = ["clusters"]
  let clusters: [String]?
}

struct UpdateServiceInput: JSONInput {
  static let members: Set<String> = [
    "cluster", "service", "desiredCount", "taskDefinition", "forceNewDeployment",
  ]
  let cluster: String?
  let service: String?
  let desiredCount: Int?
  let taskDefinition: String?
  let forceNewDeployment: Bool?
}

struct DescribeServicesInput: JSONInput {
  static let members: Set<String> = ["cluster", "services"]
  let cluster: String?
  let services: [String]?
}

struct CreateServiceInput: JSONInput {
  static let members: Set<String> = [
    "cluster", "serviceName", "taskDefinition", "desiredCount", "launchType", "networkConfiguration",
    "loadBalancers", "tags", "clientToken",
  ]
  let cluster: String?
  let serviceName: String?
  let taskDefinition: String?
  let desiredCount: Int?
  let launchType: String?
  let networkConfiguration: NetworkDocument?
  let loadBalancers: [TargetDocument]?
  let tags: [TagDocument]?
  let clientToken: String?

  func network() throws(CloudError) -> ContainerService.Network? {
    guard let configuration = networkConfiguration?.awsvpcConfiguration else { return nil }
    return ContainerService.Network(
      subnets: try required(configuration.subnets, "subnets"),
      securityGroups: configuration.securityGroups ?? [],
      assignsPublicIP: configuration.assignPublicIp == "ENABLED")
  }

  func targets() throws(CloudError) -> [ContainerService.Target] {
    var targets: [ContainerService.Target] = []
    for document in loadBalancers ?? [] {
      targets.append(
        ContainerService.Target(
          targetGroupARN: try required(document.targetGroupArn, "targetGroupArn"),
          containerName: try required(document.containerName, "containerName"),
          containerPort: try required(document.containerPort, "containerPort")))
    }
    return targets
  }
}

/// Structures that are both read and written.
struct TagDocument: Codable, Sendable {
  let key: String
  let value: String?
}

struct NetworkDocument: Codable, Sendable {
  struct VPC: Codable, Sendable {
    let subnets: [String]?
    let securityGroups: [String]?
    let assignPublicIp: String?
  }

  let awsvpcConfiguration: VPC?
}

struct TargetDocument: Codable, Sendable {
  let targetGroupArn: String?
  let containerName: String?
  let containerPort: Int?
}

extension Optional where Wrapped == [TagDocument] {
  var asTags: [ResourceTag] {
    (self ?? []).map { ResourceTag($0.key, $0.value ?? "") }
  }
}
