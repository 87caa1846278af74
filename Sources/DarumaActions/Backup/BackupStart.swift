package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `backup.start`: lets AWS Backup make a backup now, and waits until it is whole. A repeat is known by its token. A backup
/// of the same resource into the same vault that somebody started by hand, with the same role and since the execution
/// began, serves as well.
package enum BackupStart: ActionDefinition {
  package static let name: ActionName = "backup.start"
  package static let about = "Lets AWS Backup make a backup of a resource now, and waits until it is done."
  package static let resource = ActionKind.ResourceUse.optional([
    .rdsInstance, .rdsCluster, .efsFileSystem, .ebsVolume, .s3Bucket,
  ])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("AWS Backup"), services: ["BACKUP"],
    outputs: ["recoveryPoint", "vault", "job"], sentence: "back {arn} up into {vault} in {region}")
  package static let usually = Span.minutes(30)
  package static let undo = Undo.byHand(
    "delete the recovery point from vault {vault} in {region}, or let its retention end")
}

// MARK: - In an application file

extension BackupStart {
  /// A hundred years.
  private static let mostDays = 36_500

  private static let arn = Key.optional(
    "arn", Form<ARN>.arn.located, "What is backed up; the step's resource without it.")
  private static let arnOf = Key.optional(
    "arnOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose new resource is backed up, such as one of rds.restore.")
  private static let vault = Key.required("vault", Form<String>.backupVault, "The vault that it goes into.")
  private static let retainDays = Key.optional(
    "retainDays", Form<Int>.count(1...mostDays), "Days that the recovery point is kept; for ever without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of backup.start", keys: [arn, arnOf, vault, BackupRole.key, retainDays],
      rules: [.excludes(arn.name, arnOf.name)])
  ) { fields in
    let (named, step, place) = (fields.value(arn), fields.value(arnOf), fields.place(of: arnOf))
    let (into, role, days) = (fields.value(vault), BackupRole.read(fields), fields.value(retainDays))
    guard let into, let role else { return nil }
    return Wanted(
      named: named, left: step.map { OutputUse(step: $0, key: "arn", place: place) }, vault: into, role: role,
      retainDays: days)
  }

  package struct Wanted: ActionWanted {
    var named: Located<ARN>?
    var left: OutputUse?
    var vault: String
    var role: String
    var retainDays: Int?

    package var uses: [OutputUse] { [left].compactMap(\.self) }

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      let left = self.left.map { Document.blank(.output(of: $0.step, key: $0.key)) }
      return .parameters([
        arn.name: left ?? Document((named?.value ?? setting.arn)?.rawValue), BackupStart.vault.name: .text(vault),
        BackupRole.key.name: .text(role), BackupStart.retainDays.name: retainDays.map { Document($0) },
        BackupJobs.since: BackupJobs.beginning,
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard left == nil else { return }
      guard let arn = named?.value ?? setting.arn else {
        // A resource that is given but unknown is reported by name.
        if !setting.hasResource {
          findings.report(
            .missingKey, at: setting.place, "nothing says what is backed up",
            remedy: "add `resource:` with its id in this file, or `arn` or `arnOf` to `with`")
        }
        return
      }
      guard let region = setting.region, !arn.region.rawValue.isEmpty, arn.region != region else { return }
      findings.report(
        .arnOfOtherRegion, at: named?.place ?? setting.place,
        "\(arn) is in \(arn.region), and the step acts in \(region)",
        remedy: "say in `region` where the step acts, or name what is in \(region)")
    }
  }
}

// MARK: - Carried out

extension BackupStart {
  package typealias Request = Arguments

