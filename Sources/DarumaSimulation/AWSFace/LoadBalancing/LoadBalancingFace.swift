/// Elastic Load Balancing on the wire: query protocol, version 2015-12-01.
enum LoadBalancingFace {
  static let service = QueryService(
    wire: QueryProtocol(
      namespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/", version: "2015-12-01"),
    actions: [
      DescribeLoadBalancers.name: describeLoadBalancers,
      DescribeTargetGroups.name: describeTargetGroups,
      DescribeTargetHealth.name: describeTargetHealth,
      DescribeListeners.name: describeListeners,
      ModifyListener.name: modifyListener,
      DescribeRules.name: describeRules,
      ModifyRule.name: modifyRule,
    ])

  private static let describeLoadBalancers: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeLoadBalancers(
      arns: arguments.list("LoadBalancerArns", "member"), names: arguments.list("Names", "member"),
      page: try arguments.balancingPage())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        XMLTree("LoadBalancers", output.loadBalancers.map(LoadBalancingXML.loadBalancer)),
        .text("NextMarker", output.marker),
      ]
    }
  }

  private static let describeTargetGroups: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeTargetGroups(
      arns: arguments.list("TargetGroupArns", "member"), names: arguments.list("Names", "member"),
      loadBalancer: arguments.text("LoadBalancerArn"), page: try arguments.balancingPage())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        XMLTree("TargetGroups", output.groups.map { LoadBalancingXML.targetGroup($0.group, $0.loadBalancers) }),
        .text("NextMarker", output.marker),
      ]
    }
  }

  private static let describeTargetHealth: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeTargetHealth(targetGroup: try arguments.requiredHere("TargetGroupArn"))
    try arguments.finish()
    return exchange.perform(operation) { targets in
      [XMLTree("TargetHealthDescriptions", targets.map(LoadBalancingXML.target))]
    }
  }

  private static let describeListeners: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeListeners(
      loadBalancer: arguments.text("LoadBalancerArn"), arns: arguments.list("ListenerArns", "member"),
      page: try arguments.balancingPage())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        XMLTree("Listeners", output.listeners.map(LoadBalancingXML.listener)), .text("NextMarker", output.marker),
      ]
    }
  }

  private static let modifyListener: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = ModifyListener(
      listener: try arguments.requiredHere("ListenerArn"), actions: try arguments.listenerActions("DefaultActions"))
    try arguments.finish()
    return exchange.perform(operation) { [XMLTree("Listeners", [LoadBalancingXML.listener($0)])] }
  }

  private static let describeRules: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeRules(
      listener: arguments.text("ListenerArn"), arns: arguments.list("RuleArns", "member"),
      page: try arguments.balancingPage())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [XMLTree("Rules", output.rules.map(LoadBalancingXML.rule)), .text("NextMarker", output.marker)]
    }
  }

  private static let modifyRule: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = ModifyRule(
      rule: try arguments.requiredHere("RuleArn"), actions: try arguments.listenerActions("Actions"))
    try arguments.finish()
    return exchange.perform(operation) { [XMLTree("Rules", [LoadBalancingXML.rule($0)])] }
  }
}

extension QueryArguments {
  fileprivate mutating func balancingPage() throws(CloudError) -> PageRequest {
    PageRequest(maxRecords: try number("PageSize"), marker: text("Marker"))
  }

  /// - Throws: `ValidationError`, by which this service says what others call `MissingParameter`.
  fileprivate mutating func requiredHere(_ name: String) throws(CloudError) -> String {
    guard let value = text(name), !value.isEmpty else {
      throw .loadBalancingValidation("'\(name)' must not be null")
    }
    return value
  }

  fileprivate mutating func listenerActions(_ name: String) throws(CloudError) -> [ListenerAction] {
    try items(name) { action throws(CloudError) in
      let order = try action.number("Order")
      switch try action.requiredHere("Type") {
      case "forward": return ListenerAction(.forward(try action.forward()), order: order)
      case "fixed-response":
        let response = try action.structure("FixedResponseConfig") { config throws(CloudError) in
          ListenerAction(
            .fixedResponse(
              status: try config.requiredHere("StatusCode"), contentType: config.text("ContentType"),
              body: config.text("MessageBody")), order: order)
        }
        guard let response else { throw .loadBalancingValidation("A fixed response must be specified") }
        return response
      case let type:
        throw CloudError("UnknownParameter", "Actions of type \(type) are not recognized by the simulated cloud")
      }
    }
  }

  /// One target group may be named without the configuration; both may be given where they say the same.
  private mutating func forward() throws(CloudError) -> ListenerAction.Forward {
    let only = text("TargetGroupArn")
    let given = try structure("ForwardConfig") { config throws(CloudError) in
      let groups = try config.items("TargetGroups") { group throws(CloudError) in
        (try group.requiredHere("TargetGroupArn"), try group.number("Weight"))
      }
      let stickiness = try config.structure("TargetGroupStickinessConfig") { sticky throws(CloudError) in
        ListenerAction.Stickiness(
          isEnabled: try sticky.flag("Enabled") ?? false, seconds: try sticky.number("DurationSeconds"))
      }
      guard groups.count == 1 || groups.allSatisfy({ $0.1 != nil }) else {
        throw .loadBalancingValidation("The weight of each target group must be specified")
      }
      return ListenerAction.Forward(
        groups.map { ListenerAction.Share($0.0, weight: $0.1 ?? 1) }, stickiness: stickiness)
    }
    switch (only, given) {
    case (let only?, nil): return ListenerAction.Forward([ListenerAction.Share(only, weight: 1)])
    case (nil, let given?): return given
    case (let only?, let given?) where given.shares.map(\.targetGroup) == [only]: return given
    case (_?, _?):
      throw .loadBalancingValidation("The target group and the forward configuration must name the same group")
    case (nil, nil): throw .loadBalancingValidation("A target group must be specified")
    }
  }
}
