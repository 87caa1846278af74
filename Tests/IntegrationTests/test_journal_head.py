"""The journal against the head that is kept outside it: a worker acts on nothing that is not what it was."""

import os
import shutil
import subprocess

import pytest

from program import binary, daruma, daruma_json
from waiting import DAEMON_STOP_SECONDS, INTAKE_SECONDS

#: A user of the system who may write nowhere.
NOBODY = 65534


@pytest.fixture
def failover(new_failover):
    return new_failover()


def ends_with(daemon, code):
    """What it logged since its start, once it has ended by itself."""
    assert daemon.process.wait(DAEMON_STOP_SECONDS) == code, daemon.tail()
    daemon.process = None
    return daemon.log.read_text()[daemon.log_start:]


def put_back(files, folder):
    for path in folder.glob("daruma.sqlite*"):
        if not path.name.endswith((".head", ".lock")):
            path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.glob("daruma.sqlite*")
            if not path.name.endswith((".head", ".lock"))}


def test_older_copy_is_not_acted_on(failover):
    """A failover moved the users; then the journal of before is put back."""
    daemon = failover.daemon.start_and_listen()
    failover.protect()
    daemon.stop()
    before = files_of(daemon.folder)
    daemon.start_and_listen()
    failover.fall()
    failover.approve(failover.wait_for_approval())
    failover.wait_for_end()
    daemon.stop()
    put_back(before, daemon.folder)

    log = ends_with(daemon.start(), 2)
    assert "log.behindHead" in log and "daruma journal accept --by" in log, log
    assert len(failover.estate.restored_instances()) == 1
    verified = daruma("journal", "verify", "--journal", daemon.journal.path, exits=1)
    assert "headMissing" in verified.stdout, verified.stdout
    daruma("replay", "--verify", "--journal", daemon.journal.path, exits=1)
    # Who only reads is told that it is of before: by it users are served from us-east-1 still.
    for command in [["status"], ["explain", "kaigo-subsys"]]:
        told = daruma(*command, "--journal", daemon.journal.path, exits=0)
        assert "what follows is of before" in told.stderr, told
    head = daemon.folder / "daruma.sqlite.head"
    whole = head.read_bytes()
    head.write_bytes(b"{")
    told = daruma("status", "--journal", daemon.journal.path, exits=0)
    assert "nobody knows whether what follows is the newest" in told.stderr, told
    head.write_bytes(whole)
    looked = daruma("journal", "accept", "--journal", daemon.journal.path, exits=1)
    assert "commits are gone" in looked.stdout

    accepted = daruma("journal", "accept", "--by", "hanako", "--journal", daemon.journal.path, exits=0)
    assert "rearm" in accepted.stdout
    daemon.start()
    daemon.wait(lambda: daemon.journal.last("placement.lost.v1"), INTAKE_SECONDS, "placement is unknown")
    event = daemon.wait(
        lambda: daemon.journal.last("observation.journal-accepted.v1"), INTAKE_SECONDS, "it is journaled")
    assert event["data"]["by"] == "hanako"
    # The evidence is in the topics still, and all of it is heard again: nothing is failed over a second time.
    daemon.wait_for_readiness("current")
    assert len(failover.estate.restored_instances()) == 1
    assert daemon.stop() == 0
    daruma("journal", "verify", "--journal", daemon.journal.path, exits=0)


@pytest.mark.parametrize("mishap", ["deleted", "replaced"])
def test_folder_under_a_running_worker(failover, mishap):
    """The worker notices within its interval of listening, and ends."""
    daemon = failover.daemon.start_and_listen()
    if mishap == "replaced":
        copy = daemon.journal.path.with_suffix(".copy")
        shutil.copy(daemon.journal.path, copy)
        copy.rename(daemon.journal.path)
    else:
        daemon.journal.path.unlink()
    assert "log.displaced" in ends_with(daemon, 2)


@pytest.mark.parametrize("mishap", ["empty", "gone", "wal"])
def test_lost_files(failover, mishap):
    daemon = failover.daemon.start_and_listen()
    failover.protect()
    if mishap == "wal":
        daemon.kill()
        (daemon.folder / "daruma.sqlite-wal").unlink()
    else:
        daemon.stop()
        daemon.journal.path.unlink()
        if mishap == "empty":
            daemon.journal.path.touch()
    log = ends_with(daemon.start(), 2)
    assert "daruma journal accept --by" in log, log


def test_where_there_never_was_a_journal_nothing_is_accepted(tmp_path):
    for who in [[], ["--by", "hanako"]]:
        refused = daruma("journal", "accept", *who, "--journal", tmp_path / "daruma.sqlite", exits=2)
        assert "log.missing" in refused.stderr, refused
    assert list(tmp_path.iterdir()) == []


def test_read_only_medium(failover):
    """Both forms of a journal are verified where nothing can be written beside them."""
    daemon = failover.daemon.start_and_listen()
    daemon.stop()
    medium = daemon.folder / "medium"
    medium.mkdir()
    journal = medium / "daruma.sqlite"
    shutil.copy(daemon.journal.path, journal)
    exported = daruma("journal", "export", "--journal", daemon.journal.path, exits=0).stdout
    (medium / "journal.ndjson").write_text(exported)
    head = daruma_json("journal", "verify", "--journal", daemon.journal.path, "--json")[0]["head"]
    daruma("journal", "verify", medium / "journal.ndjson", "--expect-head", head, exits=0)
    daruma("journal", "verify", medium / "journal.ndjson", "--expect-head", "0" * 64, exits=1)
    daruma("journal", "verify", journal, "--expect-head", head, exits=0)
    lines = exported.splitlines()
    for name, altered in [("swapped", [lines[1], lines[0], *lines[2:]]), ("added", [*lines, '{"a":1}'])]:
        (medium / f"{name}.ndjson").write_text("\n".join(altered) + "\n")
        found = daruma("journal", "verify", medium / f"{name}.ndjson", exits=1)
        assert "not intact" in found.stdout, found
        assert daruma_json("journal", "verify", medium / f"{name}.ndjson", "--json", exits=1)[0]["intact"] is False
    (medium / "cut.ndjson").write_text("\n".join(lines[:-1]) + "\n")
    daruma("journal", "verify", medium / "cut.ndjson", "--expect-head", head, exits=1)
    if os.geteuid() != 0:
        medium.chmod(0o555)
        daruma("journal", "verify", journal, exits=0)
        return
    # Root may write anywhere: asked by a user who may not. The folders above must let them through.
    for path in [medium, *medium.parents]:
        if path.owner() == "root" and path != path.parent:
            path.chmod(path.stat().st_mode | 0o055)
    for path in medium.iterdir():
        path.chmod(0o444)
    asked = subprocess.run(
        [binary(), "journal", "verify", str(journal)], capture_output=True, user=NOBODY, group=NOBODY, cwd="/",
        env={"PATH": "/usr/bin:/bin"},
    )
    assert asked.returncode == 0, asked.stderr.decode() + asked.stdout.decode()
