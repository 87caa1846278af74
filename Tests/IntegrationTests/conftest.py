"""The servers of a test session, and what tests take as arguments."""

import dataclasses
import itertools

import pytest

from failover import Failover
from servers import Broker, Moto, WebSite


@dataclasses.dataclass
class Servers:
    moto: Moto
    broker: Broker
    site: WebSite


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    started = []
    try:
        for kind in (lambda: Moto(folder), lambda: Broker(folder), WebSite):
            started.append(kind())
        yield Servers(*started)
    finally:
        for server in reversed(started):
            server.stop()


_prefixes = itertools.count(1)


@pytest.fixture
def new_failover(servers, tmp_path):
    """Makes failovers, each with an estate, a broker and a journal of its own; a new one ends the last."""
    made = []

    def make(settings=""):
        number = next(_prefixes)
        folder = tmp_path / f"failover-{number}"
        folder.mkdir()
        if made:
            made[-1].discard()
        made.append(Failover(folder, servers, f"t{number}", settings=settings))
        return made[-1]

    yield make
    if made:
        made[-1].discard()
