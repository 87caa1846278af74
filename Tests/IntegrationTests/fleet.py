"""Many applications on one estate: each has a database with a copied snapshot, a service, and a record of its own."""

import events
from application import application_file
from estate import CLUSTER, DATABASE_NAME, HOST, PRIMARY_TARGET, SERVICE, Estate


class Fleet(Estate):
    def __init__(self, moto, size):
        super().__init__(moto)
        self.names = [f"care-{number:03d}" for number in range(size)]

    def build(self):
        super().build()
        primary, recovery = self.client("rds", events.PRIMARY), self.client("rds")
        ecs = self.client("ecs")
        for name in self.names:
            primary.create_db_instance(
                DBInstanceIdentifier=name, Engine="postgres", DBInstanceClass="db.r6g.large", AllocatedStorage=20,
                MasterUsername="kaigo", MasterUserPassword="not-a-secret",
            )
            primary.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier=f"{name}-night")
            recovery.copy_db_snapshot(
                SourceDBSnapshotIdentifier=events.snapshot_arn(f"{name}-night", events.PRIMARY),
                TargetDBSnapshotIdentifier=f"{name}-copy", SourceRegion=events.PRIMARY,
            )
            ecs.create_service(cluster=CLUSTER, serviceName=name, taskDefinition=SERVICE, desiredCount=0)
        records = [
            {"Name": f"{name}.kaigo.example.", "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": PRIMARY_TARGET}]}
            for name in self.names
        ]
        self.client("route53").change_resource_record_sets(
            HostedZoneId=self.zone,
            ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": record} for record in records]},
        )
        return self

    def file(self, name, site):
        """Nobody is asked: a loss is allowed up to a limit instead."""
        text = application_file(self.zone, site, name)
        for old, new in [
            (f"db:{DATABASE_NAME}", f"db:{name}"), (HOST.rstrip("."), f"{name}.kaigo.example"),
            (f"service: {SERVICE}", f"service: {name}"), ("kaigo-prod/kaigo-api", f"kaigo-prod/{name}"),
            ("    approval: { required: 1, from: [management], timeout: 30m, onTimeout: abort }\n", ""),
        ]:
            assert old in text, old
            text = text.replace(old, new)
        return text

    def copies(self):
        """What AWS says of the night's backups."""
        records = []
        for name in self.names:
            began, done = events.moment(25), events.moment(20)
            database = f"arn:aws:rds:{events.PRIMARY}:{events.ACCOUNT}:db:{name}"
            for record in (
                events.backup_job(began, done, f"{name}-night", job=f"backup-{name}"),
                events.copy_job(done, events.moment(15), f"{name}-night", f"{name}-copy", job=f"copy-{name}"),
            ):
                record["detail"]["resourceArn"] = database
                records.append(record)
        return records

    def targets(self):
        """By application, where its record points."""
        pages = self.client("route53").get_paginator("list_resource_record_sets").paginate(HostedZoneId=self.zone)
        sets = [entry for page in pages for entry in page["ResourceRecordSets"] if entry["Type"] == "CNAME"]
        found = {entry["Name"].split(".")[0]: entry["ResourceRecords"][0]["Value"] for entry in sets}
        return {name: found[name] for name in self.names}

    def restored(self):
        """The restored instances' names, by application."""
        pages = self.client("rds").get_paginator("describe_db_instances").paginate()
        instances = [instance["DBInstanceIdentifier"] for page in pages for instance in page["DBInstances"]]
        return {name: [one for one in instances if one.startswith(name + "-")] for name in self.names}
