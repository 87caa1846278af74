import DarumaCore

/// AWS Backup, `Recovery Point State Change`: the life of a point, in `detail.status`.
///
/// Keys: as of ``RecoveryPoints``. EXPIRED, DELETING and DELETED all mean that a plan must not count on the
/// point any more, even where AWS Backup has yet to delete it.
enum RecoveryPointStates {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let status = try detail.optional("status").or(detail.required("state"))
    let arn = try BackupMembers.requiredRecoveryPoint(event)
    let point = RecoveryPointID(arn)
    let region = try BackupMembers.region(
      of: arn, in: detail.optionalARN("backupVaultArn"), at: event.firstResource() ?? detail, or: event.region)
    let subject = event.subject(region: region, resource: try BackupMembers.resource(event, detail))
    if status.says("COMPLETED") || status.says("AVAILABLE") {
      try readTaken(point, detail, isPartial: false, subject, into: &findings)
    } else if status.says("PARTIAL") {
      try readTaken(point, detail, isPartial: true, subject, into: &findings)
    } else if status.says("EXPIRED") {
      try RecoveryPoints.add(
        RecoveryPointRemoved(recoveryPoint: point, reason: .expired), of: subject, by: removedRule,
        into: &findings)
    } else if status.says("DELETING") || status.says("DELETED") {
      try RecoveryPoints.add(
        RecoveryPointRemoved(recoveryPoint: point, reason: .deleted), of: subject, by: removedRule,
        into: &findings)
    } else if status.says("STOPPED") {
      try findings.add(
        .resourceChanged(
          ResourceChanged(
            change: .continuousBackupInterrupted, reason: "the continuous backup \(point) was stopped")),
        key: SignalKey(point.rawValue, "stopped", event.time.description), of: subject, by: stoppedRule)
    } else if status.says("CREATING") {
      findings.ignore("a recovery point that is being created; its backup job tells when it exists")
    } else {
      throw status.unknownValue([
        "CREATING", "COMPLETED", "AVAILABLE", "PARTIAL", "STOPPED", "EXPIRED", "DELETING", "DELETED",
      ])
    }
  }

  private static func readTaken(
    _ point: RecoveryPointID, _ detail: JSONValue, isPartial: Bool, _ subject: Subject,
    into findings: inout Findings
  ) throws(Problem) {
    let created = try detail.optionalInstant("creationDate")
    let tier = detail.optional("storageClass")
    let initiated = try detail.optionalInstant("initiationDate")
    let completed = try detail.optionalInstant("completionDate")
    let key = try detail.optionalARN("encryptionKeyArn")
    var subject = subject
    subject.at = completed ?? subject.at
    let taken = RecoveryPointTaken(
      recoveryPoint: point, takenAt: [created, initiated].compactMap { $0 }.min(), completedAt: completed,
      vault: try BackupMembers.vaultName(detail), sizeBytes: detail.looseCount("backupSizeInBytes"),
      encrypted: BackupMembers.isEncrypted(detail, by: key),
      expiresAt: try BackupRetention.end(detail, "lifecycle", createdAt: created),
      origin: detail.optional("createdBy") == nil ? .manual : .plan, partial: isPartial, key: key,
      message: try BackupMembers.reason(detail), archived: tier.flatMap(isArchived))
    try RecoveryPoints.add(taken, of: subject, by: takenRule, into: &findings)
  }

  /// From COLD a restore takes hours to days. A word that is not known says nothing.
  private static func isArchived(_ tier: JSONValue) -> Bool? {
    if tier.says("COLD") { return true }
    return tier.says("WARM") ? false : nil
  }

  private static let takenRule = Rule(
    .backup, "AWS Backup, recovery point state: the point in resources[0] exists")
  private static let removedRule = Rule(
    .backup, "AWS Backup, recovery point state: the point in resources[0] is gone for planning")
  private static let stoppedRule = Rule(
    .backup, "AWS Backup, recovery point STOPPED: the continuous backup does not move forward any more")
}
