import DarumaCore

/// AWS Backup over SNS: the message is prose, what a program can read is in the message attributes
/// `EventType`, `State`, `Id`, `StartTime` and `AccountId`. It tells less than EventBridge: no vault, and
/// ARNs only inside the prose. (AWS Backup Developer Guide, "Notification options with AWS Backup".)
///
/// Keys: as of the EventBridge events of the same jobs. An object of S3 or EKS that failed inside a job adds
/// its name.
enum BackupNotifications {
  /// Whether the attributes are those of AWS Backup. EKS messages spell them in lower camel case.
  static func areMeant(by delivery: Delivery) -> Bool {
    guard let type = BackupAttributes(delivery.attributes).text("EventType", or: "eventType") else {
      return false
    }
    return known.contains { type.hasPrefix($0) }
  }

  private static let known = [
    "BACKUP_JOB", "COPY_JOB", "RESTORE_JOB", "RECOVERY_POINT", "BACKUP_PLAN", "S3_", "EKS_",
    "CONTINUOUS_BACKUP",
    "ACCESS_POINT",
  ]

  static func read(_ notification: Notification, into findings: inout Findings) throws(Problem) {
    let attributes = BackupAttributes(notification.delivery.attributes)
    let message = notification.body
    let type = attributes.text("EventType", or: "eventType") ?? ""
    let prose = BackupProse(message.text)
    let subject = try subject(notification, attributes, prose, findings.receivedAt)
    switch type {
    case "BACKUP_JOB", "COPY_JOB": try readJob(type, message, attributes, prose, subject, into: &findings)
    case "RESTORE_JOB": try readRestore(message, attributes, subject, into: &findings)
    case "EKS_BACKUP_OBJECT_FAILED", "S3_BACKUP_OBJECT_FAILED":
      try readObject(message, attributes, subject, into: &findings)
    case "EKS_RESTORE_OBJECT_FAILED", "EKS_RESTORE_OBJECT_SKIPPED", "S3_RESTORE_OBJECT_FAILED":
      try readRestoredObject(message, attributes, subject, into: &findings)
    case "CONTINUOUS_BACKUP_INTERRUPTED":
      let change = ResourceChanged(change: .continuousBackupInterrupted, reason: message.text)
      try findings.add(
        .resourceChanged(change),
        key: SignalKey(subject.resource?.rawValue ?? message.text, type, subject.at.description), of: subject,
        by: interruptedRule)
    case let type where type.hasPrefix("RECOVERY_POINT_INDEX"):
      findings.ignore("the search index of a recovery point; the point itself did not change")
    case let type where type.hasPrefix("RECOVERY_POINT"):
      findings.ignore("a recovery point's retention was changed; SNS does not say to what, a listing does")
    case let type where type.hasPrefix("BACKUP_PLAN") || type.hasPrefix("ACCESS_POINT"):
      findings.ignore("a plan or an access point; no recovery point changed")
    default:
      throw Problem(
        .unknownEvent, at: message, "\(type.debugDescription) is no event that AWS Backup is known to send",
        remedy: "subscribe to jobs and recovery points alone")
    }
  }

  private static func readJob(
    _ type: String, _ message: JSONValue, _ attributes: BackupAttributes, _ prose: BackupProse,
    _ subject: Subject, into findings: inout Findings
  ) throws(Problem) {
    let state = try attributes.required("State", for: message)
    let job = try attributes.required("Id", for: message)
    let progress: BackupProgressed.State
    switch state {
    case "COMPLETED" where type == "BACKUP_JOB":
      return try readCompleted(message, attributes, prose, subject, into: &findings)
    case "COMPLETED", "PARTIAL":
      throw Problem(
        .incomplete, at: message, "\(type) \(state) does not say which recovery point came of it",
        remedy: "send the EventBridge events of AWS Backup as well: they do")
    case "CREATED": progress = .created
    case "PENDING": progress = .pending
    case "RUNNING", "ABORTING": progress = .running
    case "FAILED": progress = .failed
    case "ABORTED": progress = .aborted
    case "EXPIRED": progress = .missedWindow
    default: throw unknownState(state, message)
    }
    let reason = progress == .failed || progress == .missedWindow ? message.text : nil
    try findings.add(
      .backupProgressed(BackupProgressed(job: job, state: progress, reason: reason)),
      key: SignalKey(job, progress.rawValue), of: subject, by: progressRule)
  }

