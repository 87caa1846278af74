#!/usr/bin/env python3
"""Checks the simulated cloud's HTTP face with botocore's own parser: it must answer as AWS's models say.

usage: simulated_cloud_with_botocore.py ENDPOINT

ENDPOINT is the address of a simulated cloud that serves the sample estate, fresh from its start, on a clock
at least a hundred times as fast as the wall's. Every operation that the face speaks is called through boto3.
Besides botocore's own parsing, each answer is held against the service model: no element may be unknown to
it, every required member must be there, enumerated values must be among those listed. Ends with the test runner's
own closing lines.
"""

import datetime
import json
import os
import sys
import time
import unittest
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = ""
ACCOUNT = "123456789012"
PRIMARY, RECOVERY = "us-east-1", "us-west-2"
ZONE = "Z0KAIGOPUBLIC"
KEY = "arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-0000-4000-8000-000000000002"
OPERATIONS_ANSWERED = set()
OPERATIONS_SPOKEN = {
    "rds": {
        "CreateDBInstance", "RestoreDBInstanceFromDBSnapshot", "DescribeDBInstances", "DeleteDBInstance",
        "CreateDBSnapshot", "CopyDBSnapshot", "DescribeDBSnapshots", "ListTagsForResource", "StopDBInstance",
        "StartDBInstance", "ModifyDBInstance", "CreateDBInstanceReadReplica", "PromoteReadReplica",
        "RestoreDBInstanceToPointInTime", "DescribeDBInstanceAutomatedBackups",
    },
    "elbv2": {
        "DescribeLoadBalancers", "DescribeTargetGroups", "DescribeTargetHealth", "DescribeListeners", "ModifyListener",
        "DescribeRules", "ModifyRule",
    },
    "backup": {
        "StartRestoreJob", "DescribeRestoreJob", "GetRestoreJobMetadata", "ListRestoreJobs", "DescribeRecoveryPoint",
        "GetRecoveryPointRestoreMetadata", "ListRecoveryPointsByBackupVault", "ListRecoveryPointsByResource",
    },
    "efs": {
        "CreateFileSystem", "DescribeFileSystems", "CreateMountTarget", "DescribeMountTargets",
        "DescribeMountTargetSecurityGroups", "ModifyMountTargetSecurityGroups", "ListTagsForResource", "TagResource",
        "DescribeReplicationConfigurations",
    },
    "elasticache": {
        "CreateReplicationGroup", "DescribeReplicationGroups", "DescribeSnapshots", "ListTagsForResource",
    },
    "ssm": {"PutParameter", "GetParameter", "DescribeParameters"},
    "autoscaling": {"DescribeAutoScalingGroups", "UpdateAutoScalingGroup"},
    "lambda": {"GetEventSourceMapping", "UpdateEventSourceMapping"},
    "events": {"DescribeRule", "EnableRule", "DisableRule"},
    "ecs": {"CreateCluster", "DescribeClusters", "CreateService", "UpdateService", "DescribeServices"},
    "route53": {"ChangeResourceRecordSets", "GetChange", "ListResourceRecordSets", "GetHostedZone"},
    "sns": {"CreateTopic", "Publish"},
    "sts": {"GetCallerIdentity"},
}


def client(service, region=RECOVERY, secret=None, **options):
    made = boto3.client(
        service,
        region_name=region,
        endpoint_url=ENDPOINT,
        aws_access_key_id=os.environ["SIMULATED_ACCESS_KEY"],
        aws_secret_access_key=secret or os.environ["SIMULATED_SECRET_KEY"],
        config=Config(retries={"max_attempts": 0}, connect_timeout=5, read_timeout=10, **options),
    )
    made.meta.events.register("after-call.*.*", hold_against_model)
    return made


def hold_against_model(http_response, parsed, model, **_):
    """Botocore's parser passes over what it doesn't know; this does not."""
    if http_response.content.endswith(b"<UnknownOperationException></UnknownOperationException>"):
        return  # Route 53 says no more than this, and gives the request id in a header only.
    request_id = parsed["ResponseMetadata"].get("RequestId")
    if not request_id:
        raise AssertionError(f"{model.name}: no request id")
    if http_response.status_code >= 300:
        code = parsed["Error"]["Code"]
        if not code or not parsed["Error"]["Message"]:
            raise AssertionError(f"{model.name}: error without code or message: {http_response.content}")
        return
    OPERATIONS_ANSWERED.add((model.service_model.service_name, model.name))
    protocol = model.service_model.metadata["protocol"]
    shape = model.output_shape
    if shape is None:
        return
    if protocol in ("json", "rest-json"):
        check_json(shape, json.loads(http_response.content), model.name)
        return
    root = ElementTree.fromstring(http_response.content)
    namespace = root.tag[1:].split("}")[0]
    expected = model.service_model.metadata.get("xmlNamespace") or {
        "rds": "http://rds.amazonaws.com/doc/2014-10-31/",
        "route53": "https://route53.amazonaws.com/doc/2013-04-01/",
    }[model.service_model.service_name]
    if namespace != expected:
        raise AssertionError(f"{model.name}: namespace {namespace}, not {expected}")
    if protocol == "query":
        if local(root) != model.name + "Response":
            raise AssertionError(f"{model.name}: root is {local(root)}")
        root = next(child for child in root if local(child) == model.name + "Result")
    check_xml(shape, root, model.name)


def local(element):
    return element.tag.split("}")[-1]


def check_xml(shape, element, path):
    if shape.type_name == "structure":
        members = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        found = [local(child) for child in element]
        refuse_strangers(path, found, members, shape)
        for child in element:
            check_xml(members[local(child)], child, f"{path}.{local(child)}")
    elif shape.type_name == "list":
        name = shape.member.serialization.get("name", "member")
        for child in element:
            if local(child) != name:
                raise AssertionError(f"{path}: element {local(child)} in a list of {name}")
            check_xml(shape.member, child, f"{path}[]")
    else:
        check_scalar(shape, element.text or "", path)


def check_json(shape, value, path):
    if shape.type_name == "structure":
        refuse_strangers(path, list(value), shape.members, shape)
        for name, inner in value.items():
            check_json(shape.members[name], inner, f"{path}.{name}")
    elif shape.type_name == "list":
        for inner in value:
            check_json(shape.member, inner, f"{path}[]")
    elif shape.type_name == "map":
        for key, inner in value.items():
            check_json(shape.value, inner, f"{path}.{key}")
    else:
        types = {
            "string": str, "integer": int, "long": int, "boolean": bool, "timestamp": (int, float), "double": float,
        }
        if not isinstance(value, types[shape.type_name]):
            raise AssertionError(f"{path}: {value!r} is no {shape.type_name}")
        check_scalar(shape, value, path)


def refuse_strangers(path, found, known, shape):
    if strangers := [name for name in found if name not in known]:
        raise AssertionError(f"{path}: {strangers} not in the model of {shape.name}")
    if len(set(found)) != len(found):
        raise AssertionError(f"{path}: a member twice in {found}")
    body_members = [
        shape.members[name].serialization.get("name", name)
        for name in shape.required_members
        if shape.members[name].serialization.get("location") is None
    ]
    if missing := [name for name in body_members if name not in found]:
        raise AssertionError(f"{path}: required {missing} missing in {shape.name}")


def check_scalar(shape, value, path):
    if shape.type_name in ("integer", "long"):
        int(value)
    if shape.type_name == "boolean" and value not in ("true", "false", True, False):
        raise AssertionError(f"{path}: {value!r} is no boolean")
    if shape.type_name == "timestamp" and isinstance(value, str):
        datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    if getattr(shape, "enum", None) and value not in shape.enum:
        raise AssertionError(f"{path}: {value!r} is not one of {shape.enum}")


def until(look, wanted, seconds=60):
    """The values that `look` went through until it gave `wanted`."""
    seen = []
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = look()
        if not seen or seen[-1] != value:
            seen.append(value)
        if value == wanted:
            return seen
        time.sleep(0.02)
    raise AssertionError(f"never {wanted}, only {seen}")


