"""What can't be handled: kept whatever becomes of the topic, shown, and put back."""

import json
import stat

import pytest

import events
from application import application_file
from daemon import Daemon
from kafka_client import create_topic, produce
from program import daruma, daruma_json
from servers import Broker
from waiting import INTAKE_SECONDS

UNKNOWN = json.dumps(
    events.envelope("Backup Job Stat Change", "aws.backup", events.PRIMARY, events.moment(), [], {})
).encode()

#: No broker makes a topic of this name.
IMPOSSIBLE = "no/such/topic"


@pytest.fixture
def lettered(servers, tmp_path):
    """A daemon of which `letters` says what its dead-letter topic is like: usual, impossible, small."""
    broker = Broker(tmp_path)
    made = []

    def make(letters="usual"):
        daemon = Daemon(tmp_path, application_file(), broker, servers.moto, "letters", "reconcile:\n  interval: off\n")
        for name in ["backup", "replication", "alarm", "control", "answers"]:
            create_topic(broker, daemon.topic(name), largest_record=4_000_000)
        if letters == "small":
            create_topic(broker, daemon.topic("dead-letter"), largest_record=1_500)
        elif letters == "usual":
            daemon.create_topics()
        else:
            daemon.config.write_text(daemon.config.read_text().replace(daemon.topic("dead-letter"), IMPOSSIBLE))
        made.append(daemon)
        return daemon.start_and_listen()

    yield make
    for daemon in made:
        daemon.discard()
    broker.stop()


def letters(daemon, *arguments):
    found = daruma_json("dead-letter", "list", "--config", daemon.config, "--json", *arguments)
    return sorted(found, key=lambda letter: letter["id"])


def test_they_are_listed_shown_and_put_back(lettered):
    daemon = lettered()
    hostile = b'{"\x1b[2J":"\xe2\x80\xae"}'
    produce(daemon.broker, [(daemon.topic("alarm"), UNKNOWN, 0), (daemon.topic("alarm"), hostile, 0)])
    daemon.wait(lambda: len(letters(daemon)) == 2, INTAKE_SECONDS, "both are listed")
    first, second = letters(daemon)
    assert first["id"] == f"{daemon.topic('alarm')}/0/0" and first["code"] == "unknown-detail-type", first
    assert not first["kept"] and first["bytes"] == len(UNKNOWN)
    assert [letter["id"] for letter in letters(daemon, "--code", second["code"])] == [second["id"]]
    assert letters(daemon, "--code", "nothing") == []
    text = daruma("dead-letter", "list", "--config", daemon.config, exits=0)
    assert "2 dead letters: " in text.stderr and "\x1b" not in text.stdout

    shown = daruma("dead-letter", "show", second["id"], "--config", daemon.config, exits=0).stdout
    assert "\x1b" not in shown and "\u202e" not in shown and r"\u{202e}" in shown, shown
    raw = daruma("dead-letter", "show", first["id"], "--raw", "--config", daemon.config, exits=0).stdout
    assert raw.encode() == UNKNOWN
    assert "there is no dead letter" in daruma("dead-letter", "show", "x/0/1", "--config", daemon.config, exits=2).stderr

    daruma("dead-letter", "replay", first["id"], "x/0/1", "--config", daemon.config, exits=2)
    assert daruma_json("dead-letter", "replay", first["id"], "--config", daemon.config, "--json") == [{"replayed": 1}]
    again = f"{daemon.topic('alarm')}/0/2"
    daemon.wait(
        lambda: [letter["id"] for letter in letters(daemon)] == [second["id"], again], INTAKE_SECONDS,
        "it could not be handled again, and its new letter stands for the old one")
    for turn in range(3):
        assert daruma_json("dead-letter", "replay", "--all", "--config", daemon.config, "--json") == [{"replayed": 2}]
        newest = {f"{daemon.topic('alarm')}/0/{3 + 2 * turn}", f"{daemon.topic('alarm')}/0/{4 + 2 * turn}"}
        daemon.wait(
            lambda: {letter["id"] for letter in letters(daemon)} == newest, INTAKE_SECONDS, "two records stay two letters")
    assert daruma("dead-letter", "show", first["id"], "--config", daemon.config, exits=0)


@pytest.mark.parametrize("letters_topic", ["impossible", "small"])
def test_a_topic_that_does_not_take_them_stops_nothing(lettered, letters_topic):
    """They are kept in a file that only its owner reads, and said; what is behind them is taken in; they are sent once
    the topic takes them, also by the next process."""
    daemon = lettered(letters_topic)
    large = json.dumps({"filler": "x" * 3_000}).encode()
    good = events.alarm("kaigo-prod-region-api", events.moment())
    produce(daemon.broker, [(daemon.topic("alarm"), large, 0), (daemon.topic("alarm"), good, 0)])
    daemon.wait(
        lambda: daemon.journal.last("observed.alarm-changed.v1"), 2 * INTAKE_SECONDS, "the good record is taken in")
    assert daemon.log_lines("dead letters are kept in"), daemon.tail()
    file = daemon.folder / "dead-letters.ndjson"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    listed = daruma("dead-letter", "list", "--config", daemon.config)
    assert f"{daemon.topic('alarm')}/0/0" in listed.stdout, listed
    assert listed.returncode == (2 if letters_topic == "impossible" else 0), listed.stderr
    (line,) = file.read_text().splitlines()
    assert json.loads(line)["origin"] == f"{daemon.topic('alarm')}[0] offset 0"
    assert daemon.stop() == 0

    if letters_topic == "impossible":
        daemon.config.write_text(daemon.config.read_text().replace(IMPOSSIBLE, daemon.topic("dead-letter")))
        daemon.create_topics()
        daemon.start_and_listen()
        daemon.wait(lambda: [letter["kept"] for letter in letters(daemon)] == [False], 60, "it is sent")
        assert file.read_text() == ""
    else:
        daemon.start_and_listen()
        daemon.wait(lambda: daemon.log_lines("a dead letter stays in"), 60, "it is refused")
        assert [(letter["kept"], bool(letter.get("refused"))) for letter in letters(daemon)] == [(True, True)]
        produce(daemon.broker, [(daemon.topic("alarm"), b"{}", 0)])
        daemon.wait(
            lambda: len([letter for letter in letters(daemon) if not letter["kept"]]) == 1, INTAKE_SECONDS,
            "another one is sent")
