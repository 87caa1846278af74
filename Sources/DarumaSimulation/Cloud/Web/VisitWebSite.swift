/// A user's GET of a page.
package struct VisitWebSite: CloudOperation {
  package static let service = CloudService.web
  package static let name = "VisitWebSite"
  package static let isChange = false

  /// What the user sees.
  package enum Output: Sendable, Equatable {
    case page(status: Int, reason: String, region: String?)
    /// The name doesn't resolve, or the region behind it refuses connections.
    case unreachable(reason: String)
    /// The region behind the name never answers.
    case silent(region: String)
  }

  package let host: String
  /// With the leading slash.
  package let path: String

  package init(host: String, path: String) {
    self.host = host
    self.path = path
  }

  package var parameters: [String: String] { ["host": host, "path": path] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    guard let site = estate.web.sites[host] else { return .unreachable(reason: "no site \(host)") }
    switch site.paths[path] {
    case nil:
      return .page(status: 404, reason: "no such page", region: nil)
    case .fixed(let status):
      return .page(status: status, reason: "fixed", region: nil)
    case .application(let backends):
      return visit(backends, estate, context.now)
    }
  }

  private func visit(_ backends: [String: WebSite.Backend], _ estate: Estate, _ now: Int64) -> Output {
    let throughCache = estate.timings.resolversKeepOldAnswers
    guard let answers = estate.dns.resolve(host, at: now, throughCache: throughCache) else {
      return .unreachable(reason: "\(host) does not resolve")
    }
    let names = Set(answers.map(RecordName.init))
    let behind = backends.sorted { $0.key < $1.key }.first { region, backend in
      estate.regions[region]?.balancing.loadBalancer(named: backend.loadBalancer)
        .map { names.contains(RecordName($0.dnsName)) } == true
    }
    guard let (region, backend) = behind, let resources = estate.regions[region] else {
      return .unreachable(
        reason: "\(host) points at \(answers.joined(separator: ", ")), where nothing serves it")
    }
    switch estate.outage(of: region)?.manner {
    case .refused: return .unreachable(reason: "\(region) is down")
    case .silent: return .silent(region: region)
    case .unavailable: return .page(status: 503, reason: "\(region) is down", region: region)
    case nil: return serve(backend, resources, estate.timings, now)
    }
  }

  private func serve(
    _ backend: WebSite.Backend, _ resources: RegionalEstate, _ timings: Timings, _ now: Int64
  ) -> Output {
    let region = resources.place.region
    let service = resources.containers.cluster(backend.cluster)?.service(backend.service)
    guard let service, service.runningCount > 0 else {
      return .page(status: 503, reason: "no task of \(backend.service) runs in \(region)", region: region)
    }
    if let obstacle = obstacle(to: service, behind: backend.loadBalancer, resources, timings, now) {
      return .page(status: 503, reason: "\(obstacle) in \(region)", region: region)
    }
    let hasDatabase = resources.databases.instances.values.contains {
      $0.lineage == backend.database && $0.isServing
    }
    guard hasDatabase else {
      return .page(status: 500, reason: "no database \(backend.database) serves in \(region)", region: region)
    }
    return .page(status: 200, reason: "ok", region: region)
  }

  /// Why requests don't reach the service by way of the balancer: its first listener's default action decides, and each
  /// target group with a weight must have a healthy target. Nil: they do.
  private func obstacle(
    to service: ContainerService, behind balancer: String, _ resources: RegionalEstate, _ timings: Timings, _ now: Int64
  ) -> String? {
    let balancing = resources.balancing
    guard let arn = balancing.loadBalancer(named: balancer)?.arn, let listener = balancing.listeners(of: arn).first
    else { return "\(balancer) listens to nothing" }
    let shares = listener.actions.flatMap(\.shares).filter { $0.weight > 0 }
    guard !shares.isEmpty else { return "\(balancer) forwards to nothing" }
    for share in shares {
      guard let group = balancing.targetGroups[share.targetGroup],
        service.loadBalancers.contains(where: { $0.targetGroupARN == group.arn })
      else { return "\(balancer) does not lead to \(service.name)" }
      guard resources.targets(of: group, at: now, timings).contains(where: { $0.state == .healthy }) else {
        return "no target of \(group.name) is healthy"
      }
    }
    return nil
  }
}
