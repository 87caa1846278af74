"""What a command refuses without asking anybody is told to programs too: with `--json` one object on standard output."""

import base64
import json

import pytest

import events
from application import application_file
from program import daruma, daruma_json


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with settings, an application, a journal, and a dead letter."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "applications").mkdir()
    (folder / "applications" / "application.yaml").write_text(application_file())
    (folder / "daruma.yaml").write_text("worker: w\nreconcile:\n  interval: off\n")
    (folder / "deaf.yaml").write_text(
        "worker: w\nkafka:\n  bootstrapServers: [\"127.0.0.1:1\"]\n")
    (folder / "operator.key").write_text("here already\n")
    lines = [json.dumps(events.heartbeat(events.moment())).encode(), b"no event", b"\xff\xfe\x00"]
    (folder / "events.ndjson").write_bytes(b"".join(line + b"\n" for line in lines))
    daruma("run", "--config", folder / "daruma.yaml", "--input", folder / "events.ndjson", "--exit-at-end", exits=0)
    return folder


#: What is typed after `daruma`, with FOLDER in it; its exit code; the code of the error.
REFUSALS = {
    "no journal": (["status", "--journal", "FOLDER/none.sqlite"], 2, "log.missing"),
    "no application": (["status", "nosuch", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "no time": (["status", "--at", "noon", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "explain: no application": (["explain", "nosuch", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "explain: nothing": (["explain", "kaigo-subsys", "nosuch", "--config", "FOLDER/daruma.yaml"], 1, "rejected"),
    "no execution": (["report", "nosuch", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "no end": (["replay", "--until", "noon", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "no head": (["journal", "verify", "--expect-head", "12", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "no file": (["journal", "verify", "FOLDER/none.sqlite"], 2, "log.missing"),
    "nothing to accept": (["journal", "accept", "--journal", "FOLDER/none.sqlite"], 2, "log.missing"),
    "nothing to follow": (["journal", "tail", "--once", "--journal", "FOLDER/none.sqlite"], 2, "log.missing"),
    "empty name": (["approve", "kaigo-subsys", "--by", " ", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "no request": (["approve", "kaigo-subsys", "--by", "yuki", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "misspelt": (["pause", "kaigo-subsis", "--by", "yuki", "--config", "FOLDER/deaf.yaml"], 1, "rejected"),
    "no brokers": (["pause", "kaigo-subsys", "--by", "yuki", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "no guard": (
        ["override", "kaigo-subsys", "--guard", "x", "--by", "y", "--comment", "z", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "say: no time": (["say", "kaigo-subsys", "x", "--by", "y", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "no application file": (["validate", "FOLDER/none.yaml"], 2, "failed"),
    "no feed": (["decode", "FOLDER/events.ndjson", "--feed", "nosuch"], 2, "failed"),
    "no letter": (["dead-letter", "show", "nosuch", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "nothing to put back": (["dead-letter", "replay", "nosuch", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "nothing named": (["dead-letter", "replay", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "no topics": (["topics", "create", "--config", "FOLDER/daruma.yaml"], 2, "failed"),
    "no input": (["run", "--exit-at-end", "--config", "FOLDER/daruma.yaml"], 64, "usage"),
    "no settings": (["doctor", "--config", "FOLDER/none.yaml"], 2, "failed"),
    "a key is there": (["operator", "new-key", "--name", "yuki", "--out", "FOLDER/operator.key"], 2, "failed"),
    "no such option": (["status", "--nosuch"], 64, "usage"),
    "no such command": (["nosuch"], 64, "usage"),
}


@pytest.mark.parametrize("name", list(REFUSALS))
def test_a_refusal_is_an_object_for_programs(folder, name):
    """The same exit code and the same words for people, whether JSON is asked for or not."""
    typed, exits, code = REFUSALS[name]
    typed = [part.replace("FOLDER", str(folder)) for part in typed]
    plain = daruma(*typed, exits=exits)
    told = daruma(*typed, "--json", exits=exits)
    assert plain.stdout == "" and plain.stderr != "", plain
    objects = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(objects) == 1 and list(objects[0]) == ["error"], told
    error = objects[0]["error"]
    assert error["code"] == code and error["message"] and set(error) <= {"code", "message", "remedy"}, error
    assert code == "usage" or told.stderr == plain.stderr
    assert error["message"].split(";")[0].splitlines()[0] in told.stderr


def test_a_misspelt_name_comes_with_what_may_be_meant(folder):
    error = daruma_json("pause", "kaigo-subsis", "--by", "yuki", "--config", folder / "deaf.yaml", "--json", exits=1)[0]["error"]
    assert "kaigo-subsis" in error["message"] and "kaigo-subsys" in error["remedy"], error


def test_a_dead_letter_is_shown_as_an_object(folder):
    """The record as text; in Base64 where it is none."""
    config = ["--config", folder / "daruma.yaml"]
    listed = daruma_json("dead-letter", "list", "--json", *config)
    shown = [daruma_json("dead-letter", "show", letter["id"], "--json", *config)[0] for letter in listed]
    assert [{**letter, **more} for letter, more in zip(listed, shown)] == shown, "show says all that the list says"
    assert shown[0]["record"] == {"text": "no event"}, shown
    assert base64.b64decode(shown[1]["record"]["base64"]) == b"\xff\xfe\x00", shown
    daruma("dead-letter", "show", listed[0]["id"], "--json", "--raw", *config, exits=64)


def test_times_are_those_of_the_reader_or_named(folder):
    """`journal tail` says them as `status` does, and as JSON in UTC."""
    config = ["--config", folder / "daruma.yaml"]
    tail = daruma("journal", "tail", "--once", "--from-start", *config, TZ="Asia/Tokyo", exits=0).stdout.splitlines()
    assert tail[0] == "times are those of Asia/Tokyo (UTC+09:00)"
    assert len(tail) > 1 and not any("Z " in line[:25] for line in tail[1:]), tail
    utc = daruma("journal", "tail", "--once", "--from-start", *config, TZ="UTC", exits=0).stdout.splitlines()
    assert utc[0] == "times are those of UTC" and utc[1][:19] != tail[1][:19]
    assert all(line["event"]["at"].endswith("Z") for line in daruma_json("journal", "tail", "--once", "--from-start", "--json", *config))
