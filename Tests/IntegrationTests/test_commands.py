"""Commands: who may give them, from where they count, and that whoever gives one learns what became of it."""

import base64
import json
import os
import subprocess
import time

import pytest

import events
from application import application_file
from daemon import Daemon
from estate import COPY, SNAPSHOT
from kafka_client import TopicTail, produce
from program import daruma, daruma_json
from servers import Broker
from waiting import INTAKE_SECONDS

#: Longer than an answer takes, short enough to wait for where there is none.
WAIT = "20s"
SHORT_WAIT = "2s"


class Nowhere:
    """An AWS that can't be reached."""

    url = "http://127.0.0.1:9"


@pytest.fixture
def commanded(tmp_path):
    """A worker for which nothing but the broker can be reached; `operators`: the lines of its application file."""
    broker = Broker(tmp_path)
    made = []

    def make(operators=""):
        text = application_file(site="http://127.0.0.1:9")
        daemon = Daemon(tmp_path, text.replace("resources:\n", operators + "resources:\n", 1), broker, Nowhere, "commands",
                        "reconcile:\n  interval: off\n")
        daemon.create_topics()
        made.append(daemon)
        return daemon.start_and_listen()

    yield make
    for daemon in made:
        daemon.discard()
    broker.stop()


def order(daemon, command, *arguments, wait=WAIT, exits=None, config=None):
    return daruma(command, "kaigo-subsys", *arguments, "--by", "hanako", "--wait", wait, "--config",
                  config or daemon.config, exits=exits)


def new_key(folder, name, *roles):
    """The key's file, and the line of the application file."""
    file = folder / f"{name}.key"
    made = daruma("operator", "new-key", "--name", name, "--out", file, *[f"--role={role}" for role in roles], exits=0)
    return file, f"  {made.stdout.strip()}\n"


def test_accepted_rejected_and_unanswered_are_told_apart(commanded, tmp_path):
    """0, 1 with the reason, and 2; a name that does not exist is told with the one that is meant."""
    daemon = commanded()
    assert "accepted" in order(daemon, "pause", exits=0).stdout
    assert "automatic failover is paused already" in order(daemon, "pause", exits=1).stderr
    answer = daruma_json("resume", "kaigo-subsys", "--by", "hanako", "--config", daemon.config, "--json")[0]
    assert answer["outcome"] == "accepted" and answer["application"] == "kaigo-subsys", answer
    wrong = daruma("pause", "kaigo-subsis", "--by", "hanako", "--config", daemon.config, exits=1)
    assert "did you mean `kaigo-subsys`?" in wrong.stderr and "nothing was sent" in wrong.stderr

    # What is empty is told at once, and not after a wait for an answer that can't come.
    for option in ["--comment", "--role"]:
        assert f"{option} is empty" in order(daemon, "pause", option, " ", exits=64).stderr
    empty = order(daemon, "approve", "--digest", "", "--role", "management", exits=2)
    assert "digest is empty" in empty.stderr and "nothing was sent" in empty.stderr.lower(), empty.stderr

    # Where no journal is at hand the worker says it.
    elsewhere = tmp_path / "elsewhere" / "daruma.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(daemon.config.read_text())
    wrong = daruma("pause", "kaigo-subsis", "--by", "hanako", "--wait", WAIT, "--config", elsewhere, exits=1)
    assert "no application named kaigo-subsis" in wrong.stderr
    wrong = order(daemon, "approve", "--digest", "ab", "--role", "management", exits=1)
    assert "no running execution" in wrong.stderr

    assert daemon.stop() == 0
    unanswered = order(daemon, "pause", wait=SHORT_WAIT, exits=2)
    assert "nobody answered within 2s: is the worker running?" in unanswered.stderr
    told = [json.loads(line) for line in order(daemon, "pause", "--json", wait=SHORT_WAIT, exits=2).stdout.splitlines()]
    assert len(told) == 1 and told[0]["outcome"] == "unanswered", told
    assert "nobody answered" in told[0]["error"]["message"], told
    assert "sent" in order(daemon, "resume", wait="0", exits=0).stdout


