/// Rules by ARN or by listener.
package struct DescribeRules: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "DescribeRules"
  package static let isChange = false

  package struct Output: Sendable {
    package let rules: [ListenerRule]
    package let marker: String?
  }

  /// ARN.
  package let listener: String?
  package let arns: [String]
  package let page: PageRequest

  package init(listener: String? = nil, arns: [String] = [], page: PageRequest = PageRequest()) {
    self.listener = listener
    self.arns = arns
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["ListenerArn"] = listener
    if !arns.isEmpty { shown["RuleArns"] = arns.joined(separator: ",") }
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.rules.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found: [ListenerRule]
    switch (listener, arns.isEmpty) {
    case (let listener?, true):
      guard region.balancing.listeners[listener] != nil else { throw .listenerNotFound(listener) }
      found = region.balancing.rules(of: listener).filter { region.visibility.shows($0.arn) }
    case (nil, false):
      found = try arns.map { arn throws(CloudError) in
        guard let rule = region.balancing.rules[arn], region.visibility.shows(arn) else { throw .ruleNotFound(arn) }
        return rule
      }
    case (nil, true), (_?, false):
      throw .loadBalancingValidation("You must specify either listener rule ARNs or a listener ARN")
    }
    let (page, marker) = try page.cutForBalancing(found, by: \.arn)
    return Output(rules: page, marker: marker)
  }
}

/// Replaces what a rule does. Absolute: repeating is harmless.
package struct ModifyRule: CloudOperation {
  package static let service = CloudService.loadBalancing
  package static let name = "ModifyRule"
  package static let isChange = true

  /// ARN.
  package let rule: String
  package let actions: [ListenerAction]

  package init(rule: String, actions: [ListenerAction]) {
    self.rule = rule
    self.actions = actions
  }

  package var parameters: [String: String] { ["RuleArn": rule, "Actions": ListenerAction.shown(actions)] }

  package func subjects(of output: ListenerRule) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> ListenerRule {
    let balancing = estate[region: context.region].balancing
    guard var changed = balancing.rules[rule] else { throw .ruleNotFound(rule) }
    if !actions.isEmpty {
      try balancing.check(actions)
      changed.actions = actions
    }
    estate[region: context.region].balancing.put(changed)
    return changed
  }
}
