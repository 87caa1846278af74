import DarumaCore

/// RDS snapshots: made, copied, deleted.
///
/// A snapshot that AWS Backup made is named `awsbackup:job-…`, its copy `awsbackup:copyjob-…`. It is the
/// point that the AWS Backup event names, and has the same key. That event also tells how old it is; this one
/// does not.
extension RDSOccurrence {
  func addSnapshot(_ meaning: RDSMeaning, into findings: inout Findings) throws(Problem) {
    let job = subject.arn.rawValue
    switch meaning {
    case .snapshotStarted: try progress(job, .running, RDSRules.started, point: subject.arn, into: &findings)
    case .copyStarted:
      try progress("copy to " + job, .running, RDSRules.copyStarted, point: subject.arn, into: &findings)
    case .copyCanceled:
      try progress("copy to " + job, .aborted, RDSRules.copyCanceled, point: subject.arn, into: &findings)
    case .snapshotTaken(let origin): try taken(origin, RDSRules.taken, into: &findings)
    case .snapshotDeleted:
      try RecoveryPoints.add(
        RecoveryPointRemoved(recoveryPoint: RecoveryPointID(subject.arn), reason: .deleted),
        of: signalSubject(subject.database), by: RDSRules.deleted, into: &findings)
    case .copyFinished: try copied(into: &findings)
    case .snapshotFailed, .changed, .renamed, .nothing: return
    }
  }

  private func taken(
    _ origin: RecoveryPointTaken.Origin, _ rule: Rule, into findings: inout Findings
  ) throws(Problem) {
    let isFromBackup = subject.arn.resourceName.hasPrefix("awsbackup:")
    let point = RecoveryPointTaken(
      recoveryPoint: RecoveryPointID(subject.arn), takenAt: SnapshotName(subject.arn.resourceName)?.startedAt,
      completedAt: at, origin: isFromBackup ? .plan : origin)
    try RecoveryPoints.add(point, of: signalSubject(subject.database), by: rule, into: &findings)
  }

  /// A copy is reported where it arrives, in words: `Finished copy of snapshot NAME from region REGION`. (An event whose ARN
  /// is of another region names the original, and is refused before.)
  private func copied(into findings: inout Findings) throws(Problem) {
    guard let source = CopyMessage(message), let original = original(source) else {
      return try taken(.manual, RDSRules.copyWithoutSource, into: &findings)
    }
    let copy = RecoveryPointCopied(
      recoveryPoint: RecoveryPointID(subject.arn), of: RecoveryPointID(original), toRegion: region,
      completedAt: at)
    try RecoveryPoints.add(copy, of: signalSubject(nil), by: RDSRules.copied, into: &findings)
  }

  /// Nil where the message names the copy itself. One that was shared by another account is named by its ARN.
  func original(_ source: CopyMessage) -> ARN? {
    if let fields = ARNFields(source.name) {
      let isSnapshot = fields.service == "rds" && fields.resourceType == subject.kind.rawValue
      return isSnapshot && source.name != subject.arn.rawValue ? ARN(source.name) : nil
    }
    let original = ARN.make(
      partition: subject.arn.partition, service: "rds", region: source.region, account: subject.arn.account,
      resource: subject.kind.rawValue + ":" + source.name)
    return original == subject.arn ? nil : original
  }
}
