"""The AWS estate of the test application in moto: set up before a failover, read back after it, with boto3."""

import boto3
from botocore.config import Config

from events import PRIMARY, RECOVERY, snapshot_arn

DATABASE_NAME = "kaigo-subsys-prod"
SNAPSHOT = "kaigo-night"
COPY = "kaigo-night-copy"
CLUSTER, SERVICE = "kaigo-dr", "kaigo-api"
HOST, PRIMARY_TARGET, RECOVERY_TARGET = "app.kaigo.example.", "primary.kaigo.example", "dr.kaigo.example"

#: Zones that are made until moto draws an id as AWS makes them: one in 36 begins with Z.
MOST_ZONES = 2000


class Estate:
    def __init__(self, moto):
        self.moto = moto

    def client(self, service, region=RECOVERY):
        return boto3.client(
            service, region_name=region, endpoint_url=self.moto.url, aws_access_key_id="AKIDEXAMPLE",
            aws_secret_access_key="secret", config=Config(retries={"max_attempts": 2}),
        )

    def build(self):
        """A database in the primary region with a snapshot that was copied, an idle service, and the record."""
        self.moto.reset()
        rds = self.client("rds", PRIMARY)
        rds.create_db_instance(
            DBInstanceIdentifier=DATABASE_NAME, Engine="postgres", DBInstanceClass="db.r6g.large",
            AllocatedStorage=20, MasterUsername="kaigo", MasterUserPassword="not-a-secret",
        )
        rds.create_db_snapshot(DBInstanceIdentifier=DATABASE_NAME, DBSnapshotIdentifier=SNAPSHOT)
        self.client("rds").copy_db_snapshot(
            SourceDBSnapshotIdentifier=snapshot_arn(SNAPSHOT, PRIMARY), TargetDBSnapshotIdentifier=COPY,
            SourceRegion=PRIMARY,
        )
        ecs = self.client("ecs")
        ecs.create_cluster(clusterName=CLUSTER)
        ecs.register_task_definition(
            family=SERVICE,
            containerDefinitions=[{"name": "api", "image": "kaigo-api", "memory": 512, "essential": True}],
        )
        ecs.create_service(cluster=CLUSTER, serviceName=SERVICE, taskDefinition=SERVICE, desiredCount=0)
        route53 = self.client("route53")
        zone = self._zone(route53)
        self.zone = zone.removeprefix("/hostedzone/")
        record = {
            "Name": HOST, "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": PRIMARY_TARGET}],
        }
        route53.change_resource_record_sets(
            HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record}]}
        )
        return self

    def _zone(self, route53):
        """A zone whose id begins with Z, as all of AWS's do: moto draws ids at random."""
        for _ in range(MOST_ZONES):
            zone = route53.create_hosted_zone(Name="kaigo.example", CallerReference="test")["HostedZone"]["Id"]
            if zone.startswith("/hostedzone/Z"):
                return zone
            route53.delete_hosted_zone(Id=zone)
        raise AssertionError(f"none of {MOST_ZONES} zones of moto has an id as AWS makes them")

    def restored_instances(self):
        return self.client("rds").describe_db_instances()["DBInstances"]

    def tags(self, instance):
        answer = self.client("rds").list_tags_for_resource(ResourceName=instance["DBInstanceArn"])
        return {tag["Key"]: tag["Value"] for tag in answer["TagList"]}

    def service(self):
        return self.client("ecs").describe_services(cluster=CLUSTER, services=[SERVICE])["services"][0]

    def target(self):
        sets = self.client("route53").list_resource_record_sets(HostedZoneId=self.zone)["ResourceRecordSets"]
        found = [entry for entry in sets if entry["Name"] == HOST and entry["Type"] == "CNAME"]
        assert len(found) == 1, found
        return found[0]["ResourceRecords"][0]["Value"]
