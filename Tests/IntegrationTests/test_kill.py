"""kill -9 of the daemon in the middle of a failover, at any commit: it finishes, and nothing is done twice."""

import random
import time

import pytest

from journal import is_decision
from program import daruma
from waiting import FAILOVER_SECONDS, POLL_SECONDS

#: All kills of the one run that is killed at every boundary, with all restarts.
EVERY_BOUNDARY_SECONDS = 120
#: Such runs, until every boundary was met.
MOST_RUNS = 4
#: Kills at random moments: failovers, kills of each, and the longest time that passes before one.
RANDOM_SEEDS = (2011, 311)
RANDOM_KILLS = 4
RANDOM_KILL_SECONDS = 1.0


def bring_to_approval(failover):
    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    return failover.wait_for_approval()


def decisions(daemon):
    """Offsets of the commits in which something was decided."""
    return [offset for offset, commit in daemon.journal.commits() if is_decision(commit)]


def has_ended(daemon):
    return any(
        kind in ("failover.execution-succeeded.v1", "failover.execution-failed.v1", "failover.execution-aborted.v1")
        for kind in daemon.journal.event_types()
    )


def finish(failover):
    """The undisturbed rest, and the judgement."""
    failover.wait_for_end()
    assert failover.daemon.journal.last("failover.execution-succeeded.v1"), failover.daemon.tail()
    failover.judge()
    assert failover.daemon.stop() == 0


def wait_for_decision(daemon, offset):
    """Returns as soon as a record from `offset` on holds a decision: without a pause, to be there before the next."""
    deadline = time.monotonic() + FAILOVER_SECONDS
    for record in daemon.journal.follow(offset):
        if record is not None and is_decision(record):
            return
        assert daemon.process.poll() is None, f"the daemon ended with {daemon.process.returncode}\n{daemon.tail()}"
        assert time.monotonic() < deadline, f"no decision within {FAILOVER_SECONDS} s\n{daemon.tail()}"


def boundaries(commits):
    """What was decided in them, each with its step where it is about one."""
    kinds = ("failover.step-", "failover.execution-", "failover.trigger-fired")
    return {
        (event["type"], event["data"].get("step"))
        for commit in commits for event in commit["events"] if event["type"].startswith(kinds)
    }


def run_with_a_kill_at_each_decision(failover):
    """The boundaries where it was killed, and all that there were but the end."""
    daemon = failover.daemon
    daemon.start_and_listen()
    failover.protect()
    offset = daemon.journal.end()
    failover.fall()
    deadline = time.monotonic() + EVERY_BOUNDARY_SECONDS
    is_approved = False
    while not has_ended(daemon):
        assert time.monotonic() < deadline, f"not ended in time\n{daemon.tail()}"
        wait_for_decision(daemon, offset)
        daemon.kill()
        offset = daemon.journal.end()
        if not is_approved and daemon.journal.last("failover.execution-approval-requested.v2"):
            daemon.approve(daemon.status()["executions"][0]["approval"]["digest"])
            is_approved = True
        daemon.start()
    finish(failover)
    decided = [commit for _, commit in daemon.journal.commits() if is_decision(commit)]
    last_of_its_life = [
        commit for commit, after in zip(decided, decided[1:]) if commit["epoch"] != after["epoch"]
    ]
    return boundaries(last_of_its_life), boundaries(decided[:-1])


def test_killed_at_every_boundary_it_finishes_and_restores_once(new_failover):
    """The daemon is killed as soon as each new decision is in its journal, from the holding of the trigger to the end.
    What it decided within the moment that a kill takes is caught in a further failover: in the end it has died at
    every boundary between two steps."""
    survived, there_were = set(), set()
    for _ in range(MOST_RUNS):
        killed_at, all_of_them = run_with_a_kill_at_each_decision(new_failover())
        survived |= killed_at
        there_were |= all_of_them
        if survived == there_were:
            break
    assert survived == there_were, f"never killed right after {there_were - survived}"
    assert len({step for _, step in survived if step}) == 6, survived


@pytest.mark.parametrize("event", [
    "failover.trigger-fired.v1", "failover.execution-approved.v1", "failover.step-succeeded.v1",
    "failover.execution-verification-began.v1",
])
def test_killed_once_it_finishes_and_restores_once(new_failover, event):
    """A failover of its own for each kind of decision that the daemon is killed right after, once."""
    failover = new_failover()
    daemon = failover.daemon
    digest = bring_to_approval(failover)["data"]["approval"]["digest"]
    if event == "failover.trigger-fired.v1":
        daemon.kill()
        daemon.start()
    daemon.approve(digest)
    if daemon.journal.last(event) is None:
        daemon.wait(lambda: daemon.journal.last(event), FAILOVER_SECONDS, event)
        daemon.kill()
        daemon.start()
    finish(failover)


@pytest.mark.parametrize("seed", RANDOM_SEEDS)
def test_killed_at_random_moments_it_finishes_and_restores_once(new_failover, seed):
    """Killed a few times at moments drawn from a seed, whatever it was doing then."""
    moments = random.Random(seed)
    failover = new_failover()
    daemon = failover.daemon
    digest = bring_to_approval(failover)["data"]["approval"]["digest"]
    daemon.approve(digest)
    for _ in range(RANDOM_KILLS):
        end = time.monotonic() + moments.uniform(0, RANDOM_KILL_SECONDS)
        while time.monotonic() < end and not has_ended(daemon):
            time.sleep(POLL_SECONDS)
        daemon.kill()
        daemon.start()
    finish(failover)


def test_a_second_worker_on_the_same_journal_is_refused(new_failover):
    """It ends with exit code 2 and names who holds the journal; the first goes on to the end."""
    failover = new_failover()
    daemon = failover.daemon
    bring_to_approval(failover)
    second = daruma("run", "--config", daemon.config, "--set", "worker=intruder", exits=2)
    assert f"worker worker-{daemon.prefix}" in second.stderr, second.stderr
    assert f"process {daemon.process.pid}" in second.stderr, second.stderr
    assert len(second.stderr.strip().splitlines()) == 1, second.stderr
    daemon.approve(daemon.status()["executions"][0]["approval"]["digest"])
    finish(failover)