class Case(unittest.TestCase):
    def refused(self, code, status, call, **arguments):
        with self.assertRaises(ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return caught.exception


class Databases(Case):
    """RDS: snapshot, copy to another region, restore; and what goes wrong."""

    @classmethod
    def setUpClass(cls):
        cls.east, cls.west = client("rds", PRIMARY), client("rds", RECOVERY)
        cls.original = "kaigo-subsys-prod"
        cls.source = cls.take("before-release", [{"Key": "why", "Value": "a < b & \"c\""}])

    @classmethod
    def take(cls, name, tags=()):
        until(lambda: cls.east.describe_db_instances(
            DBInstanceIdentifier=cls.original)["DBInstances"][0]["DBInstanceStatus"], "available")
        cls.east.create_db_snapshot(
            DBInstanceIdentifier=cls.original, DBSnapshotIdentifier=name, Tags=list(tags))
        until(lambda: cls.east.describe_db_snapshots(
            DBSnapshotIdentifier=name)["DBSnapshots"][0]["Status"], "available")
        return f"arn:aws:rds:{PRIMARY}:{ACCOUNT}:snapshot:{name}"

    def test_describes_the_production_instance_with_typed_members(self):
        instance = self.east.describe_db_instances(DBInstanceIdentifier="KAIGO-subsys-PROD")["DBInstances"][0]
        self.assertEqual(instance["DBInstanceArn"], f"arn:aws:rds:{PRIMARY}:{ACCOUNT}:db:{self.original}")
        self.assertEqual(instance["Engine"], "postgres")
        self.assertIs(instance["MultiAZ"], True)
        self.assertEqual(instance["Endpoint"]["Port"], 5432)
        self.assertIsInstance(instance["InstanceCreateTime"], datetime.datetime)
        self.assertIsInstance(instance["LatestRestorableTime"], datetime.datetime)
        self.assertEqual(instance["VpcSecurityGroups"][0]["Status"], "active")
        self.assertEqual(instance["DBSubnetGroup"]["DBSubnetGroupName"], "kaigo-prod-db")
        self.assertEqual(instance["TagList"], [{"Key": "service", "Value": "kaigo-subsys"}])
        by_arn = self.east.describe_db_instances(DBInstanceIdentifier=instance["DBInstanceArn"])
        self.assertEqual(by_arn["DBInstances"][0]["DbiResourceId"], instance["DbiResourceId"])

    def test_the_recovery_region_holds_no_instance(self):
        names = [found["DBInstanceIdentifier"] for found in self.west.describe_db_instances()["DBInstances"]]
        self.assertNotIn(self.original, names)
        self.refused("DBInstanceNotFound", 404, self.west.describe_db_instances,
                     DBInstanceIdentifier=self.original)

    def test_a_copied_snapshot_is_restored_in_the_other_region(self):
        copy = self.west.copy_db_snapshot(
            SourceDBSnapshotIdentifier=self.source, TargetDBSnapshotIdentifier="Copy-One", KmsKeyId=KEY,
            CopyTags=True, SourceRegion=PRIMARY)["DBSnapshot"]
        self.assertEqual(copy["Status"], "creating")
        self.assertEqual(copy["DBSnapshotIdentifier"], "copy-one")
        self.assertEqual(copy["DBSnapshotArn"], f"arn:aws:rds:{RECOVERY}:{ACCOUNT}:snapshot:copy-one")
        self.assertEqual(copy["SourceRegion"], PRIMARY)
        self.assertEqual(copy["SourceDBSnapshotIdentifier"], self.source)
        self.assertTrue(copy["Encrypted"])
        self.refused("InvalidDBSnapshotState", 400, self.west.restore_db_instance_from_db_snapshot,
                     DBInstanceIdentifier="too-early", DBSnapshotIdentifier="copy-one")
        self.west.get_waiter("db_snapshot_available").wait(
            DBSnapshotIdentifier="copy-one", WaiterConfig={"Delay": 0.05, "MaxAttempts": 1000})
        ready = self.west.describe_db_snapshots(DBSnapshotIdentifier="copy-one")["DBSnapshots"][0]
        self.assertEqual(ready["PercentProgress"], 100)
        original = self.east.describe_db_snapshots(DBSnapshotIdentifier="before-release")["DBSnapshots"][0]
        self.assertEqual(ready["OriginalSnapshotCreateTime"], original["SnapshotCreateTime"])
        self.assertGreater(ready["SnapshotCreateTime"], original["SnapshotCreateTime"])
        self.assertEqual(ready["TagList"], [{"Key": "why", "Value": "a < b & \"c\""}])

        tags = [{"Key": "daruma:effect", "Value": "e-1"}, {"Key": "空", "Value": "é+ %"}]
        restored = self.west.restore_db_instance_from_db_snapshot(
            DBInstanceIdentifier="kaigo-restored", DBSnapshotIdentifier="copy-one",
            DBInstanceClass="db.r6g.xlarge", DBSubnetGroupName="kaigo-dr-db",
            VpcSecurityGroupIds=["sg-0d1a2b3c4d5e6f708"],
            DBParameterGroupName="kaigo-dr-postgres15", MultiAZ=False, PubliclyAccessible=False,
            CopyTagsToSnapshot=True, DeletionProtection=True, Tags=tags)["DBInstance"]
        self.assertEqual(restored["DBInstanceStatus"], "creating")
        self.assertNotIn("Endpoint", restored)
        self.assertNotIn("InstanceCreateTime", restored)
        states = until(lambda: self.west.describe_db_instances(
            DBInstanceIdentifier="kaigo-restored")["DBInstances"][0]["DBInstanceStatus"], "available")
        self.assertEqual(states, ["creating", "backing-up", "available"])
        instance = self.west.describe_db_instances(DBInstanceIdentifier="kaigo-restored")["DBInstances"][0]
        self.assertEqual(instance["DBInstanceClass"], "db.r6g.xlarge")
        self.assertEqual(instance["MasterUsername"], "kaigo")
        self.assertEqual(instance["AvailabilityZone"], "us-west-2a")
        self.assertIn("us-west-2", instance["Endpoint"]["Address"])
        listed = self.west.list_tags_for_resource(ResourceName=instance["DBInstanceArn"])["TagList"]
        self.assertEqual(listed, tags)
        self.refused("DBInstanceAlreadyExists", 400, self.west.restore_db_instance_from_db_snapshot,
                     DBInstanceIdentifier="Kaigo-Restored", DBSnapshotIdentifier="copy-one")
        self.refused("InvalidParameterCombination", 400, self.west.delete_db_instance,
                     DBInstanceIdentifier="kaigo-restored", SkipFinalSnapshot=True)

    def test_an_instance_is_created_and_deleted(self):
        made = self.west.create_db_instance(
            DBInstanceIdentifier="scratch", DBInstanceClass="db.t4g.micro", Engine="postgres",
            AllocatedStorage=20, MasterUsername="me", MasterUserPassword="not-kept",
            BackupRetentionPeriod=0)["DBInstance"]
        self.assertEqual(made["DBInstanceStatus"], "creating")
        self.west.get_waiter("db_instance_available").wait(
            DBInstanceIdentifier="scratch", WaiterConfig={"Delay": 0.05, "MaxAttempts": 1000})
        self.refused("InvalidParameterCombination", 400, self.west.delete_db_instance,
                     DBInstanceIdentifier="scratch")
        deleted = self.west.delete_db_instance(
            DBInstanceIdentifier="scratch", FinalDBSnapshotIdentifier="scratch-last")["DBInstance"]
        self.assertEqual(deleted["DBInstanceStatus"], "deleting")
        self.west.get_waiter("db_instance_deleted").wait(
            DBInstanceIdentifier="scratch", WaiterConfig={"Delay": 0.05, "MaxAttempts": 1000})
        last = self.west.describe_db_snapshots(DBInstanceIdentifier="scratch")["DBSnapshots"]
        self.assertEqual([found["DBSnapshotIdentifier"] for found in last], ["scratch-last"])
        self.refused("DBInstanceNotFound", 404, self.west.delete_db_instance, DBInstanceIdentifier="scratch",
                     SkipFinalSnapshot=True)

    def test_a_snapshot_occupies_its_instance(self):
        self.take("occupied")
        self.east.create_db_snapshot(DBInstanceIdentifier=self.original, DBSnapshotIdentifier="occupying")
        instance = self.east.describe_db_instances(DBInstanceIdentifier=self.original)["DBInstances"][0]
        self.assertEqual(instance["DBInstanceStatus"], "backing-up")
        self.refused("InvalidDBInstanceState", 400, self.east.create_db_snapshot,
                     DBInstanceIdentifier=self.original, DBSnapshotIdentifier="second")
        self.refused("DBSnapshotAlreadyExists", 400, self.east.create_db_snapshot,
                     DBInstanceIdentifier=self.original, DBSnapshotIdentifier="occupied")

    def test_pages_of_snapshots_cover_all_without_repeats(self):
        for number in range(23):
            self.east.copy_db_snapshot(
                SourceDBSnapshotIdentifier="before-release", TargetDBSnapshotIdentifier=f"page-{number:02}")
        first = self.east.describe_db_snapshots(MaxRecords=20)
        self.assertEqual(len(first["DBSnapshots"]), 20)
        second = self.east.describe_db_snapshots(MaxRecords=20, Marker=first["Marker"])
        self.assertNotIn("Marker", second)
        names = [found["DBSnapshotIdentifier"] for found in first["DBSnapshots"] + second["DBSnapshots"]]
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual({f"page-{number:02}" for number in range(23)}, set(names))
        pages = self.east.get_paginator("describe_db_snapshots").paginate(PaginationConfig={"PageSize": 20})
        paged = [found["DBSnapshotIdentifier"] for page in pages for found in page["DBSnapshots"]]
        self.assertEqual(paged, names)
        self.refused("InvalidParameterValue", 400, self.east.describe_db_snapshots, MaxRecords=5)
        self.refused("InvalidParameterValue", 400, self.east.describe_db_snapshots, Marker="not-mine")
        self.assertNotIn("Marker", self.east.describe_db_instances(MaxRecords=20))

    def test_filters_choose(self):
        def names(**arguments):
            found = self.east.describe_db_snapshots(**arguments)["DBSnapshots"]
            return {snapshot["DBSnapshotIdentifier"] for snapshot in found}

        self.assertIn("before-release", names(SnapshotType="manual"))
        self.assertEqual(names(SnapshotType="automated"), set())
        self.assertEqual(names(SnapshotType="shared"), set())
        self.assertEqual(names(DBInstanceIdentifier="no-such-instance"), set())
        wanted = [{"Name": "db-snapshot-id", "Values": ["before-release", "other"]}]
        self.assertEqual(names(Filters=wanted), {"before-release"})
        self.refused("InvalidParameterValue", 400, self.east.describe_db_snapshots,
                     Filters=[{"Name": "colour", "Values": ["red"]}])

    def test_refusals(self):
        west = self.west
        self.refused("DBSnapshotNotFound", 404, west.describe_db_snapshots, DBSnapshotIdentifier="nowhere")
        self.refused("DBSnapshotNotFound", 404, west.restore_db_instance_from_db_snapshot,
                     DBInstanceIdentifier="x", DBSnapshotIdentifier="nowhere")
        self.refused("DBSnapshotNotFound", 404, west.copy_db_snapshot, TargetDBSnapshotIdentifier="x",
                     SourceDBSnapshotIdentifier=f"arn:aws:rds:{PRIMARY}:{ACCOUNT}:snapshot:nowhere")
        self.refused("InvalidParameterCombination", 400, west.copy_db_snapshot,
                     SourceDBSnapshotIdentifier=self.source, TargetDBSnapshotIdentifier="no-key")
        self.refused("InvalidParameterValue", 400, west.copy_db_snapshot, KmsKeyId=KEY,
                     SourceDBSnapshotIdentifier=self.source, TargetDBSnapshotIdentifier="9-bad--name")
        self.refused("DBInstanceNotFound", 404, west.create_db_snapshot, DBInstanceIdentifier="nowhere",
                     DBSnapshotIdentifier="x")
        self.refused("DBInstanceNotFound", 404, west.list_tags_for_resource,
                     ResourceName=f"arn:aws:rds:{RECOVERY}:{ACCOUNT}:db:nowhere")
        self.refused("UnknownParameter", 400, west.restore_db_instance_from_db_snapshot,
                     DBInstanceIdentifier="x", DBSnapshotIdentifier="y", Iops=3000)

    def test_missing_members_are_refused_by_the_server_too(self):
        bare = client("rds", parameter_validation=False)
        self.refused("MissingParameter", 400, bare.restore_db_instance_from_db_snapshot)
        self.refused("MissingParameter", 400, bare.copy_db_snapshot, TargetDBSnapshotIdentifier="x")
        self.refused("MissingParameter", 400, bare.create_db_instance, DBInstanceIdentifier="x")

    def test_an_operation_that_is_not_modelled_is_an_invalid_action(self):
        error = self.refused("InvalidAction", 400, self.west.describe_db_clusters)
        self.assertIn("DescribeDBClusters", str(error))


class Containers(Case):
    """ECS: the recovery region's service is started."""

    @classmethod
    def setUpClass(cls):
        cls.ecs = client("ecs")
        cls.cluster, cls.service = "kaigo-dr", "kaigo-api"

    def describe(self, name=None):
        answer = self.ecs.describe_services(cluster=self.cluster, services=[name or self.service])
        return answer["services"][0]

    def test_tasks_come_up_one_by_one(self):
        self.assertEqual(self.describe()["runningCount"], 0)
        updated = self.ecs.update_service(
            cluster=self.cluster, service=self.service, desiredCount=4)["service"]
        counts = [updated[name] for name in ("desiredCount", "runningCount", "pendingCount")]
        self.assertEqual(counts, [4, 0, 4])
        counts = until(lambda: self.describe()["runningCount"], 4)
        self.assertEqual(counts, sorted(counts))
        self.ecs.get_waiter("services_stable").wait(
            cluster=self.cluster, services=[self.service], WaiterConfig={"Delay": 0.05, "MaxAttempts": 200})
        service = self.describe()
        self.assertEqual(len(service["deployments"]), 1)
        self.assertEqual(service["deployments"][0]["rolloutState"], "COMPLETED")
        self.assertEqual(service["deployments"][0]["status"], "PRIMARY")
        self.assertIsInstance(service["createdAt"], datetime.datetime)
        arn = f"arn:aws:ecs:{RECOVERY}:{ACCOUNT}:service/kaigo-dr/kaigo-api"
        self.assertEqual(service["serviceArn"], arn)

    def test_a_new_deployment_replaces_the_old_one(self):
        self.ecs.create_cluster(clusterName="rolling")
        task = "kaigo-api:12"
        self.ecs.create_service(cluster="rolling", serviceName="web", taskDefinition=task, desiredCount=2)
        look = lambda: self.ecs.describe_services(cluster="rolling", services=["web"])["services"][0]
        until(lambda: look()["deployments"][0]["rolloutState"], "COMPLETED")
        self.ecs.update_service(cluster="rolling", service="web", forceNewDeployment=True)
        states = [(d["status"], d["rolloutState"]) for d in look()["deployments"]]
        self.assertEqual(states, [("PRIMARY", "IN_PROGRESS"), ("ACTIVE", "COMPLETED")])
        until(lambda: len(look()["deployments"]), 1)
        self.assertEqual(look()["deployments"][0]["rolloutState"], "COMPLETED")
        self.assertEqual(look()["runningCount"], 2)

    def test_creation_is_idempotent_by_token_only(self):
        arguments = dict(
            cluster=self.cluster, serviceName="batch", taskDefinition="kaigo-api", desiredCount=1,
            launchType="FARGATE", tags=[{"key": "owner", "value": "ops"}],
            networkConfiguration={"awsvpcConfiguration": {
                "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "DISABLED"}},
            loadBalancers=[{"targetGroupArn": "arn:tg", "containerName": "api", "containerPort": 8080}])
        first = self.ecs.create_service(clientToken="t-1", **arguments)["service"]
        again = self.ecs.create_service(clientToken="t-1", **arguments)["service"]
        self.assertEqual(first["deployments"][0]["id"], again["deployments"][0]["id"])
        self.assertTrue(first["taskDefinition"].endswith(":task-definition/kaigo-api:12"))
        self.refused(
            "InvalidParameterException", 400, self.ecs.create_service, clientToken="t-2", **arguments)

    def test_clusters(self):
        made = self.ecs.create_cluster(clusterName="extra", tags=[{"key": "a", "value": "b"}])["cluster"]
        self.assertEqual(made["status"], "ACTIVE")
        again = self.ecs.create_cluster(clusterName="extra")["cluster"]
        self.assertEqual(again["clusterArn"], made["clusterArn"])
        found = self.ecs.describe_clusters(clusters=["extra", made["clusterArn"], "nowhere"])
        self.assertEqual([cluster["clusterName"] for cluster in found["clusters"]], ["extra", "extra"])
        self.assertEqual(found["failures"][0]["reason"], "MISSING")
        self.assertTrue(found["failures"][0]["arn"].endswith("cluster/nowhere"))

    def test_refusals(self):
        ecs = self.ecs
        self.refused("ClusterNotFoundException", 400, ecs.describe_services, cluster="nowhere",
                     services=["x"])
        self.refused("ClusterNotFoundException", 400, ecs.update_service, cluster="nowhere", service="x")
        self.refused("ServiceNotFoundException", 400, ecs.update_service, cluster=self.cluster,
                     service="nowhere")
        self.refused("InvalidParameterException", 400, ecs.describe_services, cluster=self.cluster,
                     services=[])
        self.refused("InvalidParameterException", 400, ecs.describe_services, cluster=self.cluster,
                     services=[f"s-{number}" for number in range(11)])
        self.refused("ClientException", 400, ecs.create_service, cluster=self.cluster, serviceName="x",
                     taskDefinition="unregistered:1", desiredCount=1)
        missing = ecs.describe_services(cluster=self.cluster, services=["nowhere"])
        self.assertEqual(missing["services"], [])
        self.assertEqual(missing["failures"][0]["reason"], "MISSING")

    def test_an_exception_has_its_modelled_class(self):
        with self.assertRaises(self.ecs.exceptions.ServiceNotFoundException):
            self.ecs.update_service(cluster=self.cluster, service="nowhere")

    def test_missing_members_are_refused_by_the_server_too(self):
        bare = client("ecs", parameter_validation=False)
        self.refused("InvalidParameterException", 400, bare.update_service, cluster=self.cluster)
        self.refused("SerializationException", 400, bare.update_service, cluster=self.cluster,
                     service=self.service, desiredCount="many")
        self.refused("UnknownParameter", 400, self.ecs.update_service, cluster=self.cluster,
                     service=self.service, enableExecuteCommand=True)

    def test_an_operation_that_is_not_modelled_is_unknown(self):
        self.refused("UnknownOperationException", 400, self.ecs.list_clusters)


class Names(Case):
    """Route 53: the record is switched."""

    @classmethod
    def setUpClass(cls):
        cls.dns = client("route53", PRIMARY)

    def change(self, action, name, kind="A", values=("192.0.2.1",), ttl=60, **more):
        record = {"Name": name, "Type": kind, **more}
        if "AliasTarget" not in more:
            record |= {"TTL": ttl, "ResourceRecords": [{"Value": value} for value in values]}
        return self.dns.change_resource_record_sets(
            HostedZoneId=ZONE, ChangeBatch={"Comment": "a & b", "Changes": [
                {"Action": action, "ResourceRecordSet": record}]})["ChangeInfo"]

    def records(self, **arguments):
        return self.dns.list_resource_record_sets(HostedZoneId=ZONE, **arguments)["ResourceRecordSets"]

    def test_the_zone(self):
        answer = self.dns.get_hosted_zone(Id="/hostedzone/" + ZONE)
        self.assertEqual(answer["HostedZone"]["Name"], "kaigo.example.")
        self.assertEqual(answer["HostedZone"]["Id"], "/hostedzone/" + ZONE)
        self.assertEqual(len(answer["DelegationSet"]["NameServers"]), 2)
        self.refused("NoSuchHostedZone", 404, self.dns.get_hosted_zone, Id="ZNOWHERE")

    def test_a_switch_is_pending_then_in_sync(self):
        before = self.records(StartRecordName="app.kaigo.example", MaxItems="1")[0]
        self.assertEqual(before["TTL"], 60)
        self.assertIn("us-east-1", before["ResourceRecords"][0]["Value"])
        target = "kaigo-dr-alb-1234567890.us-west-2.elb.amazonaws.com"
        info = self.change("UPSERT", "app.kaigo.example", "CNAME", [target])
        self.assertEqual(info["Status"], "PENDING")
        self.assertEqual(info["Comment"], "a & b")
        self.assertIsInstance(info["SubmittedAt"], datetime.datetime)
        after = self.records(StartRecordName="app.kaigo.example", MaxItems="1")[0]
        self.assertEqual(after["ResourceRecords"], [{"Value": target}])
        self.dns.get_waiter("resource_record_sets_changed").wait(
            Id=info["Id"], WaiterConfig={"Delay": 0.05, "MaxAttempts": 200})
        again = self.change("UPSERT", "app.kaigo.example", "CNAME", [target])
        self.assertNotEqual(again["Id"], info["Id"])

    def test_create_and_delete_are_strict(self):
        self.change("CREATE", "one.kaigo.example")
        error = self.refused("InvalidChangeBatch", 400, self.change, action="CREATE",
                             name="ONE.kaigo.example.")
        self.assertIn("already exists", str(error))
        error = self.refused("InvalidChangeBatch", 400, self.change, action="DELETE",
                             name="one.kaigo.example", ttl=61)
        self.assertIn("do not match", str(error))
        error = self.refused("InvalidChangeBatch", 400, self.change, action="DELETE",
                             name="two.kaigo.example")
        self.assertIn("not found", str(error))
        self.refused("InvalidChangeBatch", 400, self.change, action="CREATE", name="one.elsewhere.example")
        self.refused("InvalidChangeBatch", 400, self.change, action="CREATE", name="one.kaigo.example",
                     kind="CNAME", values=["x.example"])
        self.change("DELETE", "one.kaigo.example")
        self.assertNotIn("one.kaigo.example.", [record["Name"] for record in self.records()])

    def test_a_batch_is_all_or_nothing(self):
        good = {"Name": "whole.kaigo.example", "Type": "A", "TTL": 5,
                "ResourceRecords": [{"Value": "192.0.2.9"}]}
        self.refused(
            "InvalidChangeBatch", 400, self.dns.change_resource_record_sets, HostedZoneId=ZONE,
            ChangeBatch={"Changes": [
                {"Action": "CREATE", "ResourceRecordSet": good},
                {"Action": "DELETE", "ResourceRecordSet": {**good, "Name": "absent.kaigo.example"}}]})
        self.assertNotIn("whole.kaigo.example.", [record["Name"] for record in self.records()])

    def test_aliases_weights_and_failover_come_back_as_sent(self):
        alias = {"HostedZoneId": "Z1H1FL5HABSF5", "DNSName": "alb.us-west-2.elb.amazonaws.com.",
                 "EvaluateTargetHealth": True}
        self.change("CREATE", "alias.kaigo.example", AliasTarget=alias)
        self.change("CREATE", "w.kaigo.example", SetIdentifier="east", Weight=0)
        self.change("CREATE", "w.kaigo.example", SetIdentifier="west", Weight=255, HealthCheckId="hc-1")
        self.change("CREATE", "f.kaigo.example", SetIdentifier="first", Failover="PRIMARY")
        found = {(record["Name"], record.get("SetIdentifier")): record for record in self.records()}
        self.assertEqual(found["alias.kaigo.example.", None]["AliasTarget"], alias)
        self.assertNotIn("TTL", found["alias.kaigo.example.", None])
        self.assertEqual(found["w.kaigo.example.", "east"]["Weight"], 0)
        self.assertEqual(found["w.kaigo.example.", "west"]["HealthCheckId"], "hc-1")
        self.assertEqual(found["f.kaigo.example.", "first"]["Failover"], "PRIMARY")

    def test_pages_of_records_cover_all_in_order(self):
        for number in range(5):
            self.change("UPSERT", f"p{number}.kaigo.example", values=["192.0.2.1", "192.0.2.2"])
        self.change("UPSERT", "*.wild.kaigo.example")
        whole = [(record["Name"], record["Type"]) for record in self.records()]
        pages = self.dns.get_paginator("list_resource_record_sets").paginate(
            HostedZoneId=ZONE, PaginationConfig={"PageSize": 2})
        paged = [(r["Name"], r["Type"]) for page in pages for r in page["ResourceRecordSets"]]
        self.assertEqual(paged, whole)
        self.assertIn(("\\052.wild.kaigo.example.", "A"), whole)
        self.assertEqual(whole[0], ("kaigo.example.", "NS"))
        self.refused("InvalidInput", 400, self.dns.list_resource_record_sets, HostedZoneId=ZONE,
                     StartRecordType="A")

    def test_refusals(self):
        self.refused("NoSuchChange", 404, self.dns.get_change, Id="CNOWHERE")
        self.refused("NoSuchHostedZone", 404, self.dns.list_resource_record_sets, HostedZoneId="ZNOWHERE")
        self.refused("InvalidInput", 400, self.dns.change_resource_record_sets, HostedZoneId=ZONE,
                     ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {
                         "Name": "x.kaigo.example", "Type": "A"}}]})
        bare = client("route53", PRIMARY, parameter_validation=False)
        self.refused("MalformedInput", 400, bare.change_resource_record_sets, HostedZoneId=ZONE,
                     ChangeBatch={"Changes": [
                         {"Action": "BEND", "ResourceRecordSet": {"Name": "x", "Type": "A"}}]})
        with self.assertRaises(self.dns.exceptions.NoSuchHostedZone):
            self.dns.get_hosted_zone(Id="ZNOWHERE")

    def test_an_operation_that_is_not_modelled_is_unknown(self):
        with self.assertRaises(ClientError) as caught:
            self.dns.list_hosted_zones()
        metadata = caught.exception.response["ResponseMetadata"]
        self.assertEqual(metadata["HTTPStatusCode"], 404)
        self.assertIn("x-amzn-requestid", metadata["HTTPHeaders"])


