import DarumaCore

/// Raw records about the test application, as they stand in a topic.
enum TestRecords {
  static let copy = #"""
    {"version":"0","id":"1","detail-type":"Copy Job State Change","source":"aws.backup","account":"123456789012",
    "time":"2026-11-24T18:23:00Z","region":"us-west-2",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1"],
    "detail":{"copyJobId":"c1","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:care-prod","creationDate":"2026-11-24T18:13:00Z",
    "completionDate":"2026-11-24T18:23:00Z",
    "sourceBackupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "destinationBackupVaultArn":"arn:aws:backup:us-west-2:123456789012:backup-vault:b",
    "destinationRecoveryPointArn":"arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-1"}}
    """#.filter { $0 != "\n" }
  static let backup = #"""
    {"version":"0","id":"2","detail-type":"Backup Job State Change","source":"aws.backup","account":"123456789012",
    "time":"2026-11-24T18:12:00Z","region":"us-east-1",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-1"],
    "detail":{"backupJobId":"b1","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:care-prod","creationDate":"2026-11-24T18:05:00Z",
    "completionDate":"2026-11-24T18:12:00Z","backupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "backupVaultName":"a","bytesTransferred":"0","percentDone":100,"iamRoleArn":"arn:aws:iam::123456789012:role/b"}}
    """#.filter { $0 != "\n" }

  static func alarm(_ state: String, since: Instant) -> String {
    #"""
    {"version":"0","id":"3","detail-type":"CloudWatch Alarm State Change","source":"aws.cloudwatch",
    "account":"123456789012","time":"\#(since)","region":"us-east-1",
    "resources":["arn:aws:cloudwatch:us-east-1:123456789012:alarm:prod-region-api"],
    "detail":{"alarmName":"prod-region-api","state":{"value":"\#(state)","timestamp":"\#(since)"},
    "configuration":{}}}
    """#.filter { $0 != "\n" }
  }

  static func heartbeat(_ source: String, at instant: Instant) -> String {
    #"{"heartbeat":"\#(source)","at":"\#(instant)"}"#
  }

  /// - Parameter more: Further members, such as `"digest":"…"`.
  static func order(_ command: String, at instant: Instant, _ more: String = "") -> String {
    #"{"command":"\#(command)","id":"\#(command)-\#(instant)","application":"care","by":"yuki","role":"management","#
      + #""at":"\#(instant)"\#(more.isEmpty ? "" : "," + more)}"#
  }

  /// A backup of the database of `application`, begun at `began`.
  static func backup(_ application: ApplicationName, _ name: String, began: Instant, at now: Instant) -> String {
    #"""
    {"version":"0","id":"b-\#(name)","detail-type":"Backup Job State Change","source":"aws.backup",
    "account":"123456789012","time":"\#(now)","region":"us-east-1",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-\#(name)"],
    "detail":{"backupJobId":"b-\#(name)","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:\#(application)-prod","creationDate":"\#(began)",
    "completionDate":"\#(now)","backupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "backupVaultName":"a","bytesTransferred":"0","percentDone":100,"iamRoleArn":"arn:aws:iam::123456789012:role/b"}}
    """#.filter { $0 != "\n" }
  }

  /// The copy of that backup in the recovery region.
  static func copy(_ application: ApplicationName, _ name: String, at now: Instant) -> String {
    #"""
    {"version":"0","id":"c-\#(name)","detail-type":"Copy Job State Change","source":"aws.backup",
    "account":"123456789012","time":"\#(now)","region":"us-west-2",
    "resources":["arn:aws:rds:us-east-1:123456789012:snapshot:awsbackup:job-\#(name)"],
    "detail":{"copyJobId":"c-\#(name)","state":"COMPLETED","resourceType":"RDS",
    "resourceArn":"arn:aws:rds:us-east-1:123456789012:db:\#(application)-prod","creationDate":"\#(now)",
    "completionDate":"\#(now)","sourceBackupVaultArn":"arn:aws:backup:us-east-1:123456789012:backup-vault:a",
    "destinationBackupVaultArn":"arn:aws:backup:us-west-2:123456789012:backup-vault:b",
    "destinationRecoveryPointArn":"arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-\#(name)"}}
    """#.filter { $0 != "\n" }
  }

  static func deletion(_ point: RecoveryPointID, at now: Instant) -> String {
    #"""
    {"version":"0","id":"d-\#(point)","detail-type":"RDS DB Snapshot Event","source":"aws.rds",
    "account":"123456789012","time":"\#(now)","region":"us-west-2","resources":["\#(point)"],
    "detail":{"EventCategories":["deletion"],"SourceType":"SNAPSHOT","SourceArn":"\#(point)","Date":"\#(now)",
    "Message":"Deleted user snapshot","SourceIdentifier":"\#(ARN(point.rawValue).resourceName)",
    "EventID":"RDS-EVENT-0041"}}
    """#.filter { $0 != "\n" }
  }
}
