/// What the simulated cloud models. The raw value is the service's name in a SigV4 credential scope;
/// `web` stands for the plain HTTP endpoints of the application and of its people, which nobody signs.
package enum CloudService: String, Sendable, CaseIterable {
  case rds
  case ecs
  case route53
  case sns
  case sts
  /// CloudWatch.
  case monitoring
  case loadBalancing = "elasticloadbalancing"
  case backup
  /// EFS.
  case fileSystems = "elasticfilesystem"
  case elasticache
  case ssm
  case autoscaling
  case lambda
  /// EventBridge.
  case events
  case web

  /// How a service is spoken to.
  package enum Wire: Sendable {
    case query
    case json
    case restJSON
    case restXML
    /// Plain HTTP.
    case plain
  }

  package var wire: Wire {
    switch self {
    case .rds, .sns, .sts, .monitoring, .loadBalancing, .elasticache, .autoscaling: .query
    case .ecs, .ssm, .events: .json
    case .backup, .fileSystems, .lambda: .restJSON
    case .route53: .restXML
    case .web: .plain
    }
  }

  /// Whether one control plane serves every region. Route 53's lives in us-east-1 whatever region is asked.
  package var isGlobal: Bool { self == .route53 || self == .web }

  /// Whether requests to it carry a SigV4 signature.
  package var isSigned: Bool { wire != .plain }
}