class Messages(Case):
    """SNS and STS."""

    def test_a_topic_takes_messages(self):
        sns = client("sns")
        topic = sns.create_topic(Name="botocore")["TopicArn"]
        self.assertEqual(topic, f"arn:aws:sns:{RECOVERY}:{ACCOUNT}:botocore")
        self.assertEqual(sns.create_topic(Name="botocore")["TopicArn"], topic)
        first = sns.publish(TopicArn=topic, Subject="s", Message="ü & <x>\n+%")
        second = sns.publish(TargetArn=topic, Message="ü & <x>\n+%", MessageAttributes={
            "severity": {"DataType": "String", "StringValue": "high"}})
        self.assertNotEqual(first["MessageId"], second["MessageId"])
        self.refused("NotFound", 404, sns.publish, TopicArn=topic + "-not", Message="m")
        self.refused("InvalidParameter", 400, sns.publish, TopicArn=topic, Message="")
        self.refused("InvalidParameter", 400, sns.publish, TopicArn=topic, Message="m" * 262145)
        self.refused("InvalidParameter", 400, sns.publish, Message="m")
        self.refused("InvalidParameter", 400, client("sns", PRIMARY).publish, TopicArn=topic, Message="m")
        self.refused("InvalidParameter", 400, sns.create_topic, Name="no spaces")

    def test_the_caller_is_known(self):
        identity = client("sts").get_caller_identity()
        self.assertEqual(identity["Account"], ACCOUNT)
        self.assertEqual(identity["Arn"], f"arn:aws:iam::{ACCOUNT}:user/daruma")


