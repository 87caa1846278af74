/// Target groups by ARN, by name or by balancer; all where none is named.
package struct DescribeTargetGroups: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "DescribeTargetGroups"
  package static let isChange = false

  package struct Output: Sendable {
    /// Each with the ARNs of the balancers that forward to it.
    package let groups: [(group: TargetGroup, loadBalancers: [String])]
    package let marker: String?
  }

  package let arns: [String]
  package let names: [String]
  /// ARN.
  package let loadBalancer: String?
  package let page: PageRequest

  package init(
    arns: [String] = [], names: [String] = [], loadBalancer: String? = nil, page: PageRequest = PageRequest()
  ) {
    self.arns = arns
    self.names = names
    self.loadBalancer = loadBalancer
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    if !arns.isEmpty { shown["TargetGroupArns"] = arns.joined(separator: ",") }
    if !names.isEmpty { shown["Names"] = names.joined(separator: ",") }
    shown["LoadBalancerArn"] = loadBalancer
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.groups.map(\.group.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let balancing = region.balancing
    let all = balancing.targetGroups.values.filter { region.visibility.shows($0.arn) }.sorted { $0.name < $1.name }
    if let missing = arns.first(where: { arn in !all.contains { $0.arn == arn } }) {
      throw .targetGroupNotFound(missing)
    }
    if let missing = names.first(where: { name in !all.contains { $0.name == name } }) {
      throw .targetGroupNotFound(missing)
    }
    if let loadBalancer, balancing.loadBalancers[loadBalancer] == nil { throw .loadBalancerNotFound(loadBalancer) }
    let chosen = all.filter { group in
      (arns.isEmpty || arns.contains(group.arn)) && (names.isEmpty || names.contains(group.name))
        && (loadBalancer.map(balancing.loadBalancers(using: group.arn).contains) ?? true)
    }
    let (groups, marker) = try page.cutForBalancing(chosen, by: \.name)
    return Output(groups: groups.map { ($0, balancing.loadBalancers(using: $0.arn)) }, marker: marker)
  }
}

/// Balancers by ARN or by name; all where none is named.
package struct DescribeLoadBalancers: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "DescribeLoadBalancers"
  package static let isChange = false

  package struct Output: Sendable {
    package let loadBalancers: [LoadBalancer]
    package let marker: String?
  }

  package let arns: [String]
  package let names: [String]
  package let page: PageRequest

  package init(arns: [String] = [], names: [String] = [], page: PageRequest = PageRequest()) {
    self.arns = arns
    self.names = names
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    if !arns.isEmpty { shown["LoadBalancerArns"] = arns.joined(separator: ",") }
    if !names.isEmpty { shown["Names"] = names.joined(separator: ",") }
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.loadBalancers.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let all = region.balancing.loadBalancers.values.filter { region.visibility.shows($0.arn) }
      .sorted { $0.name < $1.name }
    if let missing = arns.first(where: { arn in !all.contains { $0.arn == arn } }) {
      throw .loadBalancerNotFound(missing)
    }
    if let missing = names.first(where: { name in !all.contains { $0.name == name } }) {
      throw .loadBalancerNotFound("[\(missing)]")
    }
    let chosen = all.filter {
      (arns.isEmpty || arns.contains($0.arn)) && (names.isEmpty || names.contains($0.name))
    }
    let (page, marker) = try page.cutForBalancing(chosen, by: \.name)
    return Output(loadBalancers: page, marker: marker)
  }
}

extension PageRequest {
  /// `PageSize`: 1 to 400.
  func cutForBalancing<Item>(
    _ items: [Item], by key: (Item) -> String
  ) throws(CloudError) -> (page: [Item], marker: String?) {
    try cut(items, by: key, sizes: 1...400, usually: 400, refusal: CloudError.loadBalancingValidation)
  }
}
