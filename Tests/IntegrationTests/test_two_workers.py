"""Two workers, each with a journal of its own, on one set of topics: one of them works."""

import shutil

import pytest

from daemon import Daemon, is_current
from program import daruma, daruma_json
from waiting import DAEMON_STOP_SECONDS, INTAKE_SECONDS, wait_until

EXPIRY = "6s"
#: A claim has expired, and somebody has noticed.
EXPIRED_SECONDS = 30


@pytest.fixture
def failover(new_failover):
    failover = new_failover()
    failover.daemon.environment["DARUMA_WORKERS_EXPIRY"] = EXPIRY
    return failover


@pytest.fixture
def second(failover, servers, tmp_path):
    """A worker on the same topics, in a folder of its own."""
    folder = tmp_path / "second"
    folder.mkdir()
    application = (failover.daemon.folder / "applications" / "application.yaml").read_text()
    second = Daemon(folder, application, failover.broker, servers.moto, failover.daemon.prefix)
    second.environment["DARUMA_WORKERS_EXPIRY"] = EXPIRY
    yield second
    second.discard()


def refused(daemon, code):
    """It has ended with a refusal; what it logged since its start."""
    assert daemon.process.wait(DAEMON_STOP_SECONDS) == 2, daemon.tail()
    daemon.process = None
    log = daemon.log.read_text()[daemon.log_start:]
    assert code in log, log
    return log


def test_the_later_one_refuses(failover, second):
    first = failover.daemon.start_and_listen()
    log = refused(second.start(), "claim.taken")
    assert f"worker-{first.prefix}" in log and "daruma journal accept" in log, log
    # The first is not disturbed, and carries its failover out alone.
    failover.protect()
    failover.fall()
    failover.approve(failover.wait_for_approval())
    failover.wait_for_end()
    failover.judge()
    assert first.stop() == 0
    # It has let go; but users were moved, and the other journal does not know where they are.
    refused(second.start(), "claim.other-journal")
    looked = daruma("journal", "accept", "--config", second.config, exits=1)
    assert "another journal" in looked.stdout, looked.stdout
    accepted = daruma("journal", "accept", "--by", "hanako", "--config", second.config, exits=0)
    assert "rearm" in accepted.stdout, accepted.stdout
    second.start_and_listen()
    second.wait(lambda: second.journal.last("placement.lost.v1"), INTAKE_SECONDS, "placement is unknown")
    assert second.stop() == 0
    second.start_and_listen()
    assert second.stop() == 0
    assert len(failover.estate.restored_instances()) == 1


def test_killed_it_goes_on_at_once(failover):
    daemon = failover.daemon.start_and_listen()
    for _ in range(2):
        daemon.kill()
        daemon.start_and_listen()
    assert daemon.stop() == 0


def test_a_dead_one_gives_way(failover, second):
    failover.daemon.start_and_listen()
    failover.daemon.kill()

    def works():
        second.start()
        try:
            second.wait(
                lambda: any(is_current(event) for event in second.journal.events()), EXPIRED_SECONDS,
                "it is current",
            )
            return True
        except AssertionError:
            assert second.process.wait(DAEMON_STOP_SECONDS) == 2
            second.process = None
            return False

    wait_until(works, EXPIRED_SECONDS, "the second one works", second.tail)
    assert second.stop() == 0


def test_place_taken_by_a_persons_word(failover, second):
    """The first one still runs: it ends, and the second goes on."""
    first = failover.daemon.start_and_listen()
    second.start()
    refused(second, "claim.taken")
    daruma("journal", "accept", "--by", "hanako", "--config", second.config, exits=0)
    second.start_and_listen()
    log = refused(first, "claim.lost")
    assert "nothing more is done here" in log
    assert second.stop() == 0


def test_a_journal_that_was_moved_goes_on(failover, second):
    first = failover.daemon.start_and_listen()
    failover.protect()
    assert first.stop() == 0
    for path in first.folder.glob("daruma.sqlite*"):
        shutil.copy(path, second.folder / path.name)
    second.start_and_listen()
    assert second.stop() == 0
    # The one that was left behind is older now.
    refused(first.start(), "claim.behind-head")
    verified = daruma_json("journal", "verify", "--journal", second.journal.path, "--json")[0]
    assert verified["intact"]


def test_a_journal_and_its_head_of_before(failover):
    """Journal and head are put back together: only the topic of workers knows."""
    daemon = failover.daemon.start_and_listen()
    assert daemon.stop() == 0
    before = {path.name: path.read_bytes() for path in daemon.folder.glob("daruma.sqlite*")}
    daemon.start_and_listen()
    failover.protect()
    assert daemon.stop() == 0
    for path in daemon.folder.glob("daruma.sqlite*"):
        path.unlink()
    for name, content in before.items():
        (daemon.folder / name).write_bytes(content)
    refused(daemon.start(), "claim.behind-head")
    daruma("journal", "accept", "--by", "hanako", "--config", daemon.config, exits=0)
    daemon.start_and_listen()
    assert daemon.stop() == 0
    daemon.start_and_listen()
    assert daemon.stop() == 0