class Signatures(Case):
    """What is not signed, or not well, is refused in each protocol's own way."""

    def post(self, headers, body=b"Action=GetCallerIdentity&Version=2011-06-15", path="/"):
        request = urllib.request.Request(ENDPOINT + path, data=body, headers=headers)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=10)
        with caught.exception:
            return caught.exception.code, caught.exception.read().decode()

    def test_a_request_without_a_signature(self):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        status, body = self.post(form)
        self.assertEqual(status, 403)
        self.assertIn("<Code>MissingAuthenticationToken</Code>", body)
        target = {"X-Amz-Target": "AmazonEC2ContainerServiceV20141113.DescribeClusters",
                  "Content-Type": "application/x-amz-json-1.1"}
        status, body = self.post(target, b"{}")
        self.assertEqual(status, 400)
        self.assertEqual(json.loads(body)["__type"], "MissingAuthenticationTokenException")
        status, body = self.post({}, b"<x/>", f"/2013-04-01/hostedzone/{ZONE}/rrset/")
        self.assertEqual(status, 403)
        self.assertIn("<Code>MissingAuthenticationToken</Code>", body)

    def test_a_signature_with_parts_missing(self):
        for parts in ["", " Credential=a/b/c, SignedHeaders=host, Signature=" + "0" * 64,
                      " Credential=a/20261124/us-east-1/sts/aws4_request, SignedHeaders=host"]:
            header = "AWS4-HMAC-SHA256" + parts
            status, body = self.post({
                "Content-Type": "application/x-www-form-urlencoded", "Authorization": header})
            self.assertEqual(status, 400, header)
            self.assertIn("<Code>IncompleteSignature</Code>", body, header)

    def test_a_region_that_does_not_exist(self):
        self.refused("SignatureDoesNotMatch", 403, client("rds", "eu-nowhere-1").describe_db_instances)
        self.refused("InvalidSignatureException", 400, client("ecs", "eu-nowhere-1").describe_clusters)

    def test_route_53_is_signed_for_us_east_1_only(self):
        self.refused("SignatureDoesNotMatch", 403, client("route53", RECOVERY).get_hosted_zone, Id=ZONE)

    def test_a_service_that_is_not_modelled(self):
        self.refused("InvalidAction", 400, client("elasticache").describe_cache_clusters)


