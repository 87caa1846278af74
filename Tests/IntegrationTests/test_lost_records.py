"""Records that are lost before they were read: told, journaled, and gone on from."""

import shutil

import pytest

import events
from kafka_client import delete_topics, produce
from waiting import DAEMON_STOP_SECONDS, INTAKE_SECONDS

LOST = "observation.records-lost.v1"


@pytest.fixture
def failover(new_failover):
    return new_failover()


def beats(failover, count):
    """Heartbeats in both partitions of the topic of backups, which say something else than what was there."""
    topic = failover.daemon.topic("backup")
    produce(failover.broker, [
        (topic, events.heartbeat(events.moment(), f"canary-{number}"), partition)
        for number in range(count) for partition in (0, 1)
    ])


def make_anew(failover, records):
    """The topic of backups, deleted and made again, with so many records in each partition."""
    delete_topics(failover.broker, [failover.daemon.topic("backup")])
    failover.daemon.create_topics()
    if records:
        beats(failover, records)


def losses(journal, offset=0):
    return [event["data"] for event in journal.events(offset) if event["type"] == LOST and event["application"] == "kaigo-subsys"]


@pytest.mark.parametrize("records", [1, 3, 8])
def test_topic_made_anew_while_down(failover, records):
    """With fewer records than were read, with as many, and with more: it is told before anything counts as heard, and
    what is in the new one is read from its beginning."""
    daemon = failover.daemon.start_and_listen()
    beats(failover, 3)
    read_up_to(daemon, "backup", 3)
    assert daemon.stop() == 0
    make_anew(failover, records)
    offset = daemon.journal.end()
    daemon.start_and_listen()
    found = losses(daemon.journal, offset)
    assert {loss["reason"] for loss in found} == {"madeAnew"}, daemon.tail()
    assert sorted(loss["partition"] for loss in found) == [0, 1]
    assert all(loss["position"] == 3 and loss["resumesAt"] == 0 and loss["lastReadAt"] for loss in found), found
    types = [event["type"] if event["type"] != "observation.readiness-changed.v1" else event["data"]["to"]
             for event in daemon.journal.events(offset)]
    assert types.index("current") > max(index for index, kind in enumerate(types) if kind == LOST)
    read_up_to(daemon, "backup", records)
    assert daemon.stop() == 0
    # What is known of the new topic holds at the next start.
    offset = daemon.journal.end()
    daemon.start_and_listen()
    assert not losses(daemon.journal, offset)
    assert daemon.stop() == 0


def read_up_to(daemon, topic, position):
    """Waits until both partitions are read up to there."""
    def positions():
        newest = {}
        for _, commit in daemon.journal.commits():
            for place in commit["inputs"]:
                newest[place["topic"], place["partition"]] = place["nextOffset"]
        return newest

    name = daemon.topic(topic)
    daemon.wait(
        lambda: all(positions().get((name, partition)) == position for partition in (0, 1)), INTAKE_SECONDS,
        f"{name} is read up to {position}",
    )


@pytest.mark.parametrize("records", [0, 3, 8])
def test_topic_made_anew_while_it_runs(failover, records):
    """Also where it is filled again, as far as it was read or farther, before the brokers are asked again."""
    daemon = failover.daemon.start_and_listen()
    beats(failover, 3)
    read_up_to(daemon, "backup", 3)
    offset = daemon.journal.end()
    make_anew(failover, records)
    daemon.wait(lambda: len(losses(daemon.journal, offset)) == 2, INTAKE_SECONDS, "the loss is journaled")
    beats(failover, 5)
    read_up_to(daemon, "backup", records + 5)
    daemon.wait_for_readiness("current", offset)
    assert daemon.stop() == 0


@pytest.mark.parametrize("is_running", [False, True])
def test_broker_lost_its_tail(failover, is_running):
    """The broker comes back with an older copy of its data, and takes new records at the offsets that were read."""
    daemon = failover.daemon.start_and_listen()
    beats(failover, 2)
    read_up_to(daemon, "backup", 2)
    failover.broker.stop()
    older = failover.broker.data.with_name("older")
    shutil.copytree(failover.broker.data, older)
    failover.broker.start_again()
    beats(failover, 3)
    read_up_to(daemon, "backup", 5)
    if not is_running:
        assert daemon.stop() == 0
    failover.broker.stop()
    shutil.rmtree(failover.broker.data)
    shutil.copytree(older, failover.broker.data)
    offset = daemon.journal.end()
    failover.broker.start_again()
    beats(failover, 4)
    if not is_running:
        daemon.start()
    daemon.wait(lambda: len(losses(daemon.journal, offset)) == 2, INTAKE_SECONDS, "the loss is journaled")
    found = losses(daemon.journal, offset)
    assert {loss["reason"] for loss in found} == {"tailLost"}, found
    assert all(loss["position"] == 5 and loss["resumesAt"] == 0 for loss in found), found
    read_up_to(daemon, "backup", 6)
    daemon.wait_for_readiness("current", offset)
    assert daemon.stop() == 0


def test_people_are_told(failover, servers):
    daemon = failover.daemon.start_and_listen()
    beats(failover, 2)
    read_up_to(daemon, "backup", 2)
    assert daemon.stop() == 0
    make_anew(failover, 2)
    told = len(servers.site.notices)
    daemon.start_and_listen()
    notices = lambda: [notice for notice in servers.site.notices[told:] if "was lost in part" in notice["subject"]]
    daemon.wait(notices, INTAKE_SECONDS, "people are told")
    assert "was made anew" in notices()[0]["message"]
    assert daemon.stop() == 0


def test_who_wants_to_stop_stops(failover):
    daemon = failover.daemon.start_and_listen()
    beats(failover, 2)
    read_up_to(daemon, "backup", 2)
    assert daemon.stop() == 0
    make_anew(failover, 2)
    daemon.environment["DARUMA_KAFKA_ON_LOST_RECORDS"] = "stop"
    offset = daemon.journal.end()
    for _ in range(2):
        daemon.start()
        assert daemon.process.wait(DAEMON_STOP_SECONDS) == 2, daemon.tail()
        daemon.process = None
        assert daemon.log_lines("--go-on-after-loss"), daemon.tail()
    assert not losses(daemon.journal, offset)
    daemon.start("--go-on-after-loss")
    daemon.wait(lambda: len(losses(daemon.journal, offset)) == 2, INTAKE_SECONDS, "the loss is journaled")
    read_up_to(daemon, "backup", 2)
    assert daemon.stop() == 0
    daemon.start_and_listen()
    assert daemon.stop() == 0
