"""The function that carries EventBridge's events from a queue to Kafka (deploy/forwarder.py), against a real broker."""

import importlib.util
import json
import pathlib

import events
from kafka_client import TopicTail, create_topic
from program import daruma_json
from servers import Broker
from waiting import INTAKE_SECONDS, wait_until

FORWARDER = pathlib.Path(__file__).parents[2] / "deploy" / "forwarder.py"


def load():
    """A new process of the function."""
    spec = importlib.util.spec_from_file_location("forwarder", FORWARDER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def batch(*bodies):
    return {"Records": [{"messageId": f"m{index}", "body": body} for index, body in enumerate(bodies)]}


def test_events_of_a_queue_reach_their_topics_and_are_understood(tmp_path, monkeypatch):
    """Each event goes on as it is, to the topic of its kind; Daruma decodes what arrives; what is no event goes on too."""
    broker = Broker(tmp_path)
    try:
        for name in ("backup", "alarm"):
            create_topic(broker, f"daruma.{name}", 1_000_000, partitions=1)
        monkeypatch.setenv("DARUMA_BOOTSTRAP_SERVERS", broker.address)
        now = events.moment()
        alarm = json.dumps(events.alarm("kaigo-prod-region-api", now))
        backup = json.dumps(events.backup_job(now, now, "snapshot-1"))
        assert load().handler(batch(alarm, backup, "no event")) == {"batchItemFailures": []}
        for name, expected in (("alarm", [alarm]), ("backup", [backup, "no event"])):
            tail = TopicTail(broker, f"daruma.{name}", partitions=1)
            wait_until(lambda: len(tail.poll()) >= len(expected), INTAKE_SECONDS, f"what belongs into {name} is there")
            assert [value.decode() for value, _ in tail.records] == expected
            tail.close()
        signals = daruma_json("decode", stdin=alarm + "\n" + backup + "\n")
        assert [signal["signal"] for signal in signals] == ["alarmChanged", "recoveryPointTaken"]
    finally:
        broker.stop()
