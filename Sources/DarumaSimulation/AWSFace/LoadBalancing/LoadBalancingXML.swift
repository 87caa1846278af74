/// The types of Elastic Load Balancing as it writes them. Member names from its API reference.
enum LoadBalancingXML {
  static func loadBalancer(_ balancer: LoadBalancer) -> XMLTree {
    XMLTree(
      "member",
      members: [
        .text("LoadBalancerArn", balancer.arn), .text("DNSName", balancer.dnsName),
        .text("CanonicalHostedZoneId", balancer.hostedZoneID), .text("LoadBalancerName", balancer.name),
        .text("Scheme", "internet-facing"), .text("VpcId", balancer.vpc),
        XMLTree("State", [XMLTree("Code", "active")]), .text("Type", "application"), .text("IpAddressType", "ipv4"),
      ])
  }

  static func targetGroup(_ group: TargetGroup, _ balancers: [String]) -> XMLTree {
    XMLTree(
      "member",
      members: [
        .text("TargetGroupArn", group.arn), .text("TargetGroupName", group.name), .text("Protocol", "HTTP"),
        .number("Port", group.port), .text("VpcId", group.vpc), .text("HealthCheckProtocol", "HTTP"),
        .text("HealthCheckPort", "traffic-port"), .flag("HealthCheckEnabled", true),
        .text("HealthCheckPath", group.healthCheckPath),
        XMLTree("LoadBalancerArns", balancers.map { XMLTree("member", $0) }), .text("TargetType", "ip"),
        .text("IpAddressType", "ipv4"),
      ])
  }

  static func target(_ target: TargetHealth) -> XMLTree {
    XMLTree(
      "member",
      members: [
        XMLTree("Target", members: [.text("Id", target.id), .number("Port", target.port)]),
        .text("HealthCheckPort", String(target.port)),
        XMLTree(
          "TargetHealth",
          members: [.text("State", target.state.rawValue), .text("Reason", target.state.reason)]),
      ])
  }

  static func listener(_ listener: Listener) -> XMLTree {
    XMLTree(
      "member",
      members: [
        .text("ListenerArn", listener.arn), .text("LoadBalancerArn", listener.loadBalancer),
        .number("Port", listener.port), .text("Protocol", listener.transport),
        XMLTree("DefaultActions", listener.actions.map(action)),
      ])
  }

  static func rule(_ rule: ListenerRule) -> XMLTree {
    let paths = rule.paths.map { XMLTree("member", $0) }
    return XMLTree(
      "member",
      members: [
        .text("RuleArn", rule.arn), .text("Priority", String(rule.priority)),
        XMLTree(
          "Conditions",
          [
            XMLTree(
              "member",
              [
                XMLTree("Field", "path-pattern"), XMLTree("Values", paths),
                XMLTree("PathPatternConfig", [XMLTree("Values", paths)]),
              ])
          ]),
        XMLTree("Actions", rule.actions.map(action)), .flag("IsDefault", false),
      ])
  }

  /// One target group alone is told in both ways.
  private static func action(_ action: ListenerAction) -> XMLTree {
    switch action.kind {
    case .forward(let forward):
      XMLTree(
        "member",
        members: [
          .text("Type", "forward"),
          .text("TargetGroupArn", forward.shares.count == 1 ? forward.shares.first?.targetGroup : nil),
          .number("Order", action.order), config(forward),
        ])
    case .fixedResponse(let status, let contentType, let body):
      XMLTree(
        "member",
        members: [
          .text("Type", "fixed-response"), .number("Order", action.order),
          XMLTree(
            "FixedResponseConfig",
            members: [
              .text("MessageBody", body), .text("StatusCode", status), .text("ContentType", contentType),
            ]),
        ])
    }
  }

  private static func config(_ forward: ListenerAction.Forward) -> XMLTree {
    XMLTree(
      "ForwardConfig",
      [
        XMLTree(
          "TargetGroups",
          forward.shares.map {
            XMLTree(
              "member", members: [.text("TargetGroupArn", $0.targetGroup), .number("Weight", $0.weight)])
          }),
        XMLTree(
          "TargetGroupStickinessConfig",
          members: [
            .flag("Enabled", forward.stickiness?.isEnabled ?? false),
            .number("DurationSeconds", forward.stickiness?.seconds),
          ]),
      ])
  }
}
