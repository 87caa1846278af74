/// Describes ECS services of one cluster.
package struct DescribeServices: CloudOperation {
  package static let service = CloudService.ecs
  package static let name = "DescribeServices"
  package static let isChange = false

  /// Most services in one call.
  package static let limit = 10

  package struct Output: Sendable {
    package let services: [ContainerService]
    package let failures: [ContainerFailure]
  }

  /// Short name or ARN; nil: `default`.
  package let cluster: String?
  /// Short names or ARNs.
  package let services: [String]

  package init(cluster: String? = nil, services: [String]) {
    self.cluster = cluster
    self.services = services
  }

  package var parameters: [String: String] {
    var shown = ["services": services.joined(separator: ",")]
    shown["cluster"] = cluster
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.services.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    guard !services.isEmpty else { throw .invalidContainerParameter("Services cannot be empty.") }
    guard services.count <= Self.limit else {
      throw .invalidContainerParameter("Services cannot have more than \(Self.limit) elements.")
    }
    guard let cluster = region.containers.cluster(cluster), region.visibility.shows(cluster.arn) else {
      throw .clusterNotFound
    }
    var found: [ContainerService] = []
    var failures: [ContainerFailure] = []
    for name in services {
      if let service = cluster.service(name), region.visibility.shows(service.arn) {
        found.append(service)
      } else {
        let short = Containers.shortName(name)
        failures.append(.missing(region.containers.arn(ofService: short, in: cluster.name)))
      }
    }
    return Output(services: found, failures: failures)
  }
}
