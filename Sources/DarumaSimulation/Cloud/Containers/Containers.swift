/// ECS in one region.
package struct Containers: Sendable {
  package let place: Place
  package private(set) var clusters: [String: ContainerCluster] = [:]
  /// Registered task definitions as `family:revision`.
  package var taskDefinitions: Set<String> = []

  init(place: Place) {
    self.place = place
  }

  mutating func advance(to now: Int64, _ timings: Timings) {
    clusters.mutateEach { $0.advance(to: now, timings) }
  }

  /// - Parameter name: a short name or an ARN of this region; nil: the cluster called `default`.
  func cluster(_ name: String?) -> ContainerCluster? {
    let name = name ?? ContainerCluster.defaultName
    guard name.hasPrefix("arn:") else { return clusters[name] }
    return clusters[Self.shortName(name)].flatMap { $0.arn == name ? $0 : nil }
  }

  mutating func put(_ cluster: ContainerCluster) {
    clusters[cluster.name] = cluster
  }

  mutating func put(_ service: ContainerService, inCluster name: String) {
    clusters[name]?.services[service.name] = service
  }

  /// The ARN of the task definition that `name` stands for: an ARN, `family:revision`, or a family for its
  /// newest revision; nil if none is registered.
  func taskDefinition(_ name: String) -> String? {
    let short = Self.shortName(name)
    if taskDefinitions.contains(short) { return place.arn(.ecs, "task-definition/\(short)") }
    let revisions = taskDefinitions.compactMap { registered -> Int? in
      let parts = registered.split(separator: ":")
      return parts.count == 2 && parts[0] == short ? Int(parts[1]) : nil
    }
    return revisions.max().map { place.arn(.ecs, "task-definition/\(short):\($0)") }
  }

  func arn(ofCluster name: String) -> String { place.arn(.ecs, "cluster/\(name)") }

  func arn(ofService name: String, in cluster: String) -> String {
    place.arn(.ecs, "service/\(cluster)/\(name)")
  }

  /// What follows the last slash of an ARN; any other name as it is.
  static func shortName(_ name: String) -> String {
    guard name.hasPrefix("arn:"), let last = name.split(separator: "/").last else { return name }
    return String(last)
  }
}

/// An ECS cluster.
package struct ContainerCluster: Sendable {
  /// The cluster that is meant where none is named.
  package static let defaultName = "default"

  package let name: String
  package let arn: String
  package let tags: [ResourceTag]
  package internal(set) var services: [String: ContainerService] = [:]

  init(name: String, arn: String, tags: [ResourceTag] = []) {
    self.name = name
    self.arn = arn
    self.tags = tags
  }

  package var runningTasksCount: Int { services.values.reduce(0) { $0 + $1.runningCount } }
  package var pendingTasksCount: Int { services.values.reduce(0) { $0 + $1.pendingCount } }

  mutating func advance(to now: Int64, _ timings: Timings) {
    services.mutateEach { $0.advance(to: now, timings) }
  }

  /// - Parameter name: a short name, or an ARN of a service in this cluster.
  func service(_ name: String) -> ContainerService? {
    guard name.hasPrefix("arn:") else { return services[name] }
    return services[Containers.shortName(name)].flatMap { $0.arn == name ? $0 : nil }
  }
}

extension CloudError {
  static let clusterNotFound = CloudError("ClusterNotFoundException", "Cluster not found.")
  static let serviceNotFound = CloudError("ServiceNotFoundException", "Service not found.")

  static func invalidContainerParameter(_ message: String) -> CloudError {
    CloudError("InvalidParameterException", message)
  }
}