class WebEndpoints(Case):
    """What users see, without a signature."""

    def test_a_page_and_a_webhook(self):
        with urllib.request.urlopen(ENDPOINT + "/webhook/oncall", data=b"{}", timeout=10) as answer:
            self.assertEqual(answer.status, 200)
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(ENDPOINT + "/webhook/nobody", data=b"{}", timeout=10)
        self.assertEqual(caught.exception.code, 404)
        caught.exception.close()
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(ENDPOINT + "/web/app.kaigo.example/nothing", timeout=10)
        self.assertEqual(caught.exception.code, 404)
        caught.exception.close()


class InstanceOrders(Case):
    """RDS: what is told to instances that are there, and restores to a point in time."""

    @classmethod
    def setUpClass(cls):
        cls.west = client("rds", RECOVERY)
        cls.make("orders", BackupRetentionPeriod=1)

    @classmethod
    def make(cls, name, **arguments):
        cls.west.create_db_instance(
            DBInstanceIdentifier=name, DBInstanceClass="db.t4g.micro", Engine="postgres", AllocatedStorage=20,
            MasterUsername="me", MasterUserPassword="not-kept", **arguments)
        cls.await_(name, "available")

    @classmethod
    def look(cls, name):
        return cls.west.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]

    @classmethod
    def await_(cls, name, status):
        return until(lambda: cls.look(name)["DBInstanceStatus"], status)

    def test_stop_and_start(self):
        self.make("to-stop")
        self.assertEqual(
            self.west.stop_db_instance(DBInstanceIdentifier="to-stop")["DBInstance"]["DBInstanceStatus"], "stopping")
        self.await_("to-stop", "stopped")
        self.refused("InvalidDBInstanceState", 400, self.west.stop_db_instance, DBInstanceIdentifier="to-stop")
        self.assertEqual(
            self.west.start_db_instance(DBInstanceIdentifier="to-stop")["DBInstance"]["DBInstanceStatus"], "starting")
        self.await_("to-stop", "available")
        self.refused("InvalidDBInstanceState", 400, self.west.start_db_instance, DBInstanceIdentifier="to-stop")

    def test_settings_are_changed(self):
        self.make("to-change")
        told = self.west.modify_db_instance(
            DBInstanceIdentifier="to-change", DBInstanceClass="db.t4g.small", MultiAZ=True, DeletionProtection=True,
            DBParameterGroupName="kaigo-dr-postgres15", VpcSecurityGroupIds=["sg-0d1a2b3c4d5e6f708"],
            BackupRetentionPeriod=3, ApplyImmediately=True)["DBInstance"]
        self.assertEqual(told["DBInstanceStatus"], "modifying")
        self.assertEqual(told["PendingModifiedValues"], {"DBInstanceClass": "db.t4g.small", "MultiAZ": True})
        self.assertEqual(told["DBParameterGroups"][0]["ParameterApplyStatus"], "applying")
        self.assertEqual(told["VpcSecurityGroups"][0]["Status"], "adding")
        self.await_("to-change", "available")
        told = self.look("to-change")
        self.assertEqual((told["DBInstanceClass"], told["MultiAZ"]), ("db.t4g.small", True))
        self.assertEqual(told["PendingModifiedValues"], {})
        self.assertEqual(told["DBParameterGroups"][0]["ParameterApplyStatus"], "pending-reboot")
        self.refused("DBParameterGroupNotFound", 404, self.west.modify_db_instance, DBInstanceIdentifier="to-change",
                     DBParameterGroupName="nowhere")

    def test_a_replica_is_promoted(self):
        source = f"arn:aws:rds:{PRIMARY}:{ACCOUNT}:db:kaigo-subsys-prod"
        made = self.west.create_db_instance_read_replica(
            DBInstanceIdentifier="replica", SourceDBInstanceIdentifier=source, SourceRegion=PRIMARY, KmsKeyId=KEY)
        self.assertEqual(made["DBInstance"]["ReadReplicaSourceDBInstanceIdentifier"], source)
        self.await_("replica", "available")
        self.west.promote_read_replica(DBInstanceIdentifier="replica")
        seen = self.await_("replica", "available")
        self.assertEqual(seen[0], "modifying")
        self.assertNotIn("ReadReplicaSourceDBInstanceIdentifier", self.look("replica"))
        self.refused("InvalidDBInstanceState", 400, self.west.promote_read_replica, DBInstanceIdentifier="replica")

    def test_an_instance_is_restored_to_a_point_in_time(self):
        listed = self.west.describe_db_instance_automated_backups(DBInstanceIdentifier="orders")
        backup = listed["DBInstanceAutomatedBackups"][0]
        self.assertEqual(backup["Status"], "active")
        self.assertIsInstance(backup["RestoreWindow"]["LatestTime"], datetime.datetime)
        early = backup["RestoreWindow"]["EarliestTime"] - datetime.timedelta(hours=1)
        restore = self.west.restore_db_instance_to_point_in_time
        self.refused("InvalidRestoreFault", 400, restore, SourceDBInstanceIdentifier="orders",
                     TargetDBInstanceIdentifier="back", RestoreTime=early)
        self.refused("InvalidParameterCombination", 400, restore, SourceDBInstanceIdentifier="orders",
                     TargetDBInstanceIdentifier="back")
        made = restore(SourceDBInstanceIdentifier="orders", TargetDBInstanceIdentifier="back",
                       UseLatestRestorableTime=True, Tags=[{"Key": "a", "Value": "b"}])["DBInstance"]
        self.assertEqual(made["DBInstanceStatus"], "creating")
        self.await_("back", "available")
        self.assertEqual(self.look("back")["TagList"], [{"Key": "a", "Value": "b"}])


