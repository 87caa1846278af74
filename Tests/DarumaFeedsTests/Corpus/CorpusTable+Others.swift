extension CorpusTable {
  /// other.
  static let others = #"""
    other/backup-backup-plan-created-aws-docs.json
      ignored by backup: a backup plan was created, changed or deleted; no recovery point was
    other/backup-backup-plan-deleted-aws-docs.json
      ignored by backup: a backup plan was created, changed or deleted; no recovery point was
    other/backup-backup-vault-deleted-aws-docs.json
      ignored by backup: a vault was created, changed or deleted; only an empty one can be deleted
    other/backup-region-setting-modified-aws-docs.json
      ignored by backup: which kinds of resources AWS Backup looks after was changed; no recovery point was
    other/backup-scan-job-canceled-aws-docs.json
      ignored by backup: a scan that was stopped before it had a verdict
    other/backup-scan-job-completed-aws-docs.json
      recoveryPointScanned infected
        arn:aws:backup:us-west-2:1112233445566:recovery-point:abcd1234-5678-abcd-9012-abcdef123456
        at 2025-12-12T12:12:12.000Z, us-west-2
        resource arn:aws:ec2:us-west-2:1112233445566:instance/i-0515aee7de03f58e1
    other/backup-scan-job-completed-with-issues-aws-docs.json
      recoveryPointScanned failed
        arn:aws:backup:us-west-2:1112233445566:recovery-point:abcd1234-5678-abcd-9012-abcdef123456
        at 2025-12-12T12:12:12.000Z, us-west-2
        resource arn:aws:ec2:us-west-2:1112233445566:instance/i-0515aee7de03f58e1
    other/backup-scan-job-created-aws-docs.json
      ignored by backup: a scan that has no verdict yet
    other/backup-scan-job-running-aws-docs.json
      ignored by backup: a scan that has no verdict yet
    other/cloud-trail-create-volume-c7n.json
      refused, unknown-shape, at the record
        no feed knows an object with the members "eventVersion", "eventID", "eventTim...
    other/ec2-instance-launch-unsuccessful-c7n.json
      refused, unknown-source, at source
        no feed reads events of "aws.autoscaling"
    other/lambda-kafka-event-wrapper-lambda-go.json
      refused, json-trailing-bytes, at records.AWSKafkaTopic-0[0].value: byte 1
        there is more text after the value
    other/lambda-kafka-msk-event-wrapper-powertools.json
      refused, unknown-shape, at records.mytopic-0[0].value
        no feed knows an object with the members "key"
    other/rds-rds-db-parameter-group-event-no-eventid-awsdocs-2021.json
      ignored by rds: parameters, access, proxies, engine versions and deployments are no recovery points
    other/rds-rds-db-proxy-event-0207-aws-docs.json
      ignored by rds: parameters, access, proxies, engine versions and deployments are no recovery points
    other/recycle-bin-rule-locked-awsdocs.json
      ignored by ebs: the lock of a retention rule of the Recycle Bin; no snapshot changed
    other/recycle-bin-rule-unlocked-awsdocs.json
      ignored by ebs: the lock of a retention rule of the Recycle Bin; no snapshot changed
    other/recycle-bin-rule-unlocking-notice-awsdocs.json
      ignored by ebs: the lock of a retention rule of the Recycle Bin; no snapshot changed
    other/sns-dms-replication-task-notify-slack.json
      refused, unknown-source, at Records[0].Sns.Message.Event Source
        "replication-task" is no source of RDS events
    other/sns-plain-text-message-notify-slack.json
      refused, prose, at Records[0].Sns.Message
        "This\nis\na typical multi-line\nmessage from SNS!\n\nHave a ~g..." is neithe...
    other/step-functions-execution-status-change-awsdocs.json
      refused, unknown-source, at source
        no feed reads events of "aws.states"
    other/storage-gateway-upload-notification-event-awsdocs-2021.json
      refused, unknown-source, at source
        no feed reads events of "aws.storagegateway"
    other/synthetics-canary-testrun-failure-aws-docs.json
      refused, unknown-source, at source
        no feed reads events of "aws.synthetics"
    """#
}
