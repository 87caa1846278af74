import DarumaCore

/// AWS Backup, `Copy Job State Change`.
///
/// Keys: a copy by its ARN; otherwise job and state.
///
/// - `resources[0]` is the original. The copy is `detail.destinationRecoveryPointArn`, an empty object until
///   the job is done.
/// - The copy is where `destinationBackupVaultArn` and its own ARN say; where they differ it is refused. The envelope's
///   region is where the event was put.
/// - The copy is as old as its original; `creationDate` is the start of copying and says nothing about that.
enum CopyJobs {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let state = try BackupMembers.state(detail)
    if state.says("COMPLETED") { return try readCompleted(event, detail, into: &findings) }
    if state.says("PARTIAL") { return try readPartial(event, detail, into: &findings) }
    let progress: BackupProgressed.State
    if state.says("CREATED") {
      progress = .created
    } else if state.says("RUNNING") || state.says("COMPLETING") || state.says("FAILING") {
      progress = .running
    } else if state.says("FAILED") {
      progress = .failed
    } else {
      throw state.unknownValue(["CREATED", "RUNNING", "COMPLETING", "COMPLETED", "PARTIAL", "FAILING", "FAILED"])
    }
    let created = try detail.instant("creationDate")
    guard let job = try detail.optionalText("copyJobId") else {
      guard progress == .created else { throw noJob(detail) }
      return findings.ignore("a copy job that was just created has no id yet; its next event has one")
    }
    let subject = event.subject(
      at: progress == .created ? created : try detail.optionalInstant("completionDate"),
      region: try event.region(of: destinationVault(detail)),
      resource: try BackupMembers.resource(event, detail))
    try findings.add(
      .backupProgressed(
        BackupProgressed(
          job: job, state: progress, reason: try BackupMembers.reason(detail),
          of: try BackupMembers.firstRecoveryPoint(event).map(RecoveryPointID.init(_:)))),
      key: SignalKey(job, progress.rawValue), of: subject, by: progressRule)
  }

  private static func readCompleted(
    _ event: EventBridgeEvent, _ detail: JSONValue, into findings: inout Findings
  ) throws(Problem) {
    let original = try BackupMembers.requiredRecoveryPoint(event)
    let destination = try destination(event, detail)
    let completed = try detail.optionalInstant("completionDate")
    let key = try key(detail)
    let copied = RecoveryPointCopied(
      recoveryPoint: RecoveryPointID(destination.copy), of: RecoveryPointID(original),
      toRegion: destination.subject.region, completedAt: completed, vault: destination.vault,
      sizeBytes: detail.looseCount("backupSizeInBytes"),
      encrypted: BackupMembers.isEncrypted(detail, by: key), key: key,
      expiresAt: try BackupRetention.calculated(detail), kept: try kept(detail))
    var subject = destination.subject
    subject.at = completed ?? event.time
    try RecoveryPoints.add(copied, of: subject, by: copiedRule, into: &findings)
  }

  /// A copy of which something is missing exists, but is not what its original is.
  private static func readPartial(
    _ event: EventBridgeEvent, _ detail: JSONValue, into findings: inout Findings
  ) throws(Problem) {
    let destination = try destination(event, detail)
    let completed = try detail.optionalInstant("completionDate")
    let key = try key(detail)
    let taken = RecoveryPointTaken(
      recoveryPoint: RecoveryPointID(destination.copy), takenAt: nil, completedAt: completed,
      vault: destination.vault, sizeBytes: detail.looseCount("backupSizeInBytes"),
      encrypted: BackupMembers.isEncrypted(detail, by: key), expiresAt: try BackupRetention.calculated(detail),
      origin: detail.optional("createdBy") == nil ? .manual : .plan, partial: true, key: key,
      message: try BackupMembers.reason(detail))
    // It is a copy all the same, and kept as long as one.
    let copied = RecoveryPointCopied(
      recoveryPoint: taken.recoveryPoint, of: RecoveryPointID(try BackupMembers.requiredRecoveryPoint(event)),
      toRegion: destination.subject.region, completedAt: completed, kept: try kept(detail))
    var subject = destination.subject
    subject.at = completed ?? event.time
    try RecoveryPoints.add(copied, of: subject, by: copiedRule, into: &findings)
    try RecoveryPoints.add(taken, of: subject, by: partialRule, into: &findings)
  }

  /// The copy, its vault and where that is.
  private static func destination(
    _ event: EventBridgeEvent, _ detail: JSONValue
  ) throws(Problem) -> (copy: ARN, vault: String?, subject: Subject) {
    let vault = try destinationVault(detail)
    let written = try detail.arn("destinationRecoveryPointArn")
    try BackupMembers.check(written, at: detail.required("destinationRecoveryPointArn"))
    let region = try BackupMembers.region(
      of: written, in: vault, at: detail.required("destinationRecoveryPointArn"), or: event.region)
    var subject = event.subject(region: region, resource: try BackupMembers.resource(event, detail))
    subject.account = vault?.namedAccount ?? event.account
    return (written.canonical(in: region), vault?.resourceName, subject)
  }

  private static func destinationVault(_ detail: JSONValue) throws(Problem) -> ARN? {
    try detail.optionalARN("destinationBackupVaultArn")
  }

  /// Of the copy.
  private static func key(_ detail: JSONValue) throws(Problem) -> ARN? {
    try detail.optionalARN("destinationEncryptionKeyArn").orMaybe(detail.optionalARN("encryptionKeyArn"))
  }

  private static func kept(_ detail: JSONValue) throws(Problem) -> Retention? {
    try BackupRetention.ofCopy(detail, "destinationRecoveryPointLifecycle")
  }

  private static func noJob(_ detail: JSONValue) -> Problem {
    Problem(.missing, at: detail, "names no copyJobId", remedy: "only a job in state CREATED may have none")
  }

  private static let copiedRule = Rule(
    .backup,
    "AWS Backup, copy job COMPLETED: destinationRecoveryPointArn is a copy of resources[0] and as old"
  )
  private static let partialRule = Rule(
    .backup, "AWS Backup, copy job PARTIAL: the copy exists, but not all of it")
  private static let progressRule = Rule(
    .backup, "AWS Backup, copy job: the job in detail.copyJobId moved, without a copy")
}
