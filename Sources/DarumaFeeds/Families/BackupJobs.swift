import DarumaCore

/// AWS Backup, `Backup Job State Change`.
///
/// Keys: a recovery point by its ARN (the RDS or EBS event of the same snapshot has the same); otherwise job
/// and state.
///
/// - The recovery point is in `resources[0]`, on COMPLETED alone; `detail` does not name it.
/// - It is as old as `creationDate`, the start of the job: the data is no newer.
/// - COMPLETED with a `statusMessage` is what the console calls "Completed with issues": something may be
///   missing, so the point is partial, unless the message says otherwise. The message is kept.
/// - A continuous backup is one point, which each job moves on (ARN with `:continuous:`).
/// - EXPIRED is a job that did not run in its window. It is no recovery point that expired.
/// - CREATED names no resource; later states of the same job do.
enum BackupJobs {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let state = try BackupMembers.state(detail)
    let progress: BackupProgressed.State
    if state.says("COMPLETED") {
      let message = try BackupMembers.reason(detail)
      let hasIssues = message.map { !RecoveryPointTaken.isWhole(despite: $0) } ?? false
      return try readCompleted(event, detail, missing: hasIssues ? issuesRule : nil, into: &findings)
    } else if state.says("PARTIAL") {
      return try readCompleted(event, detail, missing: partialRule, into: &findings)
    } else if state.says("CREATED") {
      progress = .created
    } else if state.says("PENDING") {
      progress = .pending
    } else if state.says("RUNNING") || state.says("ABORTING") {
      progress = .running
    } else if state.says("FAILED") {
      progress = .failed
    } else if state.says("ABORTED") {
      progress = .aborted
    } else if state.says("EXPIRED") {
      progress = .missedWindow
    } else {
      throw state.unknownValue([
        "CREATED", "PENDING", "RUNNING", "COMPLETED", "PARTIAL", "FAILED", "ABORTING", "ABORTED", "EXPIRED",
      ])
    }
    let job = try detail.text("backupJobId")
    let created = try detail.instant("creationDate")
    let since = progress == .created ? created : try detail.optionalInstant("completionDate")
    let subject = event.subject(
      at: since, region: try region(event, detail), resource: try BackupMembers.resource(event, detail))
    try findings.add(
      .backupProgressed(
        BackupProgressed(
          job: job, state: progress, reason: try BackupMembers.reason(detail),
          recoveryPoint: try BackupMembers.firstRecoveryPoint(event).map(RecoveryPointID.init(_:)))),
      key: SignalKey(job, progress.rawValue), of: subject,
      by: progress == .missedWindow ? missedRule : progressRule)
  }

  /// - Parameter missing: the rule by which some of the point is missing; nil where all is there.
  private static func readCompleted(
    _ event: EventBridgeEvent, _ detail: JSONValue, missing: Rule?, into findings: inout Findings
  ) throws(Problem) {
    let point = try BackupMembers.requiredRecoveryPoint(event)
    let started = try detail.instant("creationDate")
    let completed = try detail.optionalInstant("completionDate")
    let key = try detail.optionalARN("encryptionKeyArn")
    let taken = RecoveryPointTaken(
      recoveryPoint: RecoveryPointID(point), takenAt: started,
      completedAt: completed, vault: try BackupMembers.vaultName(detail),
      sizeBytes: detail.looseCount("backupSizeInBytes"),
      encrypted: BackupMembers.isEncrypted(detail, by: key),
      expiresAt: try BackupRetention.end(detail, "recoveryPointLifecycle", createdAt: started),
      origin: detail.optional("createdBy") == nil ? .manual : .plan, partial: missing != nil, key: key,
      window: point.isContinuous ? RestorableWindow(from: nil, until: started) : nil, whole: missing == nil,
      message: try BackupMembers.reason(detail))
    let vault = try detail.optionalARN("backupVaultArn")
    let region = try BackupMembers.region(
      of: point, in: vault, at: event.firstResource() ?? detail, or: event.region)
    let subject = event.subject(
      at: completed, region: region, resource: try BackupMembers.resource(event, detail))
    try RecoveryPoints.add(taken, of: subject, by: missing ?? takenRule, into: &findings)
  }

  /// Of the vault, which the job writes to.
  private static func region(_ event: EventBridgeEvent, _ detail: JSONValue) throws(Problem) -> Region {
    try event.region(of: detail.optionalARN("backupVaultArn"))
  }

  private static let takenRule = Rule(
    .backup,
    "AWS Backup, backup job COMPLETED: the point in resources[0] exists, as old as the start of the job"
  )
  private static let partialRule = Rule(
    .backup, "AWS Backup, backup job PARTIAL: the recovery point in resources[0] exists, but not all of it")
  private static let issuesRule = Rule(
    .backup,
    "AWS Backup, backup job COMPLETED with a statusMessage: the point exists, but something may be missing")
  private static let progressRule = Rule(
    .backup, "AWS Backup, backup job: the job in detail.backupJobId moved, without a recovery point")
  private static let missedRule = Rule(
    .backup, "AWS Backup, backup job EXPIRED: the job missed its window; no recovery point expired")
}
