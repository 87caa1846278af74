"""The projection is a join: any order, any number of times. The journal gives the same state again."""

import concurrent.futures
import datetime
import json
import os
import random
import subprocess
import time

import pytest

import events
from application import application_file
from journal import Journal
from program import binary, daruma_json, environment
from waiting import COMMAND_SECONDS, INTAKE_SECONDS, wait_until

#: Random orders of the same records; order n is drawn with the seed n.
ORDERS = 100
#: Commits after which there is a snapshot, with some to spare.
COMMITS_FOR_A_SNAPSHOT = 1_050
#: All of them, one by one, on a loaded machine too.
FEED_SECONDS = 120


def night_records():
    """Three nights of backups and copies, one of them deleted, alarms to and fro (two at the same moment), an
    announcement that is closed again, heartbeats, and an instance that fails over."""
    records = []
    base = datetime.datetime(2026, 11, 20, 18, 0, tzinfo=datetime.timezone.utc)
    for night in range(3):
        began = base + datetime.timedelta(days=night)
        minutes = [began + datetime.timedelta(minutes=count) for count in range(40)]
        snapshot, copy = f"awsbackup:job-{night}", f"awsbackup:copyjob-{night}"
        job = f"8a3f6c1e-5b7d-4e2a-9c41-d0b6f7a21c5{night}"
        copying = f"41C7E7AC-0B0E-4D8F-9E57-2F5A6B1D93E{night}"
        records += [
            events.backup_job(began, minutes[0], snapshot, "CREATED", job),
            events.backup_job(began, minutes[2], snapshot, "RUNNING", job),
            events.backup_job(began, minutes[9], snapshot, "COMPLETED", job),
            events.snapshot_created(minutes[9], snapshot),
            events.copy_job(minutes[10], minutes[11], snapshot, copy, "RUNNING", copying),
            events.copy_job(minutes[10], minutes[30], snapshot, copy, "COMPLETED", copying),
            events.heartbeat(minutes[12]),
            events.heartbeat(minutes[24]),
            events.alarm("kaigo-prod-region-api", minutes[31], "ALARM"),
            events.alarm("kaigo-prod-region-api", minutes[35], "OK", previous="ALARM"),
            events.alarm("kaigo-prod-region-db", minutes[33], "ALARM"),
            events.alarm("kaigo-prod-region-db", minutes[33], "OK", previous="ALARM"),
        ]
    outage = base + datetime.timedelta(days=3)
    records += [
        events.snapshot_deleted(outage, "awsbackup:copyjob-0"),
        events.health(outage, notice="n1"),
        events.health(outage + datetime.timedelta(hours=3), status="closed", notice="n1"),
        events.instance_failed_over(outage),
    ]
    return [json.dumps(record) for record in records]


def run_to_the_end(folder, lines):
    """What `daruma run --exit-at-end` says of these records, on a fresh journal in `folder`."""
    (folder / "applications").mkdir(parents=True)
    (folder / "applications" / "kaigo.yaml").write_text(application_file())
    (folder / "daruma.yaml").write_text("worker: orders\nlog:\n  level: error\n")
    (folder / "records.ndjson").write_text("\n".join(lines) + "\n")
    return daruma_json(
        "run", "--config", folder / "daruma.yaml", "--input", folder / "records.ndjson", "--exit-at-end", "--json"
    )[0]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """The records in the order of their times, once."""
    folder = tmp_path_factory.mktemp("reference")
    return folder, run_to_the_end(folder, night_records())


def test_every_record_is_understood(reference):
    """None of the records went to the dead letters, so the comparisons below are about all of them."""
    folder, summary = reference
    assert (folder / "dead-letters.ndjson").read_text() == ""
    assert summary["events"] >= len(night_records())
    status = daruma_json("status", "--config", folder / "daruma.yaml", "--json")[0]
    assert status["recoveryPoints"] == 5, "three backups, three copies, one of them deleted"


def test_the_same_records_twice_give_the_same_projection(reference, tmp_path):
    """Every record delivered again, at once and at the end: the projection digest stays."""
    lines = night_records()
    doubled = [line for line in lines for _ in range(2)] + lines
    assert run_to_the_end(tmp_path / "doubled", doubled)["projectionDigest"] == reference[1]["projectionDigest"]


def test_a_hundred_random_orders_give_the_same_projection(reference, tmp_path):
    """One projection digest, whatever the order; a failure names the seeds."""
    records = night_records()

    def digest(seed):
        lines = records.copy()
        random.Random(seed).shuffle(lines)
        return seed, run_to_the_end(tmp_path / f"order-{seed}", lines)["projectionDigest"]

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        digests = list(pool.map(digest, range(ORDERS)))
    different = [seed for seed, found in digests if found != reference[1]["projectionDigest"]]
    assert not different, f"other digests with the seeds {different}"


def test_replay_gives_the_live_digest(reference):
    """State and projection from the journal alone are those that the run printed."""
    folder, summary = reference
    replay = daruma_json("replay", "--journal", folder / "daruma.sqlite", "--verify", "--json")[0]
    assert replay["stateDigest"] == summary["stateDigest"]
    assert replay["projectionDigest"] == summary["projectionDigest"]


def test_replay_from_every_snapshot_gives_the_live_digest(tmp_path):
    """More than a thousand commits, so that there is a snapshot: a rebuild from it agrees with the live digest."""
    (tmp_path / "applications").mkdir()
    (tmp_path / "applications" / "kaigo.yaml").write_text(application_file())
    (tmp_path / "daruma.yaml").write_text("worker: snapshots\nlog:\n  level: error\n")
    journal = Journal(tmp_path / "daruma.sqlite")
    began = datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)
    with (tmp_path / "errors.log").open("wb") as errors:
        run = subprocess.Popen(
            [binary(), "run", "--config", str(tmp_path / "daruma.yaml"), "--input", "-", "--exit-at-end", "--json"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment(),
        )
    try:
        wait_until(journal.path.exists, INTAKE_SECONDS, "the journal is there")
        wait_until(lambda: journal.commits(), INTAKE_SECONDS, "the first commit is there")
        feed_one_by_one(run, journal, began)
        output, _ = run.communicate(timeout=COMMAND_SECONDS)
    finally:
        run.kill()
        run.wait()
    assert run.returncode == 0, (tmp_path / "errors.log").read_text()
    summary = json.loads(output)
    replay = daruma_json("replay", "--journal", journal.path, "--verify", "--json")[0]
    assert replay["stateDigest"] == summary["stateDigest"]
    assert replay["snapshots"], replay
    assert all(snapshot["agrees"] for snapshot in replay["snapshots"]), replay["snapshots"]
    assert {snapshot["digest"] for snapshot in replay["snapshots"]} == {summary["stateDigest"]}


def feed_one_by_one(run, journal, began):
    """A line at a time: the next one only when the last is committed, so that each makes a commit."""
    following = journal.follow(journal.end())
    deadline = time.monotonic() + FEED_SECONDS
    for count in range(COMMITS_FOR_A_SNAPSHOT):
        line = json.dumps(events.heartbeat(began + datetime.timedelta(seconds=count)))
        run.stdin.write(line.encode() + b"\n")
        run.stdin.flush()
        while next(following) is None:
            assert time.monotonic() < deadline, f"heartbeat {count} is not committed after {FEED_SECONDS} s in all"
    run.stdin.close()
    run.stdin = None
