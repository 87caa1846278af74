extension CorpusTable {
  /// backup-job, copy-job, restore-job, recovery-point.
  static let backup = #"""
    backup-job/aborted-aws-docs.json
      backupProgressed 58cdef95-7680-4c74-80d5-1b64093999c8 aborted
        because Backup job was stopped by user.
        at 2020-07-15T21:33:01.621Z, us-west-2
        resource arn:aws:service:us-west-2:1112233445566:resource-type/resource-id
    backup-job/created-aws-docs.json
      backupProgressed 7e8845b5-ca30-415f-a842-e0152bf4d0ca created
        at 2020-06-22T20:32:47.466Z, us-west-2
    backup-job/expired-aws-docs.json
      backupProgressed 01EE26DC-7107-4D8E-0C54-EAC27C662BA4 missedWindow
        because Backup job failed because there was a running job for the same resource.
        at 2020-07-29T13:02:15.234Z, us-west-2
        resource arn:aws:service:us-west-2:1112233445566:resource-type/resource-id
    backup-job/pending-aws-docs.json
      backupProgressed 2cffdb68-d6ed-485f-9f9b-8b530749f1c2 pending
        at 2020-07-29T20:03:30.000Z, us-west-2
        resource arn:aws:service:us-west-2:1112233445566:resource-type/resource-id
    backup-job/running-ebs-aws-docs.json
      backupProgressed B6EC38D2-CB3C-EF0A-F5A4-3CF324EF4945 running
        at 2020-07-15T21:39:13.000Z, us-west-2
        resource arn:aws:ec2:us-west-2:1112233445566:volume/vol-0b5ae24f2ee72d926
    backup-job/sns-backup-completed-and-more-notify-slack.json
      backupProgressed 1b2345b2-f22c-4dab-5eb6-bbc7890ed123 failed
        because An AWS Backup job failed. Resource ARN : arn:aws:ec2:us-west-1:123456789012:v...
        at 2019-08-02T18:46:02.788Z, us-west-1
        resource arn:aws:ec2:us-west-1:123456789012:volume/vol-012f345df6789012e
      backupProgressed 1b2345b2-f22c-4dab-5eb6-bbc7890ed123 missedWindow
        because An AWS Backup job failed to complete in time. Resource ARN : arn:aws:ec2:us-w...
        at 2019-08-02T18:46:02.788Z, us-west-1
        resource arn:aws:ec2:us-west-1:123456789012:volume/vol-012f345df6789012e
      backupProgressed 2c3456c3-f33d-5ec6-cdc7-ccd890fe2345 failed
        because An AWS Copy job was completed but was failed or was aborted. Copy Job Id : 2c...
        at 2026-05-19T15:25:00.622Z, us-east-1
      refused, contradiction, at Records[0].Sns.Message
        gives arn:aws:ec2:us-west-1:123456789012:volume/vol-012f345df6789012d, a volu...
    backup-job/sns-eks-backup-object-failed-aws-docs.json
      backupProgressed 1b2345b2-f22c-4dab-5eb6-bbc7890ed123 running
        because A Kubernetes resource failed to backup from your Amazon EKS Backup. Resource:...
        at 2025-05-25T18:46:02.788Z, us-west-1
    copy-job/created-aws-docs.json
      ignored by backup: a copy job that was just created has no id yet; its next event has one
    copy-job/running-ebs-aws-docs.json
      backupProgressed 0175DE71-5784-589F-D8AC-541ACCB4CAC8 running
        at 2020-07-15T22:07:48.000Z, us-west-2
        resource arn:aws:ec2:us-west-2:1112233445566:volume/vol-050eba21ee4d3c001
    recovery-point/index-active-aws-docs.json
      ignored by backup: the search index of a recovery point; the point itself did not change
    recovery-point/index-deleted-aws-docs.json
      ignored by backup: the search index of a recovery point; the point itself did not change
    recovery-point/index-failed-aws-docs.json
      ignored by backup: the search index of a recovery point; the point itself did not change
    recovery-point/sns-recovery-point-indexing-completed-aws-docs.json
      ignored by backup: the search index of a recovery point; the point itself did not change
    restore-job/completed-rds-aws-docs.json
      restoreProgressed AB123456-78C9-0123-456D-789012E34567 completed
        of arn:aws:rds:us-west-2:1112233445566:snapshot:awsbackup:job-1a2bcd34-567e-8901-23f4-5g6hijkl7890
        created arn:aws:rds:us-west-2:1112233445566:db:testinginstance1a2bcd34-567e-8901-23f4-5g6hijkl7890
        at 2020-07-15T03:14:53.128Z, us-west-2
        resource arn:aws:rds:us-west-2:1112233445566:db:example-database
    restore-job/created-aws-docs.json
      restoreProgressed 123EA45F-C678-EFE9-0123-4D56FC0E789A created
        of arn:aws:backup:us-west-2:1112233445566:recovery-point:a6560b33-3660-494c-8d47-efgh939ij32k
        at 2020-06-22T18:50:46.407Z, us-west-2
    restore-job/failed-ec2-aws-docs.json
      restoreProgressed 1B234A56-789B-01CD-2A34-4567A08901FD failed
        of arn:aws:ec2:us-west-2::image/ami-12b3456dfb7f8cf90
        because AWS Backup does not permit attaching a new instance profile to an EC2 instanc...
        at 2020-07-15T20:19:29.000Z, us-west-2
    restore-job/running-ebs-aws-docs.json
      restoreProgressed 1B234A56-789B-01CD-2A34-4567A08901FD running
        of arn:aws:ec2:us-west-2::snapshot/snap-0fe123ca456cfad7c
        at 2020-07-29T20:26:06.000Z, us-west-2
    restore-job/sns-eks-restore-object-failed-aws-docs.json
      restoreProgressed 1b2345b2-f22c-4dab-5eb6-bbc7890ed123 running
        of unknown
        because A Kubernetes resource failed to restore from your Amazon EKS Backup. Resource...
        at 2025-05-25T18:46:02.788Z, us-west-1
    """#
}
