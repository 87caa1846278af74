extension CorpusTable {
  /// rds-cluster, rds-instance, rds-snapshot, elasticache, ebs-snapshot.
  static let databases = #"""
    ebs-snapshot/ami-state-available-aws-docs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/ami-state-deregistered-aws-docs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/ami-state-disabled-aws-docs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/archivesnapshot-failed-awsdocs.json
      refused, no-such-date, at detail.endTime
        "2021-05-45T15:30:00Z" names a date that does not exist
    ebs-snapshot/copysnapshot-succeeded-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/createsnapshot-succeeded-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/createsnapshots-failed-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/dlm-policy-state-change-error-awsdocs.json
      backupProgressed arn:aws:dlm:us-east-1:123456789012:policy/policy-0123456789abcdef failed
        because Maximum allowed active snapshot limit exceeded
        at 2018-05-25T13:12:22.000Z, us-east-1
    ebs-snapshot/ebs-fast-snapshot-restore-state-change-notification-optimizing-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/permanentrestoresnapshot-failed-awsdocs.json
      refused, no-such-date, at detail.endTime
        "2021-05-45T15:30:00Z" names a date that does not exist
    ebs-snapshot/temporaryrestoresnapshot-succeeded-awsdocs.json
      refused, no-such-date, at detail.endTime
        "2021-05-45T15:30:00Z" names a date that does not exist
    ebs-snapshot/volume-attachvolume-failed-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/volume-createvolume-available-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    ebs-snapshot/volume-modifyvolume-optimizing-awsdocs.json
      refused, not-a-time, at time
        "yyyy-mm-ddThh:mm:ssZ" is not a time
    elasticache/sns-generic-event-assertible.json
      refused, unknown-event, at Records[0].Sns.Message.ElastiCache:ElasticacheEvent
        "ElastiCache:ElasticacheEvent" is no event that ElastiCache is known to send
    rds-cluster/eb-0173-notification-aws-docs.json
      ignored by rds: maintenance, configuration or scaling of a database
    rds-cluster/eb-no-eventid-notification-awsdocs-2021.json
      ignored by rds: maintenance, configuration or scaling of a database
    rds-instance/eb-0087-notification-aws-docs.json
      resourceChanged stopped
        because DB instance stopped
        at 2021-03-19T19:34:09.293Z, us-east-1
        resource arn:aws:rds:us-east-1:111111111111:db:testdb
    rds-instance/eb-0154-notification-stay-stopped.json
      resourceChanged started
        because DB instance is being started due to it exceeding the maximum allowed time bei...
        at 2025-06-08T04:54:48.420Z, us-west-2
        resource arn:aws:rds:us-west-2:111222333444:db:Name-Of-Your-RDS-Database-Instance
    rds-instance/eb-no-eventid-backup-awsdocs-2021.json
      resourceChanged backupFinished
        because Finished DB Instance backup
        at 2020-04-28T07:20:20.112Z, us-east-2
        resource arn:aws:rds:us-east-2:123456789012:db:rdz6xmpliljlb1
    rds-instance/sns-0002-finished-backup-awsdocs-2021.json
      resourceChanged backupFinished
        because Finished DB Instance backup
        at 2019-01-02T12:45:06.000Z, us-east-2
        resource arn:aws:rds:us-east-2:123456789012:db:dbinstanceid
    rds-snapshot/cluster-0074-backup-aws-docs.json
      backupProgressed arn:aws:rds:us-east-1:123456789012:cluster-snapshot:rds:my-db-cluster-snapshot running
        because Creating manual cluster snapshot
        at 2018-10-06T12:26:13.882Z, us-east-1
    rds-snapshot/cluster-no-eventid-backup-awsdocs-2021.json
      backupProgressed arn:aws:rds:us-east-1:123456789012:cluster-snapshot:rds:my-db-cluster-snapshot running
        because Creating manual cluster snapshot
        at 2018-10-06T12:26:13.882Z, us-east-1
    """#
}
