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
  case web

  /// Whether one control plane serves every region. Route 53's lives in us-east-1 whatever region is asked.
  package var isGlobal: Bool {
    switch self {
    case .route53, .web: true
    case .rds, .ecs, .sns, .sts, .monitoring: false
    }
  }

  /// Whether requests to it carry a SigV4 signature.
  package var isSigned: Bool {
    switch self {
    case .rds, .ecs, .route53, .sns, .sts, .monitoring: true
    case .web: false
    }
  }
}
