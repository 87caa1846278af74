import DarumaCore

/// AWS Backup, `Restore Job State Change`.
///
/// Key: job and state, and the outcome of the validation, which comes later than the restore. A completed job proves that its recovery point could be restored. A failed one proves
/// nothing about the point: permissions fail restores as well.
///
/// Restore testing adds `validationStatus`: what a test of the restored resource found. One that timed out did
/// not pass; VALIDATING has no outcome yet. (AWS Backup Developer Guide, "Restore testing validation".)
///
/// `resources[0]` and `recoveryPointArn` may be two names of one point; the first is the one that the backup
/// job used.
enum RestoreJobs {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let value = try BackupMembers.state(detail)
    let state: RestoreProgressed.State
    if value.says("CREATED") {
      state = .created
    } else if value.says("PENDING") {
      state = .pending
    } else if value.says("RUNNING") {
      state = .running
    } else if value.says("COMPLETED") {
      state = .completed
    } else if value.says("FAILED") || value.says("ABORTED") {
      state = .failed
    } else {
      throw value.unknownValue(["CREATED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "ABORTED"])
    }
    let job = try detail.text("restoreJobId")
    let created = try detail.instant("creationDate")
    let point = try BackupMembers.firstRecoveryPoint(event).orMaybe(detail.optionalARN("recoveryPointArn"))
    let validation = try validation(detail)
    let restore = RestoreProgressed(
      job: job, recoveryPoint: point.map(RecoveryPointID.init(_:)),
      created: try detail.optionalARN("createdResourceArn"), state: state,
      reason: try validationReason(detail, validation).orMaybe(BackupMembers.reason(detail)),
      validation: validation)
    let subject = event.subject(
      at: state == .created ? created : try detail.optionalInstant("completionDate"),
      region: try event.region(),
      resource: try detail.optionalARN("sourceResourceArn")?.canonical(in: nil, account: event.account))
    try findings.add(
      .restoreProgressed(restore),
      key: validation.map { SignalKey(job, state.rawValue, $0.rawValue) } ?? SignalKey(job, state.rawValue),
      of: subject,
      by: validation != nil ? validatedRule : state == .completed ? completedRule : progressRule)
  }

  private static func validation(_ detail: JSONValue) throws(Problem) -> RestoreProgressed.Validation? {
    guard let status = detail.optional("validationStatus"), !status.says("") else { return nil }
    return try detail.choice(
      "validationStatus",
      ["SUCCESSFUL": .passed, "FAILED": .failed, "TIMED_OUT": .failed, "VALIDATING": nil])
  }

  /// Why it failed. What a passed one says is passed over.
  private static func validationReason(
    _ detail: JSONValue, _ validation: RestoreProgressed.Validation?
  ) throws(Problem) -> String? {
    guard validation == .failed else { return nil }
    if let said = try detail.optionalText("validationStatusMessage") { return said }
    return try detail.text("validationStatus") == "TIMED_OUT" ? "the validation timed out" : nil
  }

  private static let completedRule = Rule(
    .backup, "AWS Backup, restore job COMPLETED: the recovery point was restored to detail.createdResourceArn"
  )
  private static let validatedRule = Rule(
    .backup, "AWS Backup, restore job with validationStatus: what a test of the restored resource found")
  private static let progressRule = Rule(
    .backup, "AWS Backup, restore job: the job in detail.restoreJobId moved")
}