#: Each kind of text that a person can give to a command: what is typed, with TEXT in it.
CARRIED = {
    "by": ["pause", "kaigo-subsys", "--by", "TEXT"],
    "role": ["pause", "kaigo-subsys", "--by", "hanako", "--role", "TEXT"],
    "comment": ["pause", "kaigo-subsys", "--by", "hanako", "--comment", "TEXT"],
    "application": ["pause", "TEXT", "--by", "hanako"],
    "execution": ["abort", "kaigo-subsys", "--by", "hanako", "--execution", "TEXT"],
    "plan": ["failover", "kaigo-subsys", "TEXT", "--by", "hanako"],
    "step": ["retry", "kaigo-subsys", "--by", "hanako", "--step", "TEXT"],
    "digest": ["approve", "kaigo-subsys", "--by", "hanako", "--digest", "TEXT"],
    "execution without a digest": ["approve", "kaigo-subsys", "--by", "hanako", "--execution", "TEXT"],
    "finding": ["acknowledge", "kaigo-subsys", "--by", "hanako", "--finding", "TEXT"],
    "trigger": ["acknowledge", "kaigo-subsys", "TEXT", "--by", "hanako"],
    "fact": ["say", "kaigo-subsys", "TEXT", "--for", "1h", "--by", "hanako"],
    "region": ["rearm", "kaigo-subsys", "--by", "hanako", "--served-from", "TEXT"],
}


@pytest.mark.parametrize("carried", CARRIED)
@pytest.mark.parametrize("hidden", ["\x1b[31m", "\u202e", "\n", "\u2066", "\x07"])
def test_what_nobody_sees_is_not_sent(tmp_path, carried, hidden):
    """Said at once, with the place and what to do; the brokers, which do not answer, are not even asked."""
    config = tmp_path / "daruma.yaml"
    config.write_text("worker: w\nkafka:\n  bootstrapServers: [\"127.0.0.1:1\"]\n")
    typed = [part.replace("TEXT", f"ha{hidden}nako") for part in CARRIED[carried]]
    done = daruma(*typed, "--config", config, within=10)
    assert done.returncode in (1, 64), done
    assert "holds a character that nobody sees (U+" in done.stderr and "type it anew" in done.stderr, done.stderr
    assert "nothing was sent" in done.stderr.lower() and "\x1b" not in done.stderr, done.stderr


def test_a_comment_may_join_letters_as_scripts_do(tmp_path):
    """It is refused for the brokers, which are away, and for nothing else."""
    config = tmp_path / "daruma.yaml"
    config.write_text("worker: w\nkafka:\n  bootstrapServers: [\"127.0.0.1:1\"]\n")
    done = daruma("pause", "kaigo-subsys", "--by", "花子", "--comment", "نمی\u200cخواهم", "--config", config, exits=2)
    assert "brokers do not answer" in done.stderr, done.stderr


def test_where_no_answer_comes_the_journal_is_read(commanded):
    """The topic of answers that the sender knows is not the worker's; the journal is at hand."""
    daemon = commanded()
    unheard = ["--set", "topics.answers=nobody.writes.here"]
    assert "accepted" in order(daemon, "pause", *unheard, exits=0).stdout
    assert "automatic failover is paused already" in order(daemon, "pause", *unheard, exits=1).stderr
    elsewhere = ["--set", "journal.path=/nowhere/daruma.sqlite"]
    assert "can't be heard" in order(daemon, "resume", *unheard, *elsewhere, exits=2).stderr
    assert daemon.stop() == 0
    assert "nobody answered" in order(daemon, "resume", *unheard, wait=SHORT_WAIT, exits=2).stderr


def test_brokers_that_are_away_are_told_within_seconds(tmp_path):
    config = tmp_path / "daruma.yaml"
    config.write_text("kafka:\n  bootstrapServers: 127.0.0.1:9\n")
    begun = time.monotonic()
    away = daruma("pause", "kaigo-subsys", "--by", "hanako", "--config", config, exits=2)
    assert "nothing was sent: the brokers do not answer" in away.stderr, away.stderr
    assert time.monotonic() - begun < 25


def test_a_command_counts_in_the_control_topic_alone(commanded):
    """In a topic of events, or inside of a message, it is a dead letter, and nothing is done."""
    daemon = commanded()
    now = events.rfc3339(events.moment())
    command = {"command": "pause", "id": "1", "application": "kaigo-subsys", "by": "mallory", "at": now}
    sns = {"Type": "Notification", "MessageId": "1", "TopicArn": "arn:aws:sns:us-west-2:123456789012:alarms",
           "Message": json.dumps(command), "Timestamp": now}
    produce(daemon.broker, [
        (daemon.topic("alarm"), json.dumps(command).encode(), 0), (daemon.topic("alarm"), json.dumps(sns).encode(), 0),
        (daemon.topic("control"), json.dumps([command]).encode(), 0),
        (daemon.topic("control"), json.dumps(sns).encode(), 0),
        (daemon.topic("control"), json.dumps({**command, "id": "2", "at": "2020-01-01T00:00:00Z"}).encode(), 0),
    ])
    tail = TopicTail(daemon.broker, daemon.topic("dead-letter"))
    try:
        daemon.wait(lambda: tail.poll() and len(tail.records) >= 4, INTAKE_SECONDS, "the dead letters are there")
        codes = sorted(headers["daruma-code"] for _, headers in tail.records)
    finally:
        tail.close()
    assert codes == ["command-elsewhere", "command-elsewhere", "not-a-command", "not-a-command"]
    rejected = daemon.wait(
        lambda: daemon.journal.last("command.rejected.v1"), INTAKE_SECONDS, "the old command is refused")
    assert "counted until 2020-01-01T00:05:00.000Z" in rejected["data"]["reason"], rejected
    assert "command.automation-paused.v1" not in daemon.journal.event_types()


