package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `rds.replicateBackups`: has the automated backups of an RDS instance replicated into the region where the step acts, and
/// waits until they are, so that a moment can be restored there. After a failover: the other way round. That they are
/// replicated is absolute, so a repeat changes nothing.
package enum RDSReplicateBackups: ActionDefinition {
  package static let name: ActionName = "rds.replicateBackups"
  package static let about =
    "Has the automated backups of an RDS instance replicated into the region where the step acts."
  package static let resource = ActionKind.ResourceUse.optional([.rdsInstance])
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("RDS"), services: ["RDS"], outputs: ["arn"],
    sentence: "replicate the automated backups of {source} into {region}")
  package static let usually = Span.minutes(30)
  package static let undo = Undo.byHand("stop it with `aws rds stop-db-instance-automated-backups-replication`")
}

// MARK: - In an application file

extension RDSReplicateBackups: CalledAction {
  private static let source = Key.optional(
    "source", Form<ARN>.arn(of: "rds", ["db"], "the ARN of an RDS instance").map(\.rawValue),
    "The ARN of the instance whose backups are meant; the step's resource without it.")
  private static let sourceOf = Key.optional(
    "sourceOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose instance is meant, such as one of rds.restore.")
  private static let retention = Key.optional(
    "retentionDays", Form<Int>.count(1...35), "Days that they are kept in the region; 7 without it.")
  private static let kmsKey = Key.optional(
    "kmsKey", Form<String>.kmsKey,
    "The key of the region where the step acts that they are encrypted with. Those of an encrypted instance need one.")

  package static let parameters: [Parameter] = [
    .resourceARN(as: source.name), .text(source), .left(by: sourceOf, "arn", as: source.name), .count(retention),
    .text(kmsKey),
  ]
  package static let rules: [KeyRule] = [.excludes(source.name, sourceOf.name)]

  package static func check(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {
    guard given.values[source.name] == nil else { return checkRegion(given, in: setting, findings) }
    guard setting.hasResource else {
      findings.report(
        .missingKey, at: setting.place, "nothing says whose backups are meant",
        remedy: "add `resource:` with its id in this file, or `\(source.name)` to `with`")
      return
    }
    checkRegion(given, in: setting, findings)
  }

  private static func checkRegion(_ given: GivenParameters, in setting: ActionSetting, _ findings: Findings) {
    let arn = given.values[source.name]?.text.map { ARN($0) } ?? (given.values[source.name] == nil ? setting.arn : nil)
    guard let arn, let region = setting.region, arn.region == region else { return }
    findings.report(
      .keyConflict, at: setting.place,
      "the instance lies in \(region), where the step acts: its backups are there already",
      remedy: "name another region in `region`")
  }
}

// MARK: - Carried out

extension RDSReplicateBackups {
  private static func instance(_ wanted: Arguments) throws(CloudFault) -> ARN { ARN(try wanted.text(source.name)) }

  package static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AutomatedBackup.look(for: try instance(wanted))
  }

  package static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let instance = try instance(wanted)
    let input: [String: Document] = .parameters([
      "SourceDBInstanceArn": .text(instance.rawValue),
      "BackupRetentionPeriod": try wanted.optionalInteger(retention.name).map { Document($0) },
      "KmsKeyId": Document(try wanted.optionalText(kmsKey.name)),
    ])
    return AWSCall(
      .rds, "StartDBInstanceAutomatedBackupsReplication", .setsAbsolute, .object(input), copiesFrom: instance.region)
  }

  package static func changed(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [String] {
    [try instance(wanted).rawValue, at.arn("rds", "auto-backup:*")]
  }

  package static func furtherPermissions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Permission] {
    Permission.grants(in: at)
  }

  package static func judge(
    _ answer: Document, _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> Observation {
    let instance = try instance(wanted)
    guard instance.region != at.region else { throw atHome(instance) }
    // What was kept of a replication that ended is no replication.
    let running = try AutomatedBackup.list(answer, of: instance, in: at.region).filter { $0.status != "retained" }
    guard let backup = running.first(where: \.isUsable) ?? running.first else { return .absent }
    guard backup.isUsable, let arn = backup.arn else {
      return .inProgress("the replication of the backups of \(instance.resourceName) is \(backup.status)")
    }
    if let wish = try wanted.optionalInteger(retention.name) {
      guard let now = backup.retention else {
        throw .unreadable(.rds, "does not say how long the replicated backups of \(instance.resourceName) are kept")
      }
      guard now == Int64(wish) else { throw keptOtherwise(instance, now, wish, at.region) }
    }
    return .done(outputs: ["arn": arn], by: .unknown)
  }

  private static func atHome(_ instance: ARN) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.source-in-region",
      message:
        "\(instance) lies in the region where the step acts: its backups are there already. Name another region in "
        + "`region`, or correct `source` in the plan.", isRetriable: false)
  }

  /// RDS has no call that changes it.
  private static func keptOtherwise(_ instance: ARN, _ now: Int64, _ wish: Int, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.kept-otherwise",
      message:
        "The backups of \(instance) are replicated into \(region) already, and kept for \(now) days, not \(wish). "
        + "RDS changes that only by a new replication: stop it (`aws rds "
        + "stop-db-instance-automated-backups-replication`), which ends what it keeps up to date, then retry the step; or "
        + "correct `retentionDays`.", isRetriable: false)
  }
}
