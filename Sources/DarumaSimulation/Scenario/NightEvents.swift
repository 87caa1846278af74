import DarumaCore

/// The raw events of the reference night, in the forms that AWS sends (EventBridge, and Daruma's own
/// heartbeat).
struct NightEvents {
  static let job = "8a3f6c1e-5b7d-4e2a-9c41-d0b6f7a21c58"
  static let copyJob = "41C7E7AC-0B0E-4D8F-9E57-2F5A6B1D93E0"
  static let filesJob = "5c1e7d90-3a2b-4f6e-8d17-b9c0a4e2f11e"
  static let filesCopyJob = "7E04B5D2-91AC-4C3F-A6E8-0D5B12F7C11F"
  static let snapshot = "awsbackup:job-8a3f6c1e-5b7d-4e2a-9c41-d0b6f7a21c58"
  static let copy = "awsbackup:copyjob-41c7e7ac-0b0e-4d8f-9e57-2f5a6b1d93e0"

  private static let account = SampleEstate.account
  private static let primary = SampleEstate.primaryRegion
  private static let recovery = SampleEstate.recoveryRegion
  private static let database = "arn:aws:rds:\(primary):\(account):db:\(SampleEstate.database)"
  private static let snapshotARN = "arn:aws:rds:\(primary):\(account):snapshot:\(snapshot)"
  private static let copyARN = "arn:aws:rds:\(recovery):\(account):snapshot:\(copy)"
  private static let vault = "arn:aws:backup:\(primary):\(account):backup-vault:kaigo-prod"
  private static let recoveryVault = "arn:aws:backup:\(recovery):\(account):backup-vault:kaigo-dr"

  /// What people call what has a long name, the longest names first.
  static let names: [(name: String, word: String)] = [
    (copyARN, "tonight's copy"), (snapshotARN, "tonight's snapshot"), (snapshot, "tonight's snapshot"),
    (SampleEstate.filesCopy, "last night's copy of the files"),
    (SampleEstate.filesPoint, "last night's backup of the files"), (SampleEstate.fileSystemARN, "the files"),
    (filesCopyJob, "last night's copy job of the files"), (filesJob, "last night's backup job of the files"),
    (database, "the database"), (copyJob, "tonight's copy job"), (job, "tonight's backup"),
  ]

  let backupBegan: Instant

