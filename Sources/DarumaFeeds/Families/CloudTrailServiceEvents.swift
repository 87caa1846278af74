import DarumaCore

/// What AWS Backup writes to CloudTrail by itself: rules in the field listen for it since 2019. It tells less than the
/// events of EventBridge, and only what is bad news is made a fact of: a point that came of a job has an event of its own.
/// (AWS Backup Developer Guide, "Logging AWS Backup API calls with CloudTrail".)
enum CloudTrailServiceEvents {
  static func read(
    _ name: JSONValue, _ event: EventBridgeEvent, _ detail: JSONValue, into findings: inout Findings
  ) throws(Problem) {
    let said = try detail.object("serviceEventDetails")
    let at = try detail.optionalInstant("eventTime") ?? event.time
    if name.says("BackupJobCompleted") || name.says("BackupJobStarted") {
      try readJob(said, "backupJobId", event, at: at, into: &findings)
    } else if name.says("CopyJobCompleted") || name.says("CopyJobStarted") {
      try readJob(said, "copyJobId", event, at: at, into: &findings)
    } else if name.says("BackupDeleted") || name.says("RecoveryPointDeleted") {
      let arn = try said.arn("recoveryPointArn")
      try BackupMembers.check(arn, at: said.required("recoveryPointArn"))
      let region = try BackupMembers.region(
        of: arn, in: said.optionalARN("backupVaultArn"), at: said.required("recoveryPointArn"), or: event.region)
      try RecoveryPoints.add(
        RecoveryPointRemoved(recoveryPoint: RecoveryPointID(arn.canonical(in: region)), reason: .deleted),
        of: event.subject(at: at, region: region, resource: try BackupMembers.resource(event, said)), by: removedRule,
        into: &findings)
    } else {
      findings.ignore("an event of a service that tells of no backup, copy or deletion")
    }
  }

  private static func readJob(
    _ said: JSONValue, _ id: StaticString, _ event: EventBridgeEvent, at instant: Instant,
    into findings: inout Findings
  ) throws(Problem) {
    let state = try BackupMembers.state(said)
    let progress: BackupProgressed.State
    if state.says("FAILED") {
      progress = .failed
    } else if state.says("ABORTED") {
      progress = .aborted
    } else if state.says("EXPIRED") {
      progress = .missedWindow
    } else {
      return findings.ignore("a job that did not fail; the event of EventBridge tells which recovery point came of it")
    }
    let job = try said.text(id)
    let vault = try said.optionalARN("destinationBackupVaultArn").orMaybe(said.optionalARN("backupVaultArn"))
    try findings.add(
      .backupProgressed(BackupProgressed(job: job, state: progress, reason: try BackupMembers.reason(said))),
      key: SignalKey(job, progress.rawValue),
      of: event.subject(
        at: instant, region: try event.region(of: vault), resource: try BackupMembers.resource(event, said)),
      by: jobRule)
  }

  private static let jobRule = Rule(.cloudtrail, "CloudTrail, a job of AWS Backup that came to nothing")
  private static let removedRule = Rule(.cloudtrail, "CloudTrail, AWS Backup: the recovery point was deleted")
}
