"""Another Kafka client than the daemon's: produces records and reads dead letters with confluent-kafka."""

import json

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from waiting import wait_until

#: All records of one call are acknowledged.
PRODUCE_SECONDS = 30
#: A topic is made.
TOPIC_SECONDS = 30
#: Bytes of one record, above what the tests produce.
RECORD_BYTES = 4_000_000


def create_topic(broker, name, largest_record, partitions=2):
    """A topic as its operators made it, before Daruma comes."""
    topic = NewTopic(name, partitions, 1, config={"max.message.bytes": str(largest_record)})
    admin = AdminClient({"bootstrap.servers": broker.address})
    admin.create_topics([topic])[name].result(TOPIC_SECONDS)


def delete_topics(broker, names):
    """Gone when it returns."""
    admin = AdminClient({"bootstrap.servers": broker.address})
    for deletion in admin.delete_topics(names).values():
        deletion.result(TOPIC_SECONDS)
    wait_until(
        lambda: not set(names) & set(admin.list_topics(timeout=5).topics), TOPIC_SECONDS, "the topics are gone")


def produce(broker, records):
    """`records`: (topic, value) or (topic, value, partition); a value that is no bytes is written as JSON."""
    failures = []
    producer = Producer({"bootstrap.servers": broker.address, "message.max.bytes": RECORD_BYTES, "linger.ms": 0})
    for topic, value, *partition in records:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        producer.produce(
            topic, data, on_delivery=lambda error, _: failures.append(error) if error else None,
            **({"partition": partition[0]} if partition else {}),
        )
    assert producer.flush(PRODUCE_SECONDS) == 0, "not every record was acknowledged"
    assert not failures, failures


class TopicTail:
    """Reads a topic from its beginning."""

    def __init__(self, broker, topic, partitions=2):
        self.consumer = Consumer({
            "bootstrap.servers": broker.address, "group.id": f"{topic}-reader", "enable.auto.commit": False,
            "fetch.message.max.bytes": RECORD_BYTES, "auto.offset.reset": "earliest",
        })
        self.consumer.assign([TopicPartition(topic, number, 0) for number in range(partitions)])
        self.records = []

    def poll(self):
        """All records so far: (value, headers as a dict of text)."""
        for message in self.consumer.consume(100, timeout=0.2):
            assert not message.error(), message.error()
            headers = {name: value.decode() for name, value in message.headers() or []}
            self.records.append((message.value(), headers))
        return self.records

    def close(self):
        self.consumer.close()
