"""Hear, then act: what was in the topics while the daemon was down, stopped or deaf is heard before anything is done."""

import time

import pytest

import events
from application import application_file
from failover import Failover
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS

#: The hold-down and the approval's time-out of these tests: they pass while the daemon is away.
HOLD_SECONDS = 6
APPROVAL_SECONDS = 8


@pytest.fixture
def failover(servers, tmp_path):
    """A failover whose hold-down and time-out are short, and whose approval lets it proceed unanswered."""
    made = []

    def make(on_timeout="abort", hold=1):
        text = application_file("{zone}", servers.site.url)
        text = text.replace("holdFor: 1s", f"holdFor: {hold}s")
        text = text.replace("timeout: 30m, onTimeout: abort", f"timeout: {APPROVAL_SECONDS}s, onTimeout: {on_timeout}")
        failover = Failover(tmp_path, servers, "hearing")
        (tmp_path / "applications" / "application.yaml").write_text(text.replace("{zone}", failover.estate.zone))
        made.append(failover)
        return failover

    yield make
    for failover in made:
        failover.discard()


def recover(failover):
    now = events.moment()
    failover.produce(
        "alarm", events.alarm("kaigo-prod-region-api", now, "OK", previous="ALARM"),
        events.alarm("kaigo-prod-region-db", now, "OK", previous="ALARM"),
    )


def bring_to_approval(failover):
    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    return failover.wait_for_approval()["data"]["approval"]["digest"]


def hold(failover):
    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    failover.daemon.wait(
        lambda: failover.daemon.journal.last("failover.trigger-held.v1"), INTAKE_SECONDS, "the trigger holds"
    )


@pytest.mark.parametrize("answer", ["deny", "approve"])
def test_an_answer_that_came_while_it_was_down_is_in_time(failover, answer):
    """The time-out passes while the daemon is down. A denial holds although silence would have let it proceed; an
    approval holds although silence would have ended it."""
    failing = failover("proceed" if answer == "deny" else "abort")
    digest = bring_to_approval(failing)
    failing.daemon.kill()
    failing.order(answer, **({"digest": digest} if answer == "approve" else {"comment": "it is back"}))
    time.sleep(APPROVAL_SECONDS)
    failing.daemon.start_and_listen()
    kinds = failing.daemon.journal.event_types()
    if answer == "deny":
        assert "failover.execution-denied.v1" in kinds, failing.daemon.tail()
        assert "failover.step-started.v2" not in kinds
    else:
        failing.daemon.wait(
            lambda: failing.daemon.journal.last("failover.execution-began.v1"), FAILOVER_SECONDS, "it begins"
        )


def test_an_all_clear_that_came_while_it_was_down_is_heard_before_it_fires(failover):
    failing = failover(hold=HOLD_SECONDS)
    hold(failing)
    failing.daemon.kill()
    recover(failing)
    time.sleep(HOLD_SECONDS)
    failing.daemon.start_and_listen()
    assert failing.daemon.journal.last("failover.trigger-released.v1"), failing.daemon.tail()
    assert failing.daemon.journal.last("failover.trigger-fired.v1") is None


def test_stopped_and_continued_it_hears_first(failover):
    """SIGSTOP and SIGCONT: the hold-down passes unnoticed, and the all-clear comes meanwhile."""
    failing = failover(hold=HOLD_SECONDS)
    hold(failing)
    offset = failing.daemon.journal.end()
    failing.daemon.freeze()
    recover(failing)
    time.sleep(HOLD_SECONDS)
    failing.daemon.thaw()
    failing.daemon.wait_for_readiness("catchingUp", offset)
    failing.daemon.wait(
        lambda: failing.daemon.journal.last("failover.trigger-released.v1"), INTAKE_SECONDS, "the trigger is released"
    )
    failing.daemon.wait_for_readiness("current", offset)
    assert failing.daemon.journal.last("failover.trigger-fired.v1") is None


def test_with_the_broker_gone_nothing_fires(failover):
    """The broker is stopped while the trigger holds: the daemon is deaf, says so, and does not fire."""
    failing = failover(hold=HOLD_SECONDS)
    hold(failing)
    offset = failing.daemon.journal.end()
    failing.broker.stop()
    deaf = failing.daemon.wait_for_readiness("deaf", offset)
    assert deaf["data"]["reason"] == "sourceOutOfReach"
    time.sleep(HOLD_SECONDS)
    assert failing.daemon.journal.last("failover.trigger-fired.v1") is None
    assert failing.daemon.log_lines("deaf, nothing is begun"), failing.daemon.tail()
    assert failing.daemon.stop() == 0
