"""Deafness is told also where only a part hangs, and who is deaf calls nobody silent."""

import pytest

import events
from proxy import Proxy
from waiting import INTAKE_SECONDS

SILENT = "observation.source-fell-silent.v1"
#: Longer than it takes to notice that nothing comes.
SILENCE = "20s"


@pytest.fixture
def failover(new_failover):
    """A failover whose daemon reaches the broker through a proxy, and which waits for a canary."""
    failover = new_failover()
    proxy = Proxy(failover.broker, failover.daemon.topic("alarm"))
    for path, old, new in [
        (failover.daemon.config, failover.broker.address, proxy.address),
        (failover.daemon.folder / "applications" / "application.yaml", "for: 1h", f"for: {SILENCE}"),
    ]:
        path.write_text(path.read_text().replace(old, new))
    failover.proxy = proxy
    yield failover
    proxy.stop()


def beat(failover):
    failover.produce("alarm", events.heartbeat(events.moment()))


@pytest.mark.parametrize("what", ["all", "fetches"])
def test_hanging_broker(failover, what):
    """Every connection hangs, or only those on which events are read, while the broker still answers where its topics end."""
    daemon = failover.daemon.start_and_listen()
    beat(failover)
    daemon.wait(lambda: "observed.source-spoke.v1" in daemon.journal.event_types(), INTAKE_SECONDS, "the canary is heard")
    offset = daemon.journal.end()
    failover.proxy.hang(what)
    beat(failover)
    deaf = daemon.wait_for_readiness("deaf", offset)
    assert deaf["data"]["reason"] == "sourceOutOfReach"
    if what == "fetches":
        name = f"{daemon.topic('alarm')}["
        daemon.wait(
            lambda: any(name in line for line in daemon.log_lines("partition-silent")), INTAKE_SECONDS, "it is named")
        # People and the journal are told which, at once or as soon as it is known.
        daemon.wait(
            lambda: any(
                part.startswith(name) for event in daemon.journal.events(offset)
                if event["type"] == "observation.readiness-changed.v1" for part in event["data"].get("parts", [])),
            INTAKE_SECONDS, "it is named in the journal")
    failover.proxy.go_on()
    daemon.wait_for_readiness("current", daemon.journal.end())
    assert SILENT not in [event["type"] for event in daemon.journal.events(offset)]
    assert daemon.stop() == 0
