/// A host and what its paths answer.
package struct WebSite: Sendable {
  package enum Behaviour: Sendable {
    /// Always this status.
    case fixed(status: Int)
    /// 200 if the region that DNS points at can serve, else an error. By region.
    case application([String: Backend])
  }

  /// What the application needs in a region in order to serve.
  package struct Backend: Sendable, Equatable {
    /// Name of the load balancer.
    package let loadBalancer: String
    /// Short name of the ECS cluster.
    package let cluster: String
    /// Short name of the ECS service.
    package let service: String
    /// Identifier of the DB instance, or of the one whose data a restored instance must hold.
    package let database: String

    package init(loadBalancer: String, cluster: String, service: String, database: String) {
      self.loadBalancer = loadBalancer
      self.cluster = cluster
      self.service = service
      self.database = database
    }
  }

  package let host: String
  /// By path, with the leading slash.
  package let paths: [String: Behaviour]

  package init(host: String, paths: [String: Behaviour]) {
    self.host = host
    self.paths = paths
  }
}