class Balancers(Case):
    """Elastic Load Balancing: what stands ready is put into service."""

    @classmethod
    def setUpClass(cls):
        cls.elb = client("elbv2")
        cls.balancer = cls.elb.describe_load_balancers(Names=["kaigo-dr-alb"])["LoadBalancers"][0]
        cls.groups = {group["TargetGroupName"]: group["TargetGroupArn"] for group in
                      cls.elb.describe_target_groups(LoadBalancerArn=cls.balancer["LoadBalancerArn"])["TargetGroups"]}

    def test_weights_are_set(self):
        listener = self.elb.describe_listeners(LoadBalancerArn=self.balancer["LoadBalancerArn"])["Listeners"][0]
        self.assertEqual((listener["Port"], listener["Protocol"]), (443, "HTTPS"))
        weights = [{"TargetGroupArn": self.groups["kaigo-dr-api"], "Weight": 90},
                   {"TargetGroupArn": self.groups["kaigo-dr-maintenance"], "Weight": 10}]
        for _ in range(2):
            changed = self.elb.modify_listener(
                ListenerArn=listener["ListenerArn"],
                DefaultActions=[{"Type": "forward", "Order": 1, "ForwardConfig": {
                    "TargetGroups": weights, "TargetGroupStickinessConfig": {"Enabled": False}}}])["Listeners"][0]
            self.assertEqual(changed["DefaultActions"][0]["ForwardConfig"]["TargetGroups"], weights)
        one = self.elb.modify_listener(
            ListenerArn=listener["ListenerArn"],
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.groups["kaigo-dr-api"]}])["Listeners"][0]
        self.assertEqual(one["DefaultActions"][0]["TargetGroupArn"], self.groups["kaigo-dr-api"])
        self.assertEqual(one["DefaultActions"][0]["ForwardConfig"]["TargetGroups"][0]["Weight"], 1)
        fixed = self.elb.modify_listener(
            ListenerArn=listener["ListenerArn"], DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": {
                "StatusCode": "503", "ContentType": "text/plain", "MessageBody": "a < b"}}])["Listeners"][0]
        self.assertEqual(fixed["DefaultActions"][0]["FixedResponseConfig"]["MessageBody"], "a < b")
        self.elb.modify_listener(ListenerArn=listener["ListenerArn"], DefaultActions=listener["DefaultActions"])
        rule = self.elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"][0]
        self.assertEqual((rule["Priority"], rule["Conditions"][0]["Values"]), ("10", ["/api/*"]))
        changed = self.elb.modify_rule(RuleArn=rule["RuleArn"], Actions=[
            {"Type": "forward", "TargetGroupArn": self.groups["kaigo-dr-api"]}])["Rules"][0]
        self.assertEqual(changed["Actions"][0]["TargetGroupArn"], self.groups["kaigo-dr-api"])

    def test_targets_are_the_tasks_of_the_service(self):
        shown = self.elb.describe_target_health(TargetGroupArn=self.groups["kaigo-dr-maintenance"])
        self.assertEqual(shown["TargetHealthDescriptions"][0]["TargetHealth"]["State"], "healthy")
        group = self.elb.describe_target_groups(TargetGroupArns=[self.groups["kaigo-dr-api"]])["TargetGroups"][0]
        self.assertEqual(group["TargetType"], "ip")
        ecs = client("ecs")
        ecs.create_cluster(clusterName="balanced")
        ecs.create_service(
            cluster="balanced", serviceName="web", taskDefinition="kaigo-api:12", desiredCount=2,
            loadBalancers=[{"targetGroupArn": group["TargetGroupArn"], "containerName": "api", "containerPort": 8080}])
        health = lambda: {target["TargetHealth"]["State"] for target in self.elb.describe_target_health(
            TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]}
        until(lambda: "healthy" in health() and "initial" not in health(), True)

    def test_refusals(self):
        elb, arn = self.elb, self.balancer["LoadBalancerArn"]
        listener = elb.describe_listeners(LoadBalancerArn=arn)["Listeners"][0]["ListenerArn"]
        self.refused("ListenerNotFound", 400, elb.describe_listeners, ListenerArns=[listener + "0"])
        self.refused("RuleNotFound", 400, elb.describe_rules, RuleArns=[listener + "/1"])
        self.refused("RuleNotFound", 400, elb.modify_rule, RuleArn=listener + "/1", Actions=[
            {"Type": "forward", "TargetGroupArn": self.groups["kaigo-dr-api"]}])
        self.refused("TargetGroupNotFound", 400, elb.describe_target_health, TargetGroupArn="arn:x")
        self.refused("TargetGroupNotFound", 400, elb.modify_listener, ListenerArn=listener, DefaultActions=[
            {"Type": "forward", "TargetGroupArn": "arn:x"}])
        self.refused("ValidationError", 400, elb.modify_listener, ListenerArn=listener, DefaultActions=[
            {"Type": "forward", "ForwardConfig": {"TargetGroups": [
                {"TargetGroupArn": self.groups["kaigo-dr-api"], "Weight": 1000}]}}])
        self.refused("UnknownParameter", 400, elb.modify_listener, ListenerArn=listener, DefaultActions=[
            {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}}])
        with self.assertRaises(elb.exceptions.ListenerNotFoundException):
            elb.modify_listener(ListenerArn=listener + "0", DefaultActions=[])


