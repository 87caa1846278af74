/// An Application Load Balancer: the name that DNS records point at.
package struct LoadBalancer: Sendable, Equatable {
  package let name: String
  package let arn: String
  package let dnsName: String
  /// The hosted zone that alias records of it name.
  package let hostedZoneID: String
  package let vpc: String

  package init(name: String, arn: String, dnsName: String, hostedZoneID: String, vpc: String) {
    self.name = name
    self.arn = arn
    self.dnsName = dnsName
    self.hostedZoneID = hostedZoneID
    self.vpc = vpc
  }
}

/// Where a balancer takes requests, and what becomes of those that no rule is for.
package struct Listener: Sendable, Equatable {
  package let arn: String
  package let loadBalancer: String
  package let port: Int
  /// `HTTP` or `HTTPS`.
  package let transport: String
  package internal(set) var actions: [ListenerAction]

  package init(arn: String, loadBalancer: String, port: Int, transport: String, actions: [ListenerAction]) {
    self.arn = arn
    self.loadBalancer = loadBalancer
    self.port = port
    self.transport = transport
    self.actions = actions
  }
}

/// What becomes of a listener's requests to some paths.
package struct ListenerRule: Sendable, Equatable {
  package let arn: String
  package let listener: String
  package let priority: Int
  /// Patterns such as `/api/*`.
  package let paths: [String]
  package internal(set) var actions: [ListenerAction]

  package init(arn: String, listener: String, priority: Int, paths: [String], actions: [ListenerAction]) {
    self.arn = arn
    self.listener = listener
    self.priority = priority
    self.paths = paths
    self.actions = actions
  }
}

/// What a listener or a rule does with a request.
package struct ListenerAction: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case forward(Forward)
    case fixedResponse(status: String, contentType: String?, body: String?)
  }

  package struct Forward: Sendable, Equatable {
    package var shares: [Share]
    package var stickiness: Stickiness?

    package init(_ shares: [Share], stickiness: Stickiness? = nil) {
      self.shares = shares
      self.stickiness = stickiness
    }
  }

  /// A target group's share of the requests.
  package struct Share: Sendable, Equatable {
    /// ARN.
    package let targetGroup: String
    package let weight: Int

    package init(_ targetGroup: String, weight: Int) {
      self.targetGroup = targetGroup
      self.weight = weight
    }
  }

  package struct Stickiness: Sendable, Equatable {
    package let isEnabled: Bool
    package let seconds: Int?
  }

  package let kind: Kind
  package let order: Int?

  package init(_ kind: Kind, order: Int? = nil) {
    self.kind = kind
    self.order = order
  }

  /// A forward's target groups, with their weights.
  package var shares: [Share] {
    switch kind {
    case .forward(let forward): forward.shares
    case .fixedResponse: []
    }
  }
}

/// What requests are forwarded to: the tasks of ECS services that name it, and what is registered by hand.
package struct TargetGroup: Sendable, Equatable {
  package let name: String
  package let arn: String
  package let port: Int
  package let vpc: String
  package let healthCheckPath: String
  /// Addresses of what always answers its health check.
  package let standing: [String]

  package init(
    name: String, arn: String, port: Int, vpc: String, healthCheckPath: String = "/health", standing: [String] = []
  ) {
    self.name = name
    self.arn = arn
    self.port = port
    self.vpc = vpc
    self.healthCheckPath = healthCheckPath
    self.standing = standing
  }
}
