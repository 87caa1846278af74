"""SIGTERM at any moment: the daemon stops by itself, with 0."""

import signal
import subprocess

import pytest

from application import application_file
from program import binary, daruma, environment
from waiting import DAEMON_START_SECONDS, DAEMON_STOP_SECONDS, wait_until


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("waits_for", ["the journal is made", "the worker waits for input"])
def test_it_stops_while_it_starts_and_while_it_waits_for_somebody_who_says_nothing(tmp_path, sign, waits_for):
    """Standard input stays open and silent; the journal that is left is sound."""
    (tmp_path / "applications").mkdir()
    (tmp_path / "applications" / "application.yaml").write_text(application_file())
    journal, log = tmp_path / "daruma.sqlite", tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                binary(), "run", "--input", "-", "--set", f"journal.path={journal}", "--set", "worker=w",
                "--set", f"applications.folder={tmp_path / 'applications'}", "--set", "reconcile.interval=off",
            ],
            stdin=subprocess.PIPE, stdout=output, stderr=output, env=environment(), cwd=tmp_path,
        )
    try:
        is_there = {
            "the journal is made": journal.exists,
            "the worker waits for input": lambda: b"application file in force" in log.read_bytes(),
        }
        wait_until(is_there[waits_for], DAEMON_START_SECONDS, waits_for, log.read_text)
        process.send_signal(sign)
        assert process.wait(DAEMON_STOP_SECONDS) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()
    if waits_for == "the worker waits for input":
        daruma("journal", "verify", "--journal", journal, exits=0)
