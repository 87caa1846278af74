package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `backup.copy`: lets AWS Backup copy a recovery point into another vault, in any region, and waits until the copy is
/// there. That the vault holds a copy is what counts, so one that is there already serves; a repeat is known by its token.
package enum BackupCopy: ActionDefinition {
  package static let name: ActionName = "backup.copy"
  package static let about = "Copies a recovery point of AWS Backup into another vault, and waits until it is there."
  package static let resource = ActionKind.ResourceUse.optional([
    .rdsInstance, .rdsCluster, .efsFileSystem, .ebsVolume, .s3Bucket,
  ])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("AWS Backup"), services: ["BACKUP"],
    outputs: ["recoveryPoint", "vault", "job"], sentence: "copy {point} to {to}")
  package static let usually = Span.hours(1)
  package static let undo = Undo.byHand("delete the copy from {to}, or let its retention end")
}

// MARK: - In an application file

extension BackupCopy {
  /// A hundred years.
  private static let mostDays = 36_500

  private static let pointOf = Key.optional(
    "pointOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose recovery point is copied, such as one of backup.start; the point that was chosen for the "
      + "step's resource without it.")
  private static let to = Key.required(
    "to", Form<ARN>.arn.located, "The ARN of the vault that it goes into, in any region or account.")
  private static let retainDays = Key.optional(
    "retainDays", Form<Int>.count(1...mostDays), "Days that the copy is kept; for ever without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of backup.copy", keys: [pointOf, to, BackupRole.key, retainDays])
  ) { fields in
    let (step, place) = (fields.value(pointOf), fields.place(of: pointOf))
    let (vault, role, days) = (fields.value(to), BackupRole.read(fields), fields.value(retainDays))
    guard let vault, let role else { return nil }
    guard vault.value.service == "backup", vault.value.resourceType == "backup-vault" else {
      fields.findings.report(
        .arnOfOtherType, at: vault.place, "\(quoted(vault.value.rawValue)) is not a vault",
        remedy: "write `arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME`")
      return nil
    }
    return Wanted(
      left: step.map { OutputUse(step: $0, key: "recoveryPoint", place: place) }, to: vault.value, role: role,
      retainDays: days)
  }

  package struct Wanted: ActionWanted {
    /// The point; nil where the chosen one is meant. Whoever leaves a point leaves its vault with it.
    var left: OutputUse?
    var to: ARN
    var role: String
    var retainDays: Int?

    package var uses: [OutputUse] { [left].compactMap(\.self) }

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        "point": .blank(left.map { .output(of: $0.step, key: $0.key) } ?? .point),
        "vault": left.map { .blank(.output(of: $0.step, key: "vault")) },
        "resource": left == nil ? Document(setting.arn?.rawValue) : nil, BackupCopy.to.name: .text(to.rawValue),
        BackupRole.key.name: .text(role), BackupCopy.retainDays.name: retainDays.map { Document($0) },
        BackupJobs.since: BackupJobs.beginning, "account": .blank(.account),
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard left == nil, !setting.hasResource else { return }
      findings.report(
        .missingKey, at: setting.place, "nothing says which recovery point is copied",
        remedy: "add `resource:` with the id of what the plan restores, or `pointOf` to `with`")
    }
  }
}

// MARK: - Carried out

extension BackupCopy {
  package typealias Request = Arguments