  private static let jobsLine: RESTLine = """
    GET /backup-jobs/?resourceArn={ByResourceArn}&backupVaultName={ByBackupVaultName}\
    &createdAfter={ByCreatedAfter}&nextToken={NextToken}
    """
  private static let startLine: RESTLine = "PUT /backup-jobs"

  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .backup, "ListBackupJobs", .reads,
      [
        "ByResourceArn": .text(try wanted.text(arn.name)), "ByBackupVaultName": .text(try wanted.text(vault.name)),
        "ByCreatedAfter": .text(try BackupJobs.since(wanted).description),
      ], rest: RESTBinding(jobsLine))
  }

  static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    let tags = at.mark.tags.map { ($0.key, Document.text($0.value)) }
    return AWSCall(
      .backup, "StartBackupJob", .createsNamed,
      .object(
        .parameters([
          "ResourceArn": .text(try wanted.text(arn.name)), "BackupVaultName": .text(try wanted.text(vault.name)),
          "IamRoleArn": .text(try wanted.text(BackupRole.key.name)), "IdempotencyToken": .text(at.effect.id.rawValue),
          "RecoveryPointTags": .object(Dictionary(tags) { $1 }),
          "Lifecycle": try wanted.optionalInteger(retainDays.name).map { ["DeleteAfterDays": Document($0)] },
        ])), rest: RESTBinding(startLine))
  }

  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let role = BackupRole.precondition(try wanted.text(BackupRole.key.name))
    let into = try wanted.text(vault.name)
    return [
      Precondition(
        "vault \(into)",
        AWSCall(
          .backup, "DescribeBackupVault", .reads, ["BackupVaultName": .text(into)],
          rest: RESTBinding("GET /backup-vaults/{BackupVaultName}")), missing: ["backup.ResourceNotFoundException"]
      ) { $0["BackupVaultName"]?.text == into ? .met : .unclear("AWS Backup does not describe it") },
      role,
    ]
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let vaults = [at.arn("backup", "backup-vault:\(try wanted.text(vault.name))")]
    return [
      PlannedCall(try look(wanted), in: at.region),
      PlannedCall(
        try change(wanted, at), in: at.region, on: vaults,
        and: [Permission("backup:TagResource"), BackupRole.passing(try wanted.text(BackupRole.key.name))]),
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let (what, into) = (try wanted.text(arn.name), try wanted.text(vault.name))
    let (role, since) = (try wanted.text(BackupRole.key.name), try BackupJobs.since(wanted))
    var jobs = BackupJobs()
    for job in try await at.items("BackupJobs", of: look(wanted)) {
      guard let id = job["BackupJobId"]?.text, !id.isEmpty, job["ResourceArn"]?.text == what,
        job["BackupVaultName"]?.text == into
      else { throw .unreadable(.backup, "lists a backup job that is not of \(what) into \(into)") }
      // A plan's job began because of its schedule; another's role is another's job.
      guard job["CreatedBy"] == nil, job["IamRoleArn"]?.text == role else { continue }
      let created = try BackupJobs.createdAt(job, id)
      guard created >= since else { continue }
      try count(job, id, created, into, &jobs)
    }
    return jobs.judge("backup", at)
  }

  private static func count(
    _ job: Document, _ id: String, _ created: Instant, _ vault: String, _ jobs: inout BackupJobs
  ) throws(CloudFault) {
    let message = job["StatusMessage"]?.text ?? ""
    let said = message.isEmpty ? "" : ": \(message)"
    switch job["State"]?.text {
    case "CREATED", "PENDING", "RUNNING":
      let percent = BackupJobs.progress(of: job)
      jobs.isUnderway("backup job \(id) is under way\(percent)")
    case "COMPLETED":
      guard message.isEmpty || RecoveryPointTaken.isWhole(despite: message) else {
        return jobs.failed("Backup job \(id) was done with issues\(said)", at: created)
      }
      guard let point = job["RecoveryPointArn"]?.text, ARN(point).isWellFormed else {
        throw .unreadable(.backup, "names no recovery point that backup job \(id) made")
      }
      jobs.isDone(["recoveryPoint": point, "vault": vault, "job": id])
    case "PARTIAL", "ABORTING", "ABORTED", "FAILED", "EXPIRED":
      jobs.failed("Backup job \(id) is \(job["State"]?.text ?? "")\(said)", at: created)
    case let state: throw .unreadable(.backup, "names no known state of backup job \(id) (\(state ?? "none"))")
    }
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(wanted, at), in: at.region)
    } catch {
      guard error.code == "backup.ResourceNotFoundException" else { throw error }
      throw CloudFault(
        kind: .refused, code: "backup.nothing-to-back-up",
        message:
          "\(error.message) AWS Backup in \(at.region) does not know \(try wanted.text(arn.name)), or has no vault "
          + "\(try wanted.text(vault.name)). Make the vault, or correct the plan.", isRetriable: false)
    }
    return .started
  }
}