def test_where_operators_are_listed_only_their_signatures_count(commanded, tmp_path):
    """Unsigned, signed by another, and by a stranger: refused. Signed with our key, and by OpenSSL: done."""
    hanako, hanakos_line = new_key(tmp_path, "hanako", "management")
    yuki, yukis_line = new_key(tmp_path, "yuki", "developers")
    assert hanako.stat().st_mode & 0o777 == 0o600
    assert "it is there already" in daruma("operator", "new-key", "--name", "x", "--out", hanako, exits=2).stderr
    daemon = commanded("operators:\n" + hanakos_line + yukis_line)

    assert "is not signed" in order(daemon, "pause", exits=1).stderr
    assert "not that of hanako's key" in order(daemon, "pause", "--key", yuki, exits=1).stderr
    order(daemon, "pause", "--key", hanako, exits=0)
    os.chmod(hanako, 0o644)
    assert "can be read by others" in order(daemon, "resume", "--key", hanako, exits=2).stderr
    os.chmod(hanako, 0o600)
    weak = daruma("rearm", "kaigo-subsys", "--served-from", "us-west-2", "--by", "yuki", "--key", yuki, "--wait", WAIT,
                  "--config", daemon.config, exits=1)
    assert "needs one of the roles that may approve (management); yuki has developers" in weak.stderr

    # What another program signs, with the text as it is documented.
    command = {"command": "resume", "id": "by-hand", "application": "kaigo-subsys", "by": "hanako",
               "at": events.rfc3339(events.moment()), "comment": "it's \"over\"\n"}
    text = json.dumps(command, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    (tmp_path / "text").write_bytes(text)
    signature = subprocess.run(
        ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", hanako, "-in", tmp_path / "text"], check=True,
        capture_output=True).stdout
    command["signature"] = base64.b64encode(signature).decode()
    produce(daemon.broker, [(daemon.topic("control"), json.dumps(command).encode(), 0)])
    daemon.wait(lambda: daemon.journal.last("command.automation-resumed.v1"), INTAKE_SECONDS, "it is resumed")
    accepted = daemon.journal.last("command.accepted.v1")
    assert accepted["data"]["command"]["text"].encode() == text, "an auditor can verify the signature from the journal"


def test_nothing_but_the_broker_is_needed_to_approve(commanded, tmp_path):
    """AWS, the webhooks and everything else are out of reach; the approval is signed, taken and counted."""
    key, line = new_key(tmp_path, "hanako", "management")
    daemon = commanded("operators:\n" + line)
    began = events.moment(25)
    produce(daemon.broker, [(daemon.topic(topic), json.dumps(record).encode(), 0) for topic, record in [
        ("backup", events.backup_job(began, events.moment(20), SNAPSHOT)),
        ("backup", events.copy_job(events.moment(20), events.moment(15), SNAPSHOT, COPY)),
        ("alarm", events.alarm("kaigo-dr-region-api", events.moment(), "OK", previous="ALARM", region=events.RECOVERY)),
        ("alarm", events.alarm("kaigo-prod-region-api", events.moment())),
        ("alarm", events.health(events.moment())),
    ]])
    request = daemon.wait(
        lambda: daemon.journal.last("failover.execution-approval-requested.v2"), INTAKE_SECONDS, "approval is asked for")
    digest = request["data"]["approval"]["digest"]
    assert "is not signed" in order(daemon, "approve", "--digest", digest, "--role", "management", exits=1).stderr
    order(daemon, "approve", "--digest", digest, "--key", key, exits=0)
    began = daemon.wait(lambda: daemon.journal.last("failover.execution-began.v1"), INTAKE_SECONDS, "it begins")
    assert began["data"]["by"] == "approval", began
