"""What a command prints reaches whoever reads it, or its exit code says that it did not; and it does nothing to a terminal."""

import json
import os
import pty
import shlex
import signal
import subprocess

import pytest

import events
from application import application_file
from program import binary, daruma, daruma_json, environment
from waiting import DAEMON_START_SECONDS, wait_until

#: A name that clears the screen, turns text round, and begins a line of its own.
HOSTILE = "kaigo-prod-region-\x1b[2J\x1b]0;owned\x07\u202e\u0085\nfalse line"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with settings, an application, and a journal in which a hostile name is known."""
    folder = tmp_path_factory.mktemp("output")
    (folder / "applications").mkdir()
    (folder / "applications" / "application.yaml").write_text(application_file())
    (folder / "daruma.yaml").write_text("worker: w\nreconcile:\n  interval: off\n")
    lines = [events.alarm(HOSTILE, events.moment()), events.heartbeat(events.moment())]
    (folder / "events.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines))
    daruma("run", "--config", folder / "daruma.yaml", "--input", folder / "events.ndjson", "--exit-at-end", exits=0)
    return folder


def printing(folder):
    """One command of each family that prints, with what it needs."""
    config = ["--config", folder / "daruma.yaml"]
    return {
        "help": ["--help"],
        "help of a command": ["journal", "tail", "--help"],
        "help of all": ["help", "status"],
        "no command": [],
        "version": ["--version"],
        "decode": ["decode", folder / "events.ndjson"],
        "schema": ["schema"],
        "validate": ["validate", folder / "applications" / "application.yaml", "--json"],
        "status": ["status", *config],
        "status --json": ["status", "--json", *config],
        "explain": ["explain", "kaigo-subsys", *config],
        "explain --json": ["explain", "kaigo-subsys", "--json", *config],
        "journal verify": ["journal", "verify", "--json", *config],
        "journal export": ["journal", "export", *config],
        "journal tail": ["journal", "tail", "--once", "--from-start", *config],
        "journal tail --json": ["journal", "tail", "--once", "--from-start", "--json", *config],
        "replay": ["replay", "--json", *config],
        "run": ["run", *config, "--input", folder / "events.ndjson", "--exit-at-end", "--json"],
    }


FAMILIES = list(printing(__import__("pathlib").Path("/")))


def ended(arguments, stdout):
    return subprocess.run(
        [binary(), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, text=True,
        env=environment(), timeout=60,
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_a_full_disk_is_told(folder, family):
    """Exit code 2 and one line on standard error: what was printed is not complete."""
    with open("/dev/full", "wb") as full:
        done = ended(printing(folder)[family], full)
    assert done.returncode == 2, done.stderr
    assert "No space left on device" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_reader_that_is_gone_is_told(folder, family):
    """A pipe that nobody reads is no success either, and no signal ends the program."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = ended(printing(folder)[family], writer)
    finally:
        os.close(writer)
    assert done.returncode == 2, done.stderr
    assert "Broken pipe" in done.stderr.splitlines()[-1]


def test_a_closed_output_is_told(folder):
    """Where there is no standard output no file gets its number."""
    command = shlex.join([binary(), "status", "--config", str(folder / "daruma.yaml")]) + " >&-"
    done = subprocess.run(command, shell=True, env=environment(), stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 2 and "can't be written" in done.stderr
    assert daruma("journal", "verify", "--config", folder / "daruma.yaml", exits=0)


@pytest.mark.parametrize("family", FAMILIES)
def test_outside_text_does_nothing_to_a_terminal(folder, family):
    """On a terminal, where colours are used: no control character but those of our own colours, and no line of others."""
    if family in ("journal export",):
        pytest.skip("an export is for a file, byte for byte")
    main, other = pty.openpty()
    process = subprocess.Popen(
        [binary(), *map(str, printing(folder)[family])], stdin=subprocess.DEVNULL, stdout=other, stderr=other,
        env=environment(TERM="xterm"),
    )
    os.close(other)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(main)
    process.wait()
    text = shown.decode().replace("\r\n", "\n")
    for code in ("0", "1", "2", "31", "32", "33", "34", "36"):
        text = text.replace(f"\x1b[{code}m", "")
    hostile = [character for character in text if character in "\x1b\x07\u202e\u0085\r"]
    assert hostile == [], text
    assert not any(line.startswith("false line") for line in text.split("\n"))


def test_the_daemon_survives_its_log_reader(folder):
    """Whoever reads the log may go away, or stop reading: the daemon works on, and stops when it is asked to."""
    log_reader, log_writer = os.pipe()
    config = folder / "daruma.yaml"
    process = subprocess.Popen(
        [binary(), "run", "--config", str(config), "--input", "-", "--set", "log.level=debug"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log_writer, env=environment(),
    )
    os.close(log_writer)
    try:
        wait_until(
            lambda: daruma_json("status", "--config", config, "--json")[0]["worker"]["life"] == "alive",
            DAEMON_START_SECONDS, "the daemon is at work",
        )
        # More than a pipe holds, and nobody reads it.
        line = json.dumps(events.alarm("kaigo-prod-region-api", events.moment())) + "\n"
        process.stdin.write(("no event\n" * 3000).encode())
        process.stdin.flush()
        os.close(log_reader)
        log_reader = None
        process.stdin.write(line.encode())
        process.stdin.flush()
        wait_until(
            lambda: "kaigo-prod-region-api" in daruma("status", "--config", config).stdout,
            DAEMON_START_SECONDS, "what came later is taken in",
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    finally:
        if log_reader is not None:
            os.close(log_reader)
        process.kill()
        process.wait()
