"""Resources in moto that are protected in every way that moto can play: what the reconciler lists."""

import json

from estate import DATABASE_NAME, Estate
from events import ACCOUNT, PRIMARY, RECOVERY, snapshot_arn

SNAPSHOT, COPY, RELEASE = "kaigo-night", "kaigo-night-copy", "release-7"
BUCKET, REPLICA, AUDIT = "kaigo-subsys-prod-backups", "kaigo-subsys-dr-backups", "kaigo-subsys-prod-audit-logs"
CACHE = "kaigo-prod"


class ProtectedEstate(Estate):
    def build(self):
        self.moto.reset()
        self.key = self.client("kms").create_key(Description="dr")["KeyMetadata"]["Arn"]
        rds = self.client("rds", PRIMARY)
        rds.create_db_instance(
            DBInstanceIdentifier=DATABASE_NAME, Engine="postgres", DBInstanceClass="db.r6g.large",
            AllocatedStorage=20, MasterUsername="kaigo", MasterUserPassword="not-a-secret",
            BackupRetentionPeriod=7, StorageEncrypted=True,
        )
        for name in (SNAPSHOT, RELEASE):
            rds.create_db_snapshot(DBInstanceIdentifier=DATABASE_NAME, DBSnapshotIdentifier=name)
        self.copy_snapshot()
        ec2 = self.client("ec2", PRIMARY)
        self.volume = ec2.create_volume(AvailabilityZone=f"{PRIMARY}a", Size=8)["VolumeId"]
        self.volume_snapshot = ec2.create_snapshot(VolumeId=self.volume)["SnapshotId"]
        cache = self.client("elasticache", PRIMARY)
        cache.create_replication_group(ReplicationGroupId=CACHE, ReplicationGroupDescription="cache")
        self.build_buckets()
        return self

    def copy_snapshot(self):
        self.client("rds").copy_db_snapshot(
            SourceDBSnapshotIdentifier=snapshot_arn(SNAPSHOT, PRIMARY), TargetDBSnapshotIdentifier=COPY,
            SourceRegion=PRIMARY, KmsKeyId=self.key,
        )

    def build_buckets(self):
        s3 = self.client("s3", PRIMARY)
        self.client("s3").create_bucket(
            Bucket=REPLICA, CreateBucketConfiguration={"LocationConstraint": RECOVERY}
        )
        for name in (BUCKET, AUDIT):
            s3.create_bucket(Bucket=name)
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        self.client("s3").put_bucket_versioning(Bucket=REPLICA, VersioningConfiguration={"Status": "Enabled"})
        self.keep_versions(AUDIT, 2557)
        self.keep_versions(BUCKET, 90)
        role = f"arn:aws:iam::{ACCOUNT}:role/replication"
        self.client("iam", PRIMARY).create_role(
            RoleName="replication",
            AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}),
        )
        rule = {
            "ID": "all", "Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Disabled"},
            # (Of the key of replicas moto tells nothing.)
            "Destination": {"Bucket": f"arn:aws:s3:::{REPLICA}"},
        }
        s3.put_bucket_replication(Bucket=BUCKET, ReplicationConfiguration={"Role": role, "Rules": [rule]})

    def keep_versions(self, bucket, days):
        rule = {
            "ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""},
            "NoncurrentVersionExpiration": {"NoncurrentDays": days},
        }
        self.client("s3", PRIMARY).put_bucket_lifecycle_configuration(
            Bucket=bucket, LifecycleConfiguration={"Rules": [rule]}
        )

    def application_file(self):
        return f"""\
apiVersion: daruma.dev/v1
application: kaigo-subsys
account: "{ACCOUNT}"
regions: {{ primary: {PRIMARY}, recovery: {RECOVERY} }}
objectives: {{ rpo: 26h, rto: 4h }}
resources:
  - id: db
    type: rds.instance
    arn: arn:aws:rds:{PRIMARY}:{ACCOUNT}:db:{DATABASE_NAME}
    protection:
      - {{ kind: snapshot, every: 1d, copyTo: {RECOVERY}, retain: 30d }}
      - {{ kind: snapshot, origin: manual, name: "release-*", retain: forever }}
      - {{ kind: pitr, retain: 7d }}
  - id: volume
    type: ebs.volume
    arn: arn:aws:ec2:{PRIMARY}:{ACCOUNT}:volume/{self.volume}
    protection:
      - {{ kind: snapshot, every: 1d, retain: 30d }}
  - id: cache
    type: elasticache.cluster
    arn: arn:aws:elasticache:{PRIMARY}:{ACCOUNT}:replicationgroup:{CACHE}
    protection:
      - {{ kind: snapshot, every: 1d, retain: 7d }}
  - id: audit-logs
    type: s3.bucket
    arn: arn:aws:s3:::{AUDIT}
    protection:
      - {{ kind: versioning, retain: 7y }}
  - id: backups
    type: s3.bucket
    arn: arn:aws:s3:::{BUCKET}
    protection:
      - {{ kind: versioning, retain: 90d }}
      - kind: replication
        copyTo: {RECOVERY}
        copyWithin: 15m
        destination: arn:aws:s3:::{REPLICA}
"""
