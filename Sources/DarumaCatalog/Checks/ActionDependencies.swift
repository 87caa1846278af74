import DarumaCore

/// What each action needs, and where that lives. An action that is not in the table can't be checked, so a
/// test holds the table against the actions.
enum ActionDependencies {
  struct Row: Sendable {
    let action: String
    let needs: String
    let livesIn: Location
  }

  enum Location: Sendable {
    /// A service of the recovery region: there when it is needed.
    case recoveryRegion
    /// A control plane that serves every region from one (AWS Fault Isolation Boundaries, "Global services").
    /// What it has been told goes on without it; it can be told nothing while its region is down.
    case globalControlPlane
    /// Wherever the step's addresses say.
    case addresses
    /// Wherever the protection rules of the step's resource copy it.
    case copies
  }

  static let table = [
    Row(action: "rds.restore", needs: "the RDS control plane", livesIn: .recoveryRegion),
    Row(action: "rds.restore", needs: "a recovery point of the resource", livesIn: .copies),
    Row(action: "ecs.scale", needs: "the ECS control plane", livesIn: .recoveryRegion),
    Row(action: "route53.switch", needs: "the Route 53 control plane", livesIn: .globalControlPlane),
    Row(action: "http.check", needs: "the host of its URL", livesIn: .addresses),
    Row(action: "notify", needs: "SNS topics and webhooks", livesIn: .addresses),
  ]

  /// Where the global control planes of a partition live, by the beginning of its regions' names.
  static func homeOfGlobalControlPlanes(for region: Region) -> Region {
    if region.rawValue.hasPrefix("cn-") { return "cn-northwest-1" }
    if region.rawValue.hasPrefix("us-gov-") { return "us-gov-west-1" }
    return "us-east-1"
  }
}
