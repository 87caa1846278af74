"""A region fails under 120 applications at once, and the daemon is killed again and again meanwhile."""

import random
import time

import pytest

import events
from daemon import Daemon
from estate import RECOVERY_TARGET
from fleet import Fleet
from kafka_client import produce
from program import daruma
from servers import Broker
from waiting import INTAKE_SECONDS

APPLICATIONS = 120
KILLS = 6
#: The longest time that passes before a kill.
KILL_SECONDS = 4.0
#: All 120 failovers, with all kills.
OUTAGE_SECONDS = 1200


@pytest.fixture
def outage(servers, tmp_path):
    fleet = Fleet(servers.moto, APPLICATIONS).build()
    broker = Broker(tmp_path)
    daemon = Daemon(tmp_path, "", broker, servers.moto, "fleet")
    (tmp_path / "applications" / "application.yaml").unlink()
    for name in fleet.names:
        (tmp_path / "applications" / f"{name}.yaml").write_text(fleet.file(name, servers.site.url))
    daemon.create_topics()
    yield fleet, daemon
    daemon.discard()
    broker.stop()


def count(daemon, kind):
    return daemon.journal.event_types().count(kind)


def test_a_region_outage_over_120_applications_with_kills(outage):
    fleet, daemon = outage

    def say(topic, *records):
        produce(daemon.broker, [(daemon.topic(topic), record) for record in records])

    daemon.start_and_listen()
    say("backup", *fleet.copies())
    daemon.wait(
        lambda: count(daemon, "observed.recovery-point-copied.v1") >= APPLICATIONS, INTAKE_SECONDS, "all copies are known"
    )
    now = events.moment()
    say(
        "alarm", events.alarm("kaigo-dr-region-api", now, "OK", previous="ALARM", region=events.RECOVERY),
        events.alarm("kaigo-prod-region-api", now), events.alarm("kaigo-prod-region-db", now), events.health(now),
    )
    moments = random.Random(120)
    for _ in range(KILLS):
        time.sleep(moments.uniform(0, KILL_SECONDS))
        daemon.kill()
        daemon.start()
    daemon.wait(
        lambda: count(daemon, "failover.execution-succeeded.v1") >= APPLICATIONS, OUTAGE_SECONDS,
        "every application is recovered",
    )
    restored = fleet.restored()
    assert {name: len(instances) for name, instances in restored.items()} == {name: 1 for name in fleet.names}
    assert set(fleet.targets().values()) == {RECOVERY_TARGET}
    started = [event for event in daemon.journal.events() if event["type"] == "failover.execution-started.v3"]
    assert len(started) == APPLICATIONS, "each failed over once"
    assert count(daemon, "placement.arrived.v1") == APPLICATIONS
    verified = daruma("journal", "verify", "--journal", daemon.journal.path, exits=0)
    assert verified.stdout.startswith("intact"), verified.stdout
    assert daemon.stop() == 0, daemon.tail()
