package import DarumaCore

/// What an action needs of the outside in order to work: which service's plane, in which region. A failover
/// plan must need nothing of the region that fell.
package struct Dependency: Sendable, Hashable {
  package enum Plane: String, Sendable {
    /// Creates, changes and lists: the first to fail in a regional event.
    case control
    /// Serves what exists.
    case data
  }

  /// As its endpoint is called: `rds`, `route53`.
  package var service: String
  /// Nil where the region can't be told from the plan (a URL).
  package var region: Region?
  package var plane: Plane
  /// One control plane for all regions of the partition: it is lost with the one region that it runs in.
  package var isGlobal: Bool

  package init(service: String, region: Region?, plane: Plane, isGlobal: Bool = false) {
    self.service = service
    self.region = region
    self.plane = plane
    self.isGlobal = isGlobal
  }
}

extension StepAction {
  /// What the step needs when it runs towards `region`: the recovery region, for a failover.
  package func dependencies(in region: Region) -> [Dependency] {
    switch self {
    case .rdsRestore: [Dependency.rds(region)]
    case .ecsScale: [.ecs(region)]
    case .route53Switch: [.route53(besides: region)]
    case .httpCheck: [.http]
    case .notify(let options): options.channels.map { .channel($0) }
    }
  }
}

extension Action {
  /// - Parameter home: any region of the partition, for actions that name none.
  package func dependencies(home: Region) -> [Dependency] {
    switch self {
    case .restoreDatabase(let wanted): [.rds(wanted.region)]
    case .scaleService(let wanted): [.ecs(wanted.region)]
    case .switchRecord: [.route53(besides: home)]
    case .checkEndpoint: [.http]
    case .sendNotice(let notice): notice.channels.map { .channel($0) }
    }
  }
}

/// The table.
extension Dependency {
  /// RestoreDBInstanceFromDBSnapshot, DescribeDBInstances.
  fileprivate static func rds(_ region: Region) -> Dependency {
    Dependency(service: "rds", region: region, plane: .control)
  }

  /// UpdateService, DescribeServices.
  fileprivate static func ecs(_ region: Region) -> Dependency {
    Dependency(service: "ecs", region: region, plane: .control)
  }

  /// ChangeResourceRecordSets, ListResourceRecordSets: one control plane in a partition. Answering DNS
  /// queries does not need it.
  fileprivate static func route53(besides region: Region) -> Dependency {
    let home: Region =
      if region.rawValue.hasPrefix("cn-") {
        "cn-northwest-1"
      } else if region.rawValue.hasPrefix("us-gov-") {
        "us-gov-west-1"
      } else {
        "us-east-1"
      }
    return Dependency(service: "route53", region: home, plane: .control, isGlobal: true)
  }

  /// A GET, or a POST to a webhook.
  fileprivate static let http = Dependency(service: "http", region: nil, plane: .data)

  /// Publishing to a topic that exists is the data plane of its region.
  fileprivate static func channel(_ channel: Channel) -> Dependency {
    switch channel {
    case .sns(let topic): Dependency(service: "sns", region: topic.region, plane: .data)
    case .webhook: http
    }
  }
}
