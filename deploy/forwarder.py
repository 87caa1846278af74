"""Carries what EventBridge left in an SQS queue to Daruma's topics, as an AWS Lambda function in the recovery region.

Settings, as environment variables: DARUMA_BOOTSTRAP_SERVERS (required); DARUMA_TOPIC_BACKUP, _REPLICATION and _ALARM,
where the topics have names of their own; DARUMA_KAFKA_<PROPERTY> for every other property of librdkafka, such as
DARUMA_KAFKA_SECURITY_PROTOCOL. Needs the layer or package `confluent-kafka`.

A message counts as carried once the brokers have acknowledged it. What fails is given again by SQS, so that a record may
come twice, which Daruma expects.
"""

import json
import os

from confluent_kafka import Producer

#: The brokers have acknowledged within this time, or the whole batch is given again.
ACKNOWLEDGED_SECONDS = 20
_ALARMS = ("aws.cloudwatch", "aws.health", "aws.guardduty", "aws.arc-zonal-shift")
_producer = None


def topic(event):
    """Where an event belongs. Daruma reads every kind in every topic: this only keeps the streams apart."""
    source = event.get("source", "") if isinstance(event, dict) else ""
    name = "alarm" if source in _ALARMS else "replication" if source == "aws.s3" else "backup"
    return os.environ.get(f"DARUMA_TOPIC_{name.upper()}", f"daruma.{name}")


def producer():
    """One connection for as long as the function's process lives."""
    global _producer
    if _producer is None:
        prefix = "DARUMA_KAFKA_"
        own = {key[len(prefix):].lower().replace("_", "."): value
               for key, value in os.environ.items() if key.startswith(prefix)}
        _producer = Producer({
            "bootstrap.servers": os.environ["DARUMA_BOOTSTRAP_SERVERS"], "acks": "all", "enable.idempotence": True,
            "delivery.timeout.ms": ACKNOWLEDGED_SECONDS * 1000, **own,
        })
    return _producer


def handler(batch, _context=None):
    """`batch`: what SQS gives a function. Each body is an event of EventBridge, and goes on as it is."""
    failed = []
    for message in batch["Records"]:
        body = message["body"]
        try:
            event = json.loads(body)
        except ValueError:
            event = None  # Daruma says what is wrong with it, in its dead letters.

        def acknowledged(error, _, identifier=message["messageId"]):
            if error:
                failed.append(identifier)

        producer().produce(topic(event), body.encode(), on_delivery=acknowledged)
    if producer().flush(ACKNOWLEDGED_SECONDS + 5):
        raise RuntimeError("the brokers have not acknowledged every record in time: the batch is given again")
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}