  private static func readCompleted(
    _ message: JSONValue, _ attributes: BackupAttributes, _ prose: BackupProse, _ subject: Subject,
    into findings: inout Findings
  ) throws(Problem) {
    guard let written = prose.arn(after: "recovery point arn") else {
      throw Problem(
        .incomplete, at: message, "does not say which recovery point came of the job",
        remedy: "send the EventBridge events of AWS Backup as well: they do")
    }
    // Published samples give a volume as the recovery point of a volume.
    if let resource = subject.resource, written.service == resource.service,
      written.resourceType == resource.resourceType
    {
      throw Problem(
        .contradiction, at: message, "gives \(written), a \(written.resourceType), as a recovery point",
        remedy: "the ARN of a snapshot, an image or a recovery point")
    }
    let point = RecoveryPointID(written.canonical(in: subject.region == .unknown ? nil : subject.region))
    let taken = RecoveryPointTaken(
      recoveryPoint: point, takenAt: try attributes.instant("StartTime", for: message))
    try RecoveryPoints.add(taken, of: subject, by: takenRule, into: &findings)
  }

  private static func readRestore(
    _ message: JSONValue, _ attributes: BackupAttributes, _ subject: Subject, into findings: inout Findings
  ) throws(Problem) {
    let job = try attributes.required("Id", for: message)
    let word = try attributes.required("State", for: message)
    let state: RestoreProgressed.State
    switch word {
    case "CREATED": state = .created
    case "PENDING": state = .pending
    case "RUNNING": state = .running
    case "COMPLETED": state = .completed
    case "FAILED", "ABORTED": state = .failed
    default: throw unknownState(word, message)
    }
    let restore = RestoreProgressed(job: job, state: state, reason: state == .failed ? message.text : nil)
    try findings.add(
      .restoreProgressed(restore), key: SignalKey(job, state.rawValue), of: subject, by: progressRule)
  }

  /// One object failed inside a backup that goes on: whether the whole is usable, the end of the job says.
  private static func readObject(
    _ message: JSONValue, _ attributes: BackupAttributes, _ subject: Subject, into findings: inout Findings
  ) throws(Problem) {
    let job = try attributes.required("backupJobId", or: "Id", for: message)
    let object = attributes.text("resourceName", or: "objectKey") ?? message.text
    try findings.add(
      .backupProgressed(BackupProgressed(job: job, state: .running, reason: message.text)),
      key: SignalKey(job, "running", object), of: subject, by: objectRule)
  }

  private static func readRestoredObject(
    _ message: JSONValue, _ attributes: BackupAttributes, _ subject: Subject, into findings: inout Findings
  ) throws(Problem) {
    let job = try attributes.required("restoreJobId", or: "Id", for: message)
    let object = attributes.text("resourceName", or: "objectKey") ?? message.text
    try findings.add(
      .restoreProgressed(RestoreProgressed(job: job, state: .running, reason: message.text)),
      key: SignalKey(job, "running", object), of: subject, by: objectRule)
  }

  private static func subject(
    _ notification: Notification, _ attributes: BackupAttributes, _ prose: BackupProse, _ receivedAt: Instant
  ) throws(Problem) -> Subject {
    let delivery = notification.delivery
    let seenAt = delivery.timestamp ?? receivedAt
    let resource = prose.arn(after: "resource arn")
    let account = Account(
      attributes.text("AccountId", or: "accountId") ?? delivery.topic?.account.rawValue ?? "")
    return Subject(
      at: seenAt, seenAt: seenAt, source: "aws.backup", account: account,
      region: delivery.region ?? resource?.regionCode ?? .unknown,
      resource: resource?.canonical(in: delivery.region, account: account))
  }

  private static func unknownState(_ state: String, _ message: JSONValue) -> Problem {
    Problem(
      .unknownValue, at: message,
      "the message attribute State is \(state.debugDescription), which is not known",
      remedy: "one of CREATED, PENDING, RUNNING, COMPLETED, FAILED, ABORTED, EXPIRED")
  }

  private static let takenRule = Rule(
    .backup, "AWS Backup, SNS, BACKUP_JOB COMPLETED: the recovery point that the message names exists")
  private static let progressRule = Rule(.backup, "AWS Backup, SNS: the job in the attribute Id moved")
  private static let objectRule = Rule(
    .backup, "AWS Backup, SNS: one object failed inside a job that goes on; the job's end tells what it means"
  )
  private static let interruptedRule = Rule(
    .backup, "AWS Backup, SNS, CONTINUOUS_BACKUP_INTERRUPTED: the chain of a continuous backup is broken")
}