class Files(Case):
    """AWS Backup and EFS: the copied files are restored and mounted."""

    RESOURCE = f"arn:aws:elasticfilesystem:{PRIMARY}:{ACCOUNT}:file-system/fs-0d1a2b3c4d5e6f708"

    @classmethod
    def setUpClass(cls):
        cls.backup, cls.efs = client("backup"), client("efs")
        listed = cls.backup.list_recovery_points_by_resource(ResourceArn=cls.RESOURCE)["RecoveryPoints"]
        cls.point = listed[0]["RecoveryPointArn"]

    def start(self, token, creation_token, **changes):
        told = self.backup.get_recovery_point_restore_metadata(
            BackupVaultName="kaigo-dr", RecoveryPointArn=self.point)
        metadata = told["RestoreMetadata"] | {
            "CreationToken": creation_token, "newFileSystem": "true", "KmsKeyId": KEY} | changes
        return self.backup.start_restore_job(
            RecoveryPointArn=self.point, IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/kaigo-backup", Metadata=metadata,
            IdempotencyToken=token, ResourceType="EFS")["RestoreJobId"]

    def test_the_copied_point(self):
        vault = self.backup.list_recovery_points_by_backup_vault(
            BackupVaultName="kaigo-dr", ByResourceArn=self.RESOURCE)["RecoveryPoints"]
        self.assertEqual([point["RecoveryPointArn"] for point in vault], [self.point])
        one = self.backup.describe_recovery_point(BackupVaultName="kaigo-dr", RecoveryPointArn=self.point)
        self.assertEqual((one["Status"], one["ResourceType"]), ("COMPLETED", "EFS"))
        self.assertIsInstance(one["CreationDate"], datetime.datetime)
        self.assertIn(PRIMARY, one["SourceBackupVaultArn"])

    def test_files_are_restored_and_mounted(self):
        job = self.start("token-1", "files-1")
        self.assertEqual(self.start("token-1", "files-1"), job)
        states = until(lambda: self.backup.describe_restore_job(RestoreJobId=job)["Status"], "COMPLETED")
        self.assertIn("RUNNING", states)
        told = self.backup.describe_restore_job(RestoreJobId=job)
        self.assertEqual(told["PercentDone"], "100.00%")
        metadata = self.backup.get_restore_job_metadata(RestoreJobId=job)["Metadata"]
        self.assertEqual(metadata["CreationToken"], "files-1")
        listed = self.backup.list_restore_jobs(ByStatus="COMPLETED", ByResourceType="EFS")["RestoreJobs"]
        self.assertIn(job, [found["RestoreJobId"] for found in listed])
        system = self.efs.describe_file_systems(CreationToken="files-1")["FileSystems"][0]
        self.assertEqual(told["CreatedResourceArn"], system["FileSystemArn"])
        self.assertEqual((system["LifeCycleState"], system["Encrypted"], system["KmsKeyId"]), ("available", True, KEY))
        target = self.efs.create_mount_target(
            FileSystemId=system["FileSystemId"], SubnetId="subnet-0d0a1d0a000000001",
            SecurityGroups=["sg-0d1a2b3c4d5e6f709"])
        self.assertEqual(target["LifeCycleState"], "creating")
        self.refused("MountTargetConflict", 409, self.efs.create_mount_target, FileSystemId=system["FileSystemId"],
                     SubnetId="subnet-0d0a1d0a000000001")
        until(lambda: self.efs.describe_mount_targets(
            FileSystemId=system["FileSystemId"])["MountTargets"][0]["LifeCycleState"], "available")
        groups = lambda: self.efs.describe_mount_target_security_groups(
            MountTargetId=target["MountTargetId"])["SecurityGroups"]
        self.assertEqual(groups(), ["sg-0d1a2b3c4d5e6f709"])
        self.efs.modify_mount_target_security_groups(
            MountTargetId=target["MountTargetId"], SecurityGroups=["sg-0d1a2b3c4d5e6f70a"])
        self.assertEqual(groups(), ["sg-0d1a2b3c4d5e6f70a"])
        self.efs.tag_resource(ResourceId=system["FileSystemId"], Tags=[{"Key": "daruma:effect", "Value": "é"}])
        tags = self.efs.list_tags_for_resource(ResourceId=system["FileSystemArn"])["Tags"]
        self.assertEqual(tags, [{"Key": "daruma:effect", "Value": "é"}])

    def test_a_file_system_is_made(self):
        made = self.efs.create_file_system(CreationToken="new-1", Tags=[{"Key": "Name", "Value": "n"}])
        self.assertEqual((made["LifeCycleState"], made["Name"]), ("creating", "n"))
        self.refused("FileSystemAlreadyExists", 409, self.efs.create_file_system, CreationToken="new-1")
        self.assertEqual(self.efs.describe_replication_configurations()["Replications"], [])
        self.refused("ReplicationNotFound", 404, self.efs.describe_replication_configurations,
                     FileSystemId=made["FileSystemId"])
        until(lambda: self.efs.describe_file_systems(
            FileSystemId=made["FileSystemId"])["FileSystems"][0]["LifeCycleState"], "available")

    def test_refusals(self):
        backup, efs = self.backup, self.efs
        self.refused("ResourceNotFoundException", 400, backup.describe_restore_job, RestoreJobId="nowhere")
        self.refused("ResourceNotFoundException", 400, backup.list_recovery_points_by_backup_vault,
                     BackupVaultName="nowhere")
        self.refused("InvalidParameterValueException", 400, self.start, token="x", creation_token="x", Encrypted="so")
        self.refused("FileSystemNotFound", 404, efs.describe_file_systems, FileSystemId="fs-0123456789abcdef0")
        self.refused("MountTargetNotFound", 404, efs.describe_mount_targets, MountTargetId="fsmt-0123456789abcdef0")
        self.refused("UnknownOperationException", 404, efs.describe_access_points)
        with self.assertRaises(efs.exceptions.FileSystemNotFound):
            efs.list_tags_for_resource(ResourceId="fs-0123456789abcdef0")
        with self.assertRaises(backup.exceptions.ResourceNotFoundException):
            backup.describe_recovery_point(BackupVaultName="kaigo-dr", RecoveryPointArn=self.point + "0")

    def test_missing_members_are_refused_by_the_server_too(self):
        self.refused("BadRequest", 400, client("efs", parameter_validation=False).create_mount_target)
        self.refused("MissingParameterValueException", 400, client("backup", parameter_validation=False).start_restore_job)