  func backupJob(_ state: String, at: Instant) -> String {
    let done = state == "COMPLETED"
    let completion = done ? #","completionDate":"\#(at)","backupSizeInBytes":"214748364800""# : ""
    return envelope(
      "Backup Job State Change", "aws.backup", Self.primary, at, resources: done ? [Self.snapshotARN] : [],
      detail: #"""
        {"backupJobId":"\#(Self.job)","backupVaultArn":"\#(Self.vault)","backupVaultName":"kaigo-prod",\#
        "bytesTransferred":"0","creationDate":"\#(backupBegan)"\#(completion),\#
        "iamRoleArn":"arn:aws:iam::\#(Self.account):role/backup","percentDone":\#(done ? 100 : 12),\#
        "resourceArn":"\#(Self.database)","resourceType":"RDS","startBy":"\#(backupBegan + .hours(1))",\#
        "state":"\#(state)"}
        """#)
  }

  func snapshotCreated(at: Instant) -> String {
    envelope(
      "RDS DB Snapshot Event", "aws.rds", Self.primary, at, resources: [Self.snapshotARN],
      detail: #"""
        {"EventCategories":["creation"],"SourceType":"SNAPSHOT","SourceArn":"\#(Self.snapshotARN)",\#
        "Date":"\#(at)","Message":"Manual snapshot created","SourceIdentifier":"\#(Self.snapshot)",\#
        "EventID":"RDS-EVENT-0042"}
        """#)
  }

  func copyJob(at: Instant) -> String {
    envelope(
      "Copy Job State Change", "aws.backup", Self.recovery, at, resources: [Self.snapshotARN],
      detail: #"""
        {"copyJobId":"\#(Self.copyJob)","backupSizeInBytes":214748364800,"creationDate":"\#(backupBegan + .minutes(8))",\#
        "completionDate":"\#(at)","state":"COMPLETED","resourceType":"RDS","resourceArn":"\#(Self.database)",\#
        "iamRoleArn":"arn:aws:iam::\#(Self.account):role/backup","sourceBackupVaultArn":"\#(Self.vault)",\#
        "destinationBackupVaultArn":"\#(Self.recoveryVault)","destinationRecoveryPointArn":"\#(Self.copyARN)"}
        """#)
  }

  /// Of the files, the night before.
  func filesBackupJob(began: Instant, at: Instant) -> String {
    envelope(
      "Backup Job State Change", "aws.backup", Self.primary, at, resources: [SampleEstate.filesPoint],
      detail: #"""
        {"backupJobId":"\#(Self.filesJob)","backupVaultArn":"\#(Self.vault)",\#
        "backupVaultName":"kaigo-prod","bytesTransferred":"0","creationDate":"\#(began)","completionDate":"\#(at)",\#
        "backupSizeInBytes":"64424509440","iamRoleArn":"\#(SampleEstate.backupRole)","percentDone":100,\#
        "resourceArn":"\#(SampleEstate.fileSystemARN)","resourceType":"EFS","startBy":"\#(began + .hours(1))",\#
        "state":"COMPLETED"}
        """#)
  }

  func filesCopyJob(began: Instant, at: Instant) -> String {
    envelope(
      "Copy Job State Change", "aws.backup", Self.recovery, at, resources: [SampleEstate.filesPoint],
      detail: #"""
        {"copyJobId":"\#(Self.filesCopyJob)","backupSizeInBytes":64424509440,\#
        "creationDate":"\#(began + .minutes(40))","completionDate":"\#(at)","state":"COMPLETED",\#
        "resourceType":"EFS","resourceArn":"\#(SampleEstate.fileSystemARN)",\#
        "iamRoleArn":"\#(SampleEstate.backupRole)","sourceBackupVaultArn":"\#(Self.vault)",\#
        "destinationBackupVaultArn":"\#(Self.recoveryVault)",\#
        "destinationRecoveryPointArn":"\#(SampleEstate.filesCopy)"}
        """#)
  }

  func alarm(
    _ name: String, _ state: String, was previous: String, at: Instant, in region: String = SampleEstate.primaryRegion
  ) -> String {
    let arn = "arn:aws:cloudwatch:\(region):\(Self.account):alarm:\(name)"
    return envelope(
      "CloudWatch Alarm State Change", "aws.cloudwatch", region, at, resources: [arn],
      detail: #"""
        {"alarmName":"\#(name)","state":{"value":"\#(state)","reason":"Threshold Crossed",\#
        "timestamp":"\#(String(at.description.dropLast()))+0000"},"previousState":{"value":"\#(previous)",\#
        "reason":"","timestamp":"\#(String((at - .hours(9)).description.dropLast()))+0000"},\#
        "configuration":{"metrics":[]}}
        """#)
  }

  func heartbeat(at: Instant) -> String {
    #"{"heartbeat":"synthetics-us-west-2","at":"\#(at)"}"#
  }

  private func envelope(
    _ type: String, _ source: String, _ region: String, _ at: Instant, resources: [String], detail: String
  ) -> String {
    let list = resources.map { "\"\($0)\"" }.joined(separator: ",")
    let time = String(at.description.prefix(19)) + "Z"
    return #"""
      {"version":"0","id":"\#(type.filter(\.isLetter))-\#(at.compact)","detail-type":"\#(type)",\#
      "source":"\#(source)","account":"\#(Self.account)","time":"\#(time)","region":"\#(region)",\#
      "resources":[\#(list)],"detail":\#(detail)}
      """#
  }
}
