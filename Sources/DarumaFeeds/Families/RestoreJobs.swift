import DarumaCore

/// AWS Backup, `Restore Job State Change`.
///
/// Key: job and state. A completed job proves that its recovery point could be restored. A failed one proves
/// nothing about the point: permissions fail restores as well.
///
/// `resources[0]` and `recoveryPointArn` may be two names of one point; the first is the one that the backup
/// job used.
enum RestoreJobs {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let value = try BackupMembers.state(detail)
    let state: RestoreProgressed.State
    if value.equals("CREATED") {
      state = .created
    } else if value.equals("PENDING") {
      state = .pending
    } else if value.equals("RUNNING") {
      state = .running
    } else if value.equals("COMPLETED") {
      state = .completed
    } else if value.equals("FAILED") || value.equals("ABORTED") {
      state = .failed
    } else {
      throw value.unknownValue(["CREATED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "ABORTED"])
    }
    let job = try detail.text("restoreJobId")
    let created = try detail.instant("creationDate")
    let point = try BackupMembers.firstRecoveryPoint(event).orMaybe(detail.optionalARN("recoveryPointArn"))
    let restore = RestoreProgressed(
      job: job, recoveryPoint: point.map(RecoveryPointID.init(_:)),
      created: try detail.optionalARN("createdResourceArn"), state: state,
      reason: try BackupMembers.reason(detail))
    let subject = event.subject(
      at: state == .created ? created : try detail.optionalInstant("completionDate"),
      region: try event.region(),
      resource: try detail.optionalARN("sourceResourceArn")?.canonical(in: nil, account: event.account))
    try findings.add(
      .restoreProgressed(restore), key: SignalKey(job, state.rawValue), of: subject,
      by: state == .completed ? completedRule : progressRule)
  }

  private static let completedRule = Rule(
    .backup, "AWS Backup, restore job COMPLETED: the recovery point was restored to detail.createdResourceArn"
  )
  private static let progressRule = Rule(
    .backup, "AWS Backup, restore job: the job in detail.restoreJobId moved")
}