class Caches(Case):
    """ElastiCache: a new, empty cache."""

    def test_a_group_is_made(self):
        cache = client("elasticache")
        arguments = dict(
            ReplicationGroupId="Botocore", ReplicationGroupDescription="a < b", CacheNodeType="cache.r7g.large",
            Engine="valkey", NumCacheClusters=2, AutomaticFailoverEnabled=True, MultiAZEnabled=True,
            CacheSubnetGroupName="kaigo-dr-cache", CacheParameterGroupName="kaigo-dr-redis7",
            SecurityGroupIds=["sg-0d1a2b3c4d5e6f70a"], Port=6380, TransitEncryptionEnabled=True,
            AtRestEncryptionEnabled=True, KmsKeyId=KEY, Tags=[{"Key": "a", "Value": "b"}])
        made = cache.create_replication_group(**arguments)["ReplicationGroup"]
        self.assertEqual((made["ReplicationGroupId"], made["Status"]), ("botocore", "creating"))
        self.refused("InvalidReplicationGroupState", 400, cache.list_tags_for_resource, ResourceName=made["ARN"])
        cache.get_waiter("replication_group_available").wait(
            ReplicationGroupId="botocore", WaiterConfig={"Delay": 0.05, "MaxAttempts": 1000})
        group = cache.describe_replication_groups(ReplicationGroupId="botocore")["ReplicationGroups"][0]
        self.assertEqual(group["NodeGroups"][0]["PrimaryEndpoint"]["Port"], 6380)
        self.assertEqual(group["MemberClusters"], ["botocore-001", "botocore-002"])
        self.assertEqual(cache.list_tags_for_resource(ResourceName=made["ARN"])["TagList"], arguments["Tags"])
        self.refused("ReplicationGroupAlreadyExists", 400, cache.create_replication_group, **arguments)
        snapshot = client("elasticache", PRIMARY).describe_snapshots(ReplicationGroupId="kaigo-prod")["Snapshots"][0]
        self.assertEqual((snapshot["SnapshotStatus"], snapshot["SnapshotSource"]), ("available", "automated"))
        self.assertIsInstance(snapshot["NodeSnapshots"][0]["SnapshotCreateTime"], datetime.datetime)
        sharded = cache.create_replication_group(
            ReplicationGroupId="sharded", ReplicationGroupDescription="d", CacheNodeType="cache.r7g.large",
            NumNodeGroups=2, ReplicasPerNodeGroup=1)["ReplicationGroup"]
        self.assertTrue(sharded["ClusterEnabled"])

    def test_refusals(self):
        cache = client("elasticache")
        self.refused("ReplicationGroupNotFoundFault", 404, cache.describe_replication_groups,
                     ReplicationGroupId="nowhere")
        self.refused("CacheSubnetGroupNotFoundFault", 400, cache.create_replication_group, ReplicationGroupId="x",
                     ReplicationGroupDescription="d", CacheNodeType="cache.t4g.micro", CacheSubnetGroupName="nowhere")
        with self.assertRaises(cache.exceptions.ReplicationGroupNotFoundFault):
            cache.describe_replication_groups(ReplicationGroupId="nowhere")


class Switches(Case):
    """Parameter Store, Auto Scaling, Lambda and EventBridge: what is set, and what is turned on."""

    def test_a_parameter_is_written(self):
        ssm = client("ssm")
        self.assertEqual(ssm.put_parameter(Name="/b/c", Value="1", Type="String", Description="d")["Version"], 1)
        self.refused("ParameterAlreadyExists", 400, ssm.put_parameter, Name="/b/c", Value="2")
        self.assertEqual(ssm.put_parameter(Name="/b/c", Value="2", Type="String", Overwrite=True)["Version"], 2)
        told = ssm.get_parameter(Name="/b/c", WithDecryption=False)["Parameter"]
        self.assertEqual((told["Value"], told["ARN"]), ("2", f"arn:aws:ssm:{RECOVERY}:{ACCOUNT}:parameter/b/c"))
        listed = ssm.describe_parameters(
            ParameterFilters=[{"Key": "Name", "Option": "Equals", "Values": ["/b/c"]}])["Parameters"]
        self.assertEqual([found["Description"] for found in listed], ["d"])
        ssm.put_parameter(Name="secret", Value="hidden", Type="SecureString")
        self.assertNotEqual(ssm.get_parameter(Name="secret")["Parameter"]["Value"], "hidden")
        self.assertEqual(ssm.get_parameter(Name="secret", WithDecryption=True)["Parameter"]["Value"], "hidden")
        with self.assertRaises(ssm.exceptions.ParameterNotFound):
            ssm.get_parameter(Name="/nowhere")
        self.refused("UnknownParameter", 400, ssm.put_parameter, Name="/d", Value="1", Type="String", Tier="Advanced")
        self.refused("ValidationException", 400, client("ssm", parameter_validation=False).get_parameter)

    def test_a_group_of_instances_grows(self):
        scaling = client("autoscaling")
        look = lambda: scaling.describe_auto_scaling_groups(
            AutoScalingGroupNames=["kaigo-dr-workers"])["AutoScalingGroups"][0]
        scaling.update_auto_scaling_group(AutoScalingGroupName="kaigo-dr-workers", DesiredCapacity=2)
        self.assertEqual(look()["DesiredCapacity"], 2)
        until(lambda: [found["LifecycleState"] for found in look()["Instances"]], ["InService"] * 2)
        self.refused("ValidationError", 400, scaling.update_auto_scaling_group,
                     AutoScalingGroupName="kaigo-dr-workers", DesiredCapacity=99)
        nobody = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["nobody"])
        self.assertEqual(nobody["AutoScalingGroups"], [])

    def test_a_mapping_is_switched(self):
        functions, uuid = client("lambda"), "0a1b2c3d-0000-4000-8000-0000000000e2"
        told = functions.update_event_source_mapping(UUID=uuid, Enabled=True)
        self.assertEqual((told["UUID"], told["State"]), (uuid, "Enabling"))
        self.refused("ResourceInUseException", 400, functions.update_event_source_mapping, UUID=uuid, Enabled=False)
        until(lambda: functions.get_event_source_mapping(UUID=uuid)["State"], "Enabled")
        with self.assertRaises(functions.exceptions.ResourceNotFoundException):
            functions.get_event_source_mapping(UUID="nowhere")

    def test_a_rule_is_switched(self):
        events = client("events")
        events.enable_rule(Name="kaigo-nightly", EventBusName="default")
        told = events.describe_rule(Name="kaigo-nightly")
        self.assertEqual((told["State"], told["Arn"]), (
            "ENABLED", f"arn:aws:events:{RECOVERY}:{ACCOUNT}:rule/kaigo-nightly"))
        events.disable_rule(Name="kaigo-nightly")
        self.assertEqual(events.describe_rule(Name="kaigo-nightly")["State"], "DISABLED")
        self.refused("ResourceNotFoundException", 400, events.enable_rule, Name="nowhere")


class ZZEveryOperation(unittest.TestCase):
    """Runs last, by its name."""

    def test_every_operation_was_answered(self):
        spoken = {(service, name) for service, names in OPERATIONS_SPOKEN.items() for name in names}
        self.assertEqual(spoken - OPERATIONS_ANSWERED, set())


class Secrets(unittest.TestCase):
    """Each signature is computed anew by the simulated cloud."""

    def test_another_secret_is_refused_in_the_form_of_each_protocol(self):
        for service, code, call in [
            ("rds", "SignatureDoesNotMatch", lambda made: made.describe_db_instances()),
            ("ecs", "InvalidSignatureException", lambda made: made.describe_clusters()),
            ("route53", "SignatureDoesNotMatch", lambda made: made.list_resource_record_sets(HostedZoneId=ZONE)),
            ("backup", "InvalidSignatureException", lambda made: made.list_restore_jobs()),
        ]:
            with self.subTest(service), self.assertRaises(ClientError) as refused:
                call(client(service, secret="another"))
            self.assertEqual(refused.exception.response["Error"]["Code"], code)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    ENDPOINT = sys.argv.pop().rstrip("/")
    unittest.main(verbosity=2)
