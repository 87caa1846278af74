/// Listeners by ARN or by balancer.
package struct DescribeListeners: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "DescribeListeners"
  package static let isChange = false

  package struct Output: Sendable {
    package let listeners: [Listener]
    package let marker: String?
  }

  /// ARN.
  package let loadBalancer: String?
  package let arns: [String]
  package let page: PageRequest

  package init(loadBalancer: String? = nil, arns: [String] = [], page: PageRequest = PageRequest()) {
    self.loadBalancer = loadBalancer
    self.arns = arns
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["LoadBalancerArn"] = loadBalancer
    if !arns.isEmpty { shown["ListenerArns"] = arns.joined(separator: ",") }
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.listeners.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found: [Listener]
    switch (loadBalancer, arns.isEmpty) {
    case (let balancer?, true):
      guard region.balancing.loadBalancers[balancer] != nil else { throw .loadBalancerNotFound(balancer) }
      found = region.balancing.listeners(of: balancer).filter { region.visibility.shows($0.arn) }
    case (nil, false):
      found = try arns.map { arn throws(CloudError) in
        guard let listener = region.balancing.listeners[arn], region.visibility.shows(arn) else {
          throw .listenerNotFound(arn)
        }
        return listener
      }
    case (nil, true), (_?, false):
      throw .loadBalancingValidation("You must specify either listener ARNs or a load balancer ARN")
    }
    let (page, marker) = try page.cutForBalancing(found, by: \.arn)
    return Output(listeners: page, marker: marker)
  }
}

/// Replaces what a listener does with requests that no rule is for. Absolute: repeating is harmless.
package struct ModifyListener: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "ModifyListener"
  package static let isChange = true

  /// ARN.
  package let listener: String
  package let actions: [ListenerAction]

  package init(listener: String, actions: [ListenerAction]) {
    self.listener = listener
    self.actions = actions
  }

  package var parameters: [String: String] {
    ["ListenerArn": listener, "DefaultActions": ListenerAction.shown(actions)]
  }

  package func subjects(of output: Listener) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Listener {
    let balancing = estate[region: context.region].balancing
    guard var changed = balancing.listeners[listener] else { throw .listenerNotFound(listener) }
    if !actions.isEmpty {
      try balancing.check(actions)
      changed.actions = actions
    }
    estate[region: context.region].balancing.put(changed)
    return changed
  }
}

extension ListenerAction {
  /// For the call log: `GROUP=WEIGHT,GROUP=WEIGHT`.
  static func shown(_ actions: [ListenerAction]) -> String {
    actions.map { action in
      switch action.kind {
      case .forward(let forward): forward.shares.map { "\($0.targetGroup)=\($0.weight)" }.joined(separator: ",")
      case .fixedResponse(let status, _, _): "fixed-response \(status)"
      }
    }.joined(separator: ";")
  }
}