  private static let jobsLine: RESTLine = """
    GET /copy-jobs/?sourceRecoveryPointArn={BySourceRecoveryPointArn}\
    &destinationVaultArn={ByDestinationVaultArn}&nextToken={NextToken}
    """
  private static let startLine: RESTLine = "PUT /copy-jobs"
  private static let pointLine: RESTLine = "GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}"

  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .backup, "ListCopyJobs", .reads,
      [
        "BySourceRecoveryPointArn": .text(try wanted.text("point")),
        "ByDestinationVaultArn": .text(try wanted.text(to.name)),
      ], rest: RESTBinding(jobsLine))
  }

  static func lookAtCopy(_ copy: String, in vault: ARN) -> AWSCall {
    AWSCall(
      .backup, "DescribeRecoveryPoint", .reads,
      ["BackupVaultName": .text(vault.resourceName), "RecoveryPointArn": .text(copy)], rest: RESTBinding(pointLine))
  }

  static func change(_ wanted: Arguments, from vault: String, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    AWSCall(
      .backup, "StartCopyJob", .createsNamed,
      .object(
        .parameters([
          "RecoveryPointArn": .text(try wanted.text("point")), "SourceBackupVaultName": .text(vault),
          "DestinationBackupVaultArn": .text(try wanted.text(to.name)),
          "IamRoleArn": .text(try wanted.text(BackupRole.key.name)), "IdempotencyToken": .text(at.effect.id.rawValue),
          "Lifecycle": try wanted.optionalInteger(retainDays.name).map { ["DeleteAfterDays": Document($0)] },
        ])), rest: RESTBinding(startLine))
  }

  /// The vault may be in another region, or another account's.
  package static func preconditions(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    [BackupRole.precondition(try wanted.text(BackupRole.key.name))]
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let target = try wanted.text(to.name)
    let role = BackupRole.passing(try wanted.text(BackupRole.key.name))
    let given = try wanted.optionalText("vault")
    var calls = [PlannedCall(try look(wanted), in: at.region)]
    if try isOwn(ARN(target), wanted) {
      // What only looking tells.
      calls.append(PlannedCall(lookAtCopy("COPY", in: ARN(target)), in: ARN(target).region))
    }
    if given == nil {
      calls.append(PlannedCall(RecoveryPointVault.look(for: try wanted.text("resource")), in: at.region))
    }
    // A point is of any service.
    return calls + [
      PlannedCall(
        try change(wanted, from: given ?? "VAULT", at), in: at.region,
        and: [Permission("backup:CopyIntoBackupVault", on: [target]), role])
    ]
  }

  private static func isOwn(_ vault: ARN, _ wanted: Arguments) throws(CloudFault) -> Bool {
    vault.account.rawValue == (try wanted.text("account"))
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let (point, vault) = (try wanted.text("point"), ARN(try wanted.text(to.name)))
    let since = try BackupJobs.since(wanted)
    var jobs = BackupJobs()
    for job in try await at.items("CopyJobs", of: look(wanted)) {
      guard let id = job["CopyJobId"]?.text, !id.isEmpty, job["SourceRecoveryPointArn"]?.text == point,
        job["DestinationBackupVaultArn"]?.text == vault.rawValue
      else { throw .unreadable(.backup, "lists a copy job that is not of \(point) to \(vault)") }
      let said = job["StatusMessage"]?.text.map { ": \($0)" } ?? ""
      switch job["State"]?.text {
      case "CREATED", "RUNNING": jobs.isUnderway("copy job \(id) is under way")
      case "COMPLETED":
        guard let copy = job["DestinationRecoveryPointArn"]?.text, ARN(copy).isWellFormed else {
          throw .unreadable(.backup, "names no recovery point that copy job \(id) made")
        }
        guard try await isThere(copy, in: vault, wanted, at) else { continue }
        jobs.isDone(["recoveryPoint": copy, "vault": vault.resourceName, "job": id])
      // What failed before says nothing of this step.
      case "FAILED", "PARTIAL":
        let created = try BackupJobs.createdAt(job, id)
        if created >= since { jobs.failed("Copy job \(id) is \(job["State"]?.text ?? "")\(said)", at: created) }
      case let state: throw .unreadable(.backup, "names no known state of copy job \(id) (\(state ?? "none"))")
      }
    }
    return jobs.judge("copy", at)
  }

  /// Whether the copy that a job made is still there. Of another account's vault the job's word has to do.
  private static func isThere(
    _ copy: String, in vault: ARN, _ wanted: Arguments, _ at: ActionPlace
  ) async throws(CloudFault) -> Bool {
    guard try isOwn(vault, wanted) else { return true }
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(lookAtCopy(copy, in: vault), in: vault.region)
    } catch {
      guard error.code == "backup.ResourceNotFoundException" else { throw error }
      return false
    }
    guard answer["RecoveryPointArn"]?.text == copy, let status = answer["Status"]?.text else {
      throw .unreadable(.backup, "says nothing of \(copy)")
    }
    return ["COMPLETED", "AVAILABLE"].contains(status)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    let point = try wanted.text("point")
    let vault: String
    if let given = try wanted.optionalText("vault") {
      vault = given
    } else {
      vault = try await RecoveryPointVault.name(of: point, of: try wanted.text("resource"), at)
    }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(wanted, from: vault, at), in: at.region)
    } catch {
      guard error.code == "backup.ResourceNotFoundException" else { throw error }
      throw CloudFault(
        kind: .refused, code: "backup.nothing-to-copy",
        message:
          "\(error.message) Either vault \(vault) in \(at.region) no longer holds \(point), or there is no vault "
          + "\(try wanted.text(to.name)). Make the vault, or choose another recovery point.", isRetriable: false)
    }
    return .started
  }
}
