"""Effects outlive what intended them: a cut-over that can't be sent for a while, and one that is on its way as a person
ends the execution."""

import pytest

import events
from estate import PRIMARY_TARGET, RECOVERY_TARGET
from failover import Failover
from troubled_aws import TroubledAWS
from waiting import FAILOVER_SECONDS, INTAKE_SECONDS


@pytest.fixture
def troubled(servers, tmp_path):
    aws = TroubledAWS(servers.moto)
    failover = Failover(tmp_path, servers, "troubled", aws)
    yield failover, aws
    failover.discard()
    aws.stop()


def bring_to_cut_over(failover):
    """Approved, the database restored and the service started; the cut-over is next."""
    failover.daemon.start_and_listen()
    failover.protect()
    failover.fall()
    failover.approve(failover.wait_for_approval())


def recover(failover):
    now = events.moment()
    failover.produce(
        "alarm", events.alarm("kaigo-prod-region-api", now, "OK", previous="ALARM"),
        events.alarm("kaigo-prod-region-db", now, "OK", previous="ALARM"), events.health(now, status="closed"),
    )


def sent_cut_over(failover):
    return [
        event for event in failover.daemon.journal.events()
        if event["type"] == "effect.sent.v1" and "/dns/" in event["data"]["effect"]
    ]


def wait_for(failover, kind, what):
    return failover.daemon.wait(lambda: failover.daemon.journal.last(kind), FAILOVER_SECONDS, what)


def test_route_53_is_down_and_the_primary_comes_back_meanwhile(troubled):
    """Route 53 takes no changes; the alarms go OK; Route 53 comes back. Users stay where they are."""
    failover, aws = troubled
    aws.go_down()
    bring_to_cut_over(failover)
    failover.daemon.wait(lambda: aws.refused > 1, FAILOVER_SECONDS, "the cut-over is tried, and tried again")
    recover(failover)
    failover.daemon.wait(
        lambda: failover.daemon.journal.event_types().count("observed.alarm-changed.v1") >= 5, INTAKE_SECONDS,
        "the all-clear is heard",
    )
    aws.come_back()
    paused = wait_for(failover, "failover.execution-step-paused.v1", "a person is asked")
    assert paused["data"]["failure"]["code"] == "guard.evidence-gone", paused
    assert failover.estate.target() == PRIMARY_TARGET
    assert failover.daemon.journal.last("placement.arrived.v1") is None
    assert failover.daemon.stop() == 0


def test_route_53_is_down_for_a_while(troubled):
    """Killed while it tries, too: it goes on, and users are moved once."""
    failover, aws = troubled
    aws.go_down()
    bring_to_cut_over(failover)
    failover.daemon.wait(lambda: aws.refused > 1, FAILOVER_SECONDS, "the cut-over is tried, and tried again")
    failover.daemon.kill()
    failover.daemon.start_and_listen()
    aws.come_back()
    failover.wait_for_end()
    failover.judge()
    arrived = [event for event in failover.daemon.journal.events() if event["type"] == "placement.arrived.v1"]
    assert len(arrived) == 1, arrived
    assert failover.daemon.stop() == 0


@pytest.mark.parametrize("is_killed", [False, True])
def test_an_abort_while_the_cut_over_is_on_its_way(troubled, is_killed):
    """It stops, and ends only once it is seen what became of the call. Users were moved: everybody says so."""
    failover, aws = troubled
    aws.hold_back()
    bring_to_cut_over(failover)
    failover.daemon.wait(aws.holds.is_set, FAILOVER_SECONDS, "the cut-over is on its way")
    failover.order("abort")
    stopping = wait_for(failover, "failover.execution-stopping.v1", "it is stopping")
    assert failover.daemon.journal.last("failover.execution-aborted.v1") is None, stopping
    if is_killed:
        failover.daemon.kill()
        failover.daemon.start_and_listen()
    aws.let_go()
    wait_for(failover, "failover.execution-aborted.v1", "it has ended")
    assert failover.estate.target() == RECOVERY_TARGET
    kinds = failover.daemon.journal.event_types()
    assert "placement.arrived.v1" in kinds and len(sent_cut_over(failover)) == 1
    execution = failover.daemon.status()["executions"][0]
    assert execution["state"] == "aborted", execution
    report = failover.daemon.reports / f"{execution['execution']}.md"
    failover.daemon.wait(report.exists, INTAKE_SECONDS, "the report is written")
    assert "served from us-west-2" in report.read_text(), report.read_text()
    assert failover.daemon.stop() == 0
