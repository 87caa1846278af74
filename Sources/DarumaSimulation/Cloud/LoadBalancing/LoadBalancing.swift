/// Elastic Load Balancing in one region. What is changed here is in force at once; what takes its time are the targets.
package struct LoadBalancing: Sendable {
  /// Each by ARN.
  package private(set) var loadBalancers: [String: LoadBalancer] = [:]
  package private(set) var targetGroups: [String: TargetGroup] = [:]
  package private(set) var listeners: [String: Listener] = [:]
  package private(set) var rules: [String: ListenerRule] = [:]

  init() {}

  package mutating func put(_ balancer: LoadBalancer) { loadBalancers[balancer.arn] = balancer }
  package mutating func put(_ group: TargetGroup) { targetGroups[group.arn] = group }
  package mutating func put(_ listener: Listener) { listeners[listener.arn] = listener }
  package mutating func put(_ rule: ListenerRule) { rules[rule.arn] = rule }

  package func loadBalancer(named name: String) -> LoadBalancer? {
    loadBalancers.values.first { $0.name == name }
  }

  /// In order of their ports.
  package func listeners(of balancer: String) -> [Listener] {
    listeners.values.filter { $0.loadBalancer == balancer }.sorted { ($0.port, $0.arn) < ($1.port, $1.arn) }
  }

  /// In order of their priorities.
  func rules(of listener: String) -> [ListenerRule] {
    rules.values.filter { $0.listener == listener }.sorted { ($0.priority, $0.arn) < ($1.priority, $1.arn) }
  }

  /// ARNs of the balancers that forward to a target group, whatever its weight.
  func loadBalancers(using group: String) -> [String] {
    let direct = listeners.values.filter { $0.actions.contains { $0.names(group) } }
    let byRule = rules.values.filter { $0.actions.contains { $0.names(group) } }
      .compactMap { listeners[$0.listener] }
    return Set((direct + byRule).map(\.loadBalancer)).sorted()
  }

  /// Most target groups of one action.
  static let mostTargetGroups = 5
  static let weights = 0...999

  /// - Throws: as the service would answer if `actions` were given to a listener or a rule.
  func check(_ actions: [ListenerAction]) throws(CloudError) {
    guard let last = actions.last else { throw .loadBalancingValidation("An action must be specified") }
    guard actions.count == 1 else {
      throw CloudError(
        "InvalidLoadBalancerAction",
        "Only one action of the types forward, redirect and fixed-response can be specified")
    }
    guard case .forward(let forward) = last.kind else { return }
    guard !forward.shares.isEmpty else { throw .loadBalancingValidation("A target group must be specified") }
    guard forward.shares.count <= Self.mostTargetGroups else {
      throw CloudError(
        "TooManyUniqueTargetGroupsPerLoadBalancer",
        "You have reached the maximum number of unique target groups that you can associate with a load balancer")
    }
    guard Set(forward.shares.map(\.targetGroup)).count == forward.shares.count else {
      throw .loadBalancingValidation("A target group is specified twice")
    }
    for share in forward.shares {
      guard Self.weights.contains(share.weight) else {
        throw .loadBalancingValidation("The weight must be between 0 and 999")
      }
      guard targetGroups[share.targetGroup] != nil else { throw .targetGroupNotFound(share.targetGroup) }
    }
  }
}

extension ListenerAction {
  fileprivate func names(_ group: String) -> Bool { shares.contains { $0.targetGroup == group } }
}

extension CloudError {
  static func loadBalancingValidation(_ message: String) -> CloudError { CloudError("ValidationError", message) }

  static func targetGroupNotFound(_ name: String) -> CloudError {
    CloudError("TargetGroupNotFound", "Target groups '\(name)' not found")
  }

  static func loadBalancerNotFound(_ name: String) -> CloudError {
    CloudError("LoadBalancerNotFound", "Load balancers '\(name)' not found")
  }

  static func listenerNotFound(_ name: String) -> CloudError {
    CloudError("ListenerNotFound", "One or more listeners not found: \(name)")
  }

  static func ruleNotFound(_ name: String) -> CloudError {
    CloudError("RuleNotFound", "One or more rules not found: \(name)")
  }
}
