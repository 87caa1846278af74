"""Bad input: each kind gives one clear line with place and remedy, and nothing stops for it."""

import json
import re
import shutil
import uuid

import pytest

import events
from application import application_file
from daemon import Daemon
from journal import Journal
from kafka_client import TopicTail, create_topic, produce
from program import daruma
from waiting import INTAKE_SECONDS

#: More than Kafka's default for a record, which is 1 MiB.
LARGE_RECORD_BYTES = 2_000_000

UNKNOWN_TYPE = json.dumps(
    events.envelope("Backup Job Stat Change", "aws.backup", events.PRIMARY, events.moment(), [], {})
).encode()

BAD_RECORDS = {
    "not JSON": b"\x00\x01 this is no JSON",
    "unknown detail-type": UNKNOWN_TYPE,
    "2 MB": b'{"filler":"' + b"x" * LARGE_RECORD_BYTES + b'"}',
}


@pytest.fixture
def listening(servers, tmp_path):
    daemon = Daemon(tmp_path, application_file(), servers.broker, servers.moto, f"bad-{uuid.uuid4().hex[:8]}")
    create_topic(servers.broker, daemon.topic("alarm"), largest_record=2 * LARGE_RECORD_BYTES)
    outcomes = {line["topic"]: line["outcome"] for line in daemon.create_topics()}
    assert outcomes.pop(daemon.topic("alarm")) == "exists"
    assert set(outcomes.values()) == {"created"}, outcomes
    daemon.start_and_listen()
    yield daemon
    daemon.discard()


@pytest.mark.parametrize("kind", BAD_RECORDS)
def test_a_bad_record_is_told_kept_and_passed(listening, servers, kind):
    """One line in the log with place and remedy; its bytes, code, reason and origin in the dead letters; and a good
    record behind it, in the same partition, is still taken in."""
    bad, topic = BAD_RECORDS[kind], listening.topic("alarm")
    good = events.alarm("kaigo-prod-region-api", events.moment())
    produce(servers.broker, [(topic, bad, 0), (topic, good, 0)])
    listening.wait(
        lambda: listening.journal.last("observed.alarm-changed.v1"), INTAKE_SECONDS, "the good record is taken in"
    )

    lines = listening.log_lines("not handled:")
    assert len(lines) == 1, lines
    assert f"origin={topic}[0] offset 0" in lines[0], lines[0]
    assert len(lines[0]) < 1_000, "the line shows what is wrong, not the record"

    tail = TopicTail(servers.broker, listening.topic("dead-letter"))
    try:
        listening.wait(tail.poll, INTAKE_SECONDS, "the dead letter is there")
    finally:
        tail.close()
    (value, headers), = tail.records
    assert value == bad
    assert headers["daruma-code"] and f"code={headers['daruma-code']}" in lines[0]
    assert headers["daruma-reason"] in lines[0]
    assert headers["daruma-origin"] == f"{topic}[0] offset 0"
    assert listening.stop() == 0


def altered(old, new):
    text = application_file()
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in the file"
    place = text[: text.index(old)].count("\n") + 1
    return text.replace(old, new), place


BAD_FILES = {
    "a cycle": (*altered("role: developers } }\n      - id: restore-db", "role: developers } }\n"
                         "      - id: restore-db\n        after: [app]"), "plan.cycle"),
    "an unknown action": (*altered("action: ecs.scale", "action: ecs.skale"), "action.unknown"),
    "a bad duration": (*altered("holdFor: 1s", "holdFor: soon"), "duration.bad"),
    "a missing region": (*altered("{ primary: us-east-1, recovery: us-west-2 }", "{ primary: us-east-1 }"),
                         "key.missing"),
    "a plan that needs the primary region": (*altered(", copyTo: us-west-2", ""), "plan.needs-primary-region"),
}


def error_lines(text, code):
    """Lines of the form that editors understand, with that code."""
    shape = re.compile(rf"^\S+\.yaml:(\d+):(\d+): error: .+; .+ \({re.escape(code)}\)$")
    return [match for match in map(shape.match, text.splitlines()) if match]


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_application_file_is_refused_with_its_place(tmp_path, kind):
    """`validate` ends with 1 and one line `file:line:column: error: what; remedy (code)`; `run` with such a file in
    its folder ends with 2 and shows the same line."""
    text, place, code = BAD_FILES[kind]
    (tmp_path / "applications").mkdir()
    file = tmp_path / "applications" / "kaigo.yaml"
    file.write_text(text)
    found = daruma("validate", file, exits=1)
    lines = error_lines(found.stdout, code)
    assert len(lines) == 1, found.stdout
    if code in ("action.unknown", "duration.bad", "key.missing"):
        assert int(lines[0][1]) == place, found.stdout

    (tmp_path / "daruma.yaml").write_text("worker: refused\n")
    refused = daruma("run", "--config", tmp_path / "daruma.yaml", "--input", "/dev/null", "--exit-at-end", exits=2)
    assert lines[0][0] in refused.stderr, refused.stderr
    assert not (tmp_path / "daruma.sqlite").exists(), "nothing was begun"


@pytest.mark.parametrize("what", ["a broken file", "no folder"])
def test_what_is_in_force_stays_when_the_files_are_bad_at_a_start(tmp_path, what):
    """A slip in a file must not end the watch: said in the log, nothing withdrawn, nothing declared anew."""
    folder = tmp_path / "applications"
    folder.mkdir()
    (folder / "kaigo.yaml").write_text(application_file())
    (tmp_path / "daruma.yaml").write_text("worker: kept\nreconcile:\n  interval: off\n")
    run = ["run", "--config", tmp_path / "daruma.yaml", "--input", "/dev/null", "--exit-at-end"]
    daruma(*run, exits=0)
    if what == "no folder":
        shutil.rmtree(folder)
    else:
        (folder / "kaigo.yaml").write_text(BAD_FILES["a cycle"][0])
    again = daruma(*run, exits=0)
    assert "in force" in again.stderr and "error" in again.stderr, again.stderr
    changes = [event["type"] for event in Journal(tmp_path / "daruma.sqlite").events() if "catalog." in event["type"]]
    assert changes == ["catalog.application-declared.v2"]


def test_the_unaltered_file_is_valid(tmp_path):
    """What the cases above alter is sound: each of them is refused for its alteration alone."""
    file = tmp_path / "kaigo.yaml"
    file.write_text(application_file())
    daruma("validate", file, exits=0)
