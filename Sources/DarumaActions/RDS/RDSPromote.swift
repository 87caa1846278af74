package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.promote`: makes a read replica of RDS an instance of its own that takes writes, in the region of the replica. That it
/// is nobody's replica is absolute, so a repeat changes nothing. RDS does not say of an instance that it was a replica once, and
/// leaves out some of its events: one that is none before anything was sent is not taken for promoted, until a person retries
/// the step. How long its backups are kept is for `rds.modify`: RDS begins with a day.
package enum RDSPromote: ActionDefinition {
  package static let name: ActionName = "rds.promote"
  package static let about = "Makes a read replica of RDS an instance of its own, and waits until it takes connections."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"],
    outputs: PresentDBInstance.outputs, sentence: "promote read replica {instance} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.impossible("it never becomes a replica again: a new one of what serves can be made")
}

// MARK: - In an application file

extension RDSPromote: CalledAction {
  private static let source = Key.optional(
    "source", Form<ARN>.arn(of: "rds", ["db", "cluster"], "the ARN of an RDS instance or cluster").map(\.rawValue),
    "The ARN of what it must be a replica of; any without it.")

  package static let parameters = PresentDBInstance.parameters + [.text(source)]
  package static let rules = PresentDBInstance.rules
}

// MARK: - Carried out

extension RDSPromote {
  /// What a replica says of itself: whose it is, an instance's or that of a Multi-AZ cluster.
  private static let sources = ["ReadReplicaSourceDBInstanceIdentifier", "ReadReplicaSourceDBClusterIdentifier"]

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall { try PresentDBInstance.look(wanted) }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, "PromoteReadReplica", .setsAbsolute, ["DBInstanceIdentifier": .text(try PresentDBInstance.name(wanted))])
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    try PresentDBInstance.arns(wanted, at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try PresentDBInstance(answer, wanted, at.region)
    if let cluster = try text("DBClusterIdentifier", of: instance) { throw member(instance, of: cluster) }
    let present = try source(of: instance)
    if let present, let wish = try wanted.optionalText(source.name), !Self.isSame(present, wish, instance) {
      throw replicaOfAnother(instance, present, wish)
    }
    switch instance.condition {
    case .usable: return present == nil ? instance.inService(by: at.authorUnlessFirst(noReplica(instance))) : .absent
    case .underway:
      let ofWhom = present.map { ", still a replica of \($0)" } ?? ""
      return .inProgress("\(instance.identifier) is \(instance.status)\(ofWhom)")
    case .stopped, .lost: throw instance.stuck(notToBe: "promoted")
    }
  }

  private static func source(of instance: PresentDBInstance) throws(CloudFault) -> String? {
    for member in sources {
      if let source = try text(member, of: instance) { return source }
    }
    return nil
  }

  /// Nil where RDS leaves it out, or empty: it then says that there is none.
  private static func text(_ member: String, of instance: PresentDBInstance) throws(CloudFault) -> String? {
    guard let value = instance[member] else { return nil }
    guard let text = value.text else {
      throw .unreadable(.rds, "makes no sense of \(member) of \(instance.identifier)")
    }
    return text.isEmpty ? nil : text
  }

  /// RDS names a source of the same region by its name alone.
  private static func isSame(_ present: String, _ wish: String, _ instance: PresentDBInstance) -> Bool {
    let wish = ARN(wish)
    if present.hasPrefix("arn:") { return present == wish.rawValue }
    return wish.region == instance.region && present.lowercased() == wish.resourceName.lowercased()
  }

  private static func replicaOfAnother(_ instance: PresentDBInstance, _ source: String, _ wish: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.replica-of-another",
      message:
        "RDS instance \(instance.identifier) in \(instance.region) is a replica of \(source), not of \(wish). Correct "
        + "`instance` or `source` in the plan.", isRetriable: false)
  }

  private static func noReplica(_ instance: PresentDBInstance) -> Failure {
    Failure(
      code: "rds.no-replica",
      message:
        "RDS instance \(instance.identifier) in \(instance.region) is no replica: perhaps it was promoted before, perhaps "
        + "it never was one. If its data is what you want, retry the step, and it is taken as it is; else correct "
        + "`instance` in the plan.", isRetriable: false)
  }

  /// It bears no source of its own: without this it would pass for promoted.
  private static func member(_ instance: PresentDBInstance, of cluster: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.cluster-member",
      message: "RDS instance \(instance.identifier) in \(instance.region) belongs to the cluster \(cluster), and only "
        + "the cluster can be promoted. Promote or fail over the cluster, or correct `instance` in the plan.",
      isRetriable: false)
  }
}
