/// Makes an ECS cluster; asking again for one that exists gives that one.
package struct CreateCluster: CloudOperation {
  package static let service = CloudService.ecs
  package static let name = "CreateCluster"
  package static let isChange = true

  /// nil: `default`.
  package let cluster: String?
  package let tags: [ResourceTag]

  package init(cluster: String? = nil, tags: [ResourceTag] = []) {
    self.cluster = cluster
    self.tags = tags
  }

  package var parameters: [String: String] { cluster.map { ["clusterName": $0] } ?? [:] }

  package func subjects(of output: ContainerCluster) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> ContainerCluster {
    let containers = estate[region: context.region].containers
    let name = cluster ?? ContainerCluster.defaultName
    try ContainerName.check(name, what: "Cluster name")
    if let existing = containers.cluster(name) { return existing }
    let cluster = ContainerCluster(name: name, arn: containers.arn(ofCluster: name), tags: tags)
    estate[region: context.region].containers.put(cluster)
    return cluster
  }
}
