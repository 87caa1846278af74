"""The demonstration needs nothing but the program."""

import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import time

import pytest

from program import binary, daruma, environment
from waiting import wait_until

#: The whole story, on a loaded machine too.
DEMO_SECONDS = 150


def test_the_demo_ends_with_a_completed_failover():
    """`daruma demo --yes --json` prints the report alone: succeeded, and what was left behind is named."""
    done = daruma("demo", "--yes", "--json", within=DEMO_SECONDS, exits=0)
    report = json.loads(done.stdout)
    assert report["outcome"] == "succeeded"
    left = {fate["resource"] for fate in report["fates"] if fate["fate"] == "leftBehind"}
    assert left, "the sample leaves a volume and logs behind, and the report says so"
    assert "rpa" not in report, "what is lost with them nobody knows"
    restored = [fate["choice"] for fate in report["fates"] if fate["fate"] == "restored"]
    assert [choice["resource"] for choice in restored] == ["db", "files"]
    done_by = {step["action"] for step in report["steps"]}
    assert {"rds.restore", "backup.restore", "elasticache.create", "ecs.scale", "elbv2.weights", "route53.switch"} <= done_by
    assert report["rta"]["met"] is True
    assert {step["state"] for step in report["steps"]} == {"succeeded"}, report["steps"]


def test_without_a_terminal_it_says_so_and_approves_by_itself():
    """Where nobody can be asked the demo goes on, and says why; the report stands at the end, without colour codes."""
    done = daruma("demo", "--speed", 600, within=DEMO_SECONDS, exits=0)
    assert "standard input is no terminal" in done.stdout, done.stdout[-3000:]
    assert "RTA" in done.stdout and "RPA" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "What to try next" in done.stdout


def test_the_worker_is_killed_and_another_goes_on(tmp_path):
    """Two processes, one restore: the first is killed after AWS has begun it, the second finds it and goes on."""
    done = daruma("demo", "--yes", "--keep", tmp_path / "night", within=DEMO_SECONDS, exits=0)
    killed = re.search(r"the worker \(process (\d+)\) is killed", done.stdout)
    started = re.search(r"another worker starts \(process (\d+)\)", done.stdout)
    assert killed and started and killed[1] != started[1], done.stdout
    assert "1 restore carried out, and 1 database" in done.stdout
    uuids = re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", done.stdout, re.IGNORECASE)
    assert uuids == [], "names are said, not identifiers"
    journal = tmp_path / "night" / "daruma.sqlite"
    # The clock of the night is ahead of ours: it can be read all the same.
    status = daruma("status", "--journal", journal, exits=0).stdout
    assert "ahead of this host's clock" in status and "served from us-west-2" in status
    assert not re.search(r"[ (]-\d", status), "no age is negative"
    assert "0s ago" not in status.splitlines()[0] and "ahead of this host's clock" in status.splitlines()[0]
    assert "nothing known to restore from" not in status and "not served from where its backups are made" in status
    execution = re.search(r"execution (kaigo-subsys\.\S+)", status)[1]
    report = json.loads(daruma("report", execution, "--journal", journal, "--json", exits=0).stdout)
    restores = [attempt for attempt in report["history"]["attempts"] if attempt["step"] == "restore-db"]
    assert len(restores) == 1, "the second worker made no second attempt of it"


class OnTerminal:
    """The demonstration with a person before it: what it shows, and what is typed."""

    def __init__(self, folder):
        self.main, other = pty.openpty()
        self.process = subprocess.Popen(
            [binary(), "demo", "--speed", "600"], stdin=other, stdout=other, stderr=other, start_new_session=True,
            env=environment(TERM="xterm", TMPDIR=str(folder)),
        )
        os.close(other)
        os.set_blocking(self.main, False)
        self.shown = ""

    def look(self):
        try:
            self.shown += os.read(self.main, 1 << 16).decode(errors="replace")
        except (BlockingIOError, OSError):
            pass
        return self.shown

    def asked(self):
        wait_until(lambda: "Type yes" in self.look(), DEMO_SECONDS, "it asks", lambda: self.shown[-2000:])

    def end(self):
        wait_until(
            lambda: self.look() is not None and self.process.poll() is not None, DEMO_SECONDS, "it ends",
            lambda: self.shown[-2000:])
        self.look()
        return self.process.returncode

    def discard(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.main)


@pytest.fixture
def terminal(tmp_path):
    terminal = OnTerminal(tmp_path)
    yield terminal
    terminal.discard()


def test_nothing_is_printed_below_the_question(terminal):
    """While a person thinks the story waits: the question is the last thing on the screen."""
    terminal.asked()
    time.sleep(2)
    below = re.sub(r"\x1b\[\d*m", "", terminal.look()).rsplit("Type yes", 1)[1]
    assert below.strip().endswith("(60 s):") and below.strip().count("\n") == 0, below
    os.write(terminal.main, b"yes\n")
    assert terminal.end() == 0, terminal.shown[-3000:]


def test_without_an_answer_it_ends(terminal):
    """The request expires as it would on a real night, and nothing was done."""
    terminal.asked()
    assert terminal.end() == 1
    assert "nobody answers" in terminal.shown and "aborted" in terminal.shown


def test_ctrl_c_leaves_nothing_behind(terminal, tmp_path):
    """No process, no folder."""
    terminal.asked()
    threads = pathlib.Path(f"/proc/{terminal.process.pid}/task").glob("*/children")
    children = [child for thread in threads for child in thread.read_text().split()]
    assert children, "the worker is a process of its own"
    os.write(terminal.main, b"\x03")
    os.killpg(terminal.process.pid, signal.SIGINT)
    assert terminal.end() == 130
    assert [entry for entry in tmp_path.iterdir() if entry.name.startswith("daruma-demo")] == []
    assert not any(pathlib.Path(f"/proc/{child}").exists() for child in children)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("made", ["", "/daruma.sqlite", "/daruma.sqlite.lock", "/daruma.sqlite.head"])
def test_what_ends_it_in_its_first_moments_leaves_nothing_behind(tmp_path, made, sent):
    """Signals are caught before the folder is made: whoever ends it once it is there finds it gone."""
    process = subprocess.Popen(
        [binary(), "demo", "--yes"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env=environment(TMPDIR=str(tmp_path)),
    )
    try:
        wait_until(lambda: list(tmp_path.glob(f"daruma-demo-*{made}")), DEMO_SECONDS, "it has begun")
        process.send_signal(sent)
        assert process.wait(DEMO_SECONDS) == 130
        assert list(tmp_path.glob("daruma-demo-*")) == []
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
