import DarumaCore

/// AWS Backup over EventBridge (`aws.backup`): best effort, so an event may be late, missing, or out of
/// order. (AWS Backup Developer Guide, "Monitoring AWS Backup events using Amazon EventBridge".)
enum BackupEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    if type.says("Backup Job State Change") {
      try BackupJobs.read(event, into: &findings)
    } else if type.says("Copy Job State Change") {
      try CopyJobs.read(event, into: &findings)
    } else if type.says("Restore Job State Change") {
      try RestoreJobs.read(event, into: &findings)
    } else if type.says("Recovery Point State Change") || type.says("Recovery Point Change") {
      try RecoveryPointStates.read(event, into: &findings)
    } else if type.says("Scan Job State Change") {
      try BackupScans.read(event, into: &findings)
    } else if type.says("Recovery Point Index State Change") {
      findings.ignore("the search index of a recovery point; the point itself did not change")
    } else if type.says("Backup Plan State Change") {
      findings.ignore("a backup plan was created, changed or deleted; no recovery point was")
    } else if type.says("Backup Vault State Change") {
      findings.ignore("a vault was created, changed or deleted; only an empty one can be deleted")
    } else if type.says("Region Setting State Change") {
      findings.ignore("which kinds of resources AWS Backup looks after was changed; no recovery point was")
    } else if type.says("Report Job State Change") || type.says("Restore Testing Plan State Change") {
      findings.ignore("a report or a plan of restore tests; the restores have events of their own")
    } else {
      throw event.unknownDetailType()
    }
  }
}
