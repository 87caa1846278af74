/// Describes ECS clusters.
package struct DescribeClusters: CloudOperation {
  package static let service = CloudService.ecs
  package static let name = "DescribeClusters"
  package static let isChange = false

  /// Most clusters in one call.
  package static let limit = 100

  package struct Output: Sendable {
    package let clusters: [ContainerCluster]
    package let failures: [ContainerFailure]
  }

  /// Short names or ARNs; empty: the cluster called `default`.
  package let clusters: [String]

  package init(clusters: [String] = []) {
    self.clusters = clusters
  }

  package var parameters: [String: String] { ["clusters": clusters.joined(separator: ",")] }

  package func subjects(of output: Output) -> [String] { output.clusters.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    guard clusters.count <= Self.limit else {
      throw .invalidContainerParameter("Clusters cannot have more than \(Self.limit) elements.")
    }
    var found: [ContainerCluster] = []
    var failures: [ContainerFailure] = []
    for name in clusters.isEmpty ? [ContainerCluster.defaultName] : clusters {
      if let cluster = region.containers.cluster(name), region.visibility.shows(cluster.arn) {
        found.append(cluster)
      } else {
        failures.append(.missing(region.containers.arn(ofCluster: Containers.shortName(name))))
      }
    }
    return Output(clusters: found, failures: failures)
  }
}
