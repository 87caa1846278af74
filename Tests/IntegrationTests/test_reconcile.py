"""The reconciler against moto: what no event told of is found, what is gone is noticed, and status says which is which."""

import json

import pytest

import events
from daemon import Daemon
from events import PRIMARY, RECOVERY, snapshot_arn
from kafka_client import produce
from program import daruma, daruma_json
from protected_estate import AUDIT, BUCKET, COPY, RELEASE, SNAPSHOT, ProtectedEstate
from servers import Broker
from waiting import INTAKE_SECONDS


class Watch:
    """One daemon that watches the estate."""

    def __init__(self, folder, servers):
        self.broker = Broker(folder)
        self.estate = ProtectedEstate(servers.moto).build()
        self.daemon = Daemon(folder, self.estate.application_file(), self.broker, servers.moto, "watch")
        # The tests delete what was there a moment ago.
        with self.daemon.config.open("a") as config:
            config.write("reconcile:\n  settling: 1ms\n")
        self.daemon.create_topics()

    def discard(self):
        self.daemon.discard()
        self.broker.stop()

    def status(self, *arguments):
        return daruma_json("status", "--config", self.daemon.config, *arguments, "--json")

    def resource(self, name):
        return next(entry for entry in self.status()[0]["resources"] if entry["resource"] == name)

    def points(self, name="db"):
        return {point["recoveryPoint"]: point for point in self.resource(name)["points"]}

    def requirements(self, name):
        return {breach["requirement"] for breach in self.resource(name)["breaches"]}

    def wait_for(self, condition, what):
        self.daemon.wait(condition, INTAKE_SECONDS, what)

    def listings(self):
        return self.daemon.journal.event_types().count("observed.listing-completed.v1")

    def wait_for_sweep(self):
        """All listings are done, those of keys too, which are known only once points are."""
        self.wait_for(
            lambda: {"kms.keys", "s3.setup", "ebs.snapshots", "rds.window"}
            <= {listing["kind"] for listing in self.status()[0]["listings"]},
            "everything is listed",
        )

    def reconcile(self):
        before = self.listings()
        daruma(
            "reconcile", "kaigo-subsys", "--by", "hanako", "--config", self.daemon.config, "--json", exits=0
        )
        kinds = len(self.status()[0]["listings"])
        self.wait_for(lambda: self.listings() >= before + kinds, "everything is listed anew")


@pytest.fixture
def watch(servers, tmp_path):
    made = Watch(tmp_path, servers)
    yield made
    made.discard()


def test_a_listing_finds_what_no_event_told_of_and_misses_what_is_gone(watch):
    """Without a single event: every point that moto has is known, by listing; deleted ones are gone after the next."""
    watch.daemon.start_and_listen()
    watch.wait_for_sweep()

    original, copy = snapshot_arn(SNAPSHOT, PRIMARY), snapshot_arn(COPY, RECOVERY)
    points = watch.points()
    assert {original, copy, snapshot_arn(RELEASE, PRIMARY)} <= set(points), points
    assert all("heardAt" not in point and point["listedAt"] for point in points.values())
    assert points[copy]["region"] == RECOVERY and points[copy]["key"] == watch.estate.key
    volume = watch.points("volume")
    assert [point.split("/")[-1] for point in volume] == [watch.estate.volume_snapshot]
    failures = [listing for listing in watch.status()[0]["listings"] if "failure" in listing]
    assert failures == [], failures

    # An event of the same snapshot: known by both now.
    now = events.moment()
    produce(watch.broker, [(watch.daemon.topic("backup"), events.snapshot_created(now, SNAPSHOT))])
    watch.wait_for(lambda: "heardAt" in watch.points()[original], "the event is taken in")
    assert watch.points()[original]["listedAt"]

    # The events of these deletions are lost.
    watch.estate.client("rds").delete_db_snapshot(DBSnapshotIdentifier=COPY)
    watch.estate.client("ec2", PRIMARY).delete_snapshot(SnapshotId=watch.estate.volume_snapshot)
    before = watch.status()[0]["recoveryPoints"]
    watch.reconcile()
    assert watch.points()[copy]["usable"] is False and "removed at" in watch.points()[copy]["unusable"]
    assert all(not point["usable"] for point in watch.points("volume").values())
    assert watch.status()[0]["recoveryPoints"] < before
    text = daruma("status", "kaigo-subsys", "--config", watch.daemon.config, "--points", exits=0).stdout
    assert "nothing known to restore from in the recovery region" in text, text
    assert "told by event" in text and "seen in a listing" in text, text
    assert watch.daemon.stop() == 0, watch.daemon.tail()


def test_keys_versioning_replication_and_retention_are_judged_by_what_is_listed(watch):
    """A disabled key locks its points; a bucket that is not as the file asks is a breach, with what was seen."""
    watch.daemon.start_and_listen()
    watch.wait_for_sweep()
    copy = snapshot_arn(COPY, RECOVERY)
    watch.wait_for(lambda: watch.points()[copy]["usability"] == "decryptable", "the key is seen to work")
    assert watch.requirements("audit-logs") == set() and watch.requirements("backups") == set()
    # 30 days are asked for, and RDS keeps 7.
    assert "keptLongEnough" in watch.requirements("db"), watch.resource("db")["breaches"]

    kms = watch.estate.client("kms")
    kms.disable_key(KeyId=watch.estate.key.split("/")[-1])
    watch.estate.keep_versions(AUDIT, 30)
    s3 = watch.estate.client("s3", PRIMARY)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    s3.delete_bucket_replication(Bucket=BUCKET)
    watch.reconcile()
    watch.wait_for(lambda: not watch.points()[copy]["usable"], "the key is seen to be disabled")
    assert watch.points()[copy]["unusable"] == "its key can't be used"
    assert watch.status()[0]["exposure"] == "unknown"
    assert watch.requirements("audit-logs") == {"versionsKept"}
    assert watch.requirements("backups") == {"versioned", "replicated"}
    breach = watch.resource("audit-logs")["breaches"][0]
    assert "30d" in breach["seen"] and breach["since"], breach

    kms.enable_key(KeyId=watch.estate.key.split("/")[-1])
    watch.estate.keep_versions(AUDIT, 2557)
    watch.reconcile()
    watch.wait_for(lambda: watch.points()[copy]["usable"], "the key works again")
    assert watch.requirements("audit-logs") == set()
    # Everything that was found is in the journal: it replays to the same.
    replayed = daruma("replay", "--journal", watch.daemon.journal.path, "--verify", "--json", exits=0).stdout
    assert json.loads(replayed.splitlines()[-1]), replayed


def test_a_resource_in_no_application_is_told_of(watch):
    """Its backup goes to the dead letters, and status names it."""
    watch.daemon.start_and_listen()
    began = events.moment(20)
    job = events.backup_job(began, events.moment(10), SNAPSHOT)
    job["detail"]["resourceArn"] = f"arn:aws:rds:{PRIMARY}:{events.ACCOUNT}:db:nobodys"
    job["resources"] = [snapshot_arn("nobodys-night", PRIMARY)]
    produce(watch.broker, [(watch.daemon.topic("backup"), job)])
    watch.wait_for(lambda: len(watch.status()) == 2, "the resource is told of")
    unowned = watch.status()[1]
    assert unowned["application"] == "(none)"
    assert [entry["arn"].split(":")[-1] for entry in unowned["unowned"]] == ["nobodys"]
    text = daruma("status", "--config", watch.daemon.config, exits=0).stdout
    assert "backed up and in no application: 1" in text, text
