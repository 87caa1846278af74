/// The librdkafka properties that this module decides, with what to do instead of setting them.
/// Aliases are listed next to the name they stand for, so that none slips past.
enum OwnedProperties {
  /// Why `name` is refused in `KafkaConnection.properties`; nil if it may be set.
  static func reason(for name: String) -> String? {
    byReason.first { $0.names.contains(name) }?.reason
  }

  private static let byReason: [(names: Set<String>, reason: String)] = [
    (
      ["bootstrap.servers", "metadata.broker.list", "client.id", "security.protocol"],
      "it has a setting of its own in the Kafka connection"
    ),
    (
      [
        "sasl.mechanism", "sasl.mechanisms", "sasl.username", "sasl.password", "ssl.ca.location",
      ], "it belongs to the security setting of the Kafka connection"
    ),
    (
      [
        "auto.offset.reset", "check.crcs", "isolation.level", "enable.auto.commit", "auto.commit.enable",
        "enable.auto.offset.store", "enable.partition.eof", "offset.store.method", "offset.store.path",
      ], "the reader's guarantees rest on it (positions live in the journal, lost data is never skipped)"
    ),
    (
      [
        "group.id", "group.instance.id", "partition.assignment.strategy", "group.protocol",
        "group.remote.assignor",
      ], "readers assign partitions by themselves and join no group"
    ),
    (
      [
        "enable.idempotence", "enable.gapless.guarantee", "acks", "request.required.acks",
        "max.in.flight.requests.per.connection", "max.in.flight", "retries", "message.send.max.retries",
        "queuing.strategy", "delivery.report.only.error", "transactional.id",
      ], "the writer's guarantees rest on it (idempotent, acknowledged by all in-sync replicas)"
    ),
    (
      ["partitioner"],
      "the key decides the partition as in Kafka's own clients; another rule would break the order per key"
    ),
    (
      [
        "fetch.wait.max.ms", "queued.max.messages.kbytes", "queued.min.messages",
        "topic.metadata.refresh.interval.ms", "allow.auto.create.topics",
      ], "set the reader's limits instead"
    ),
    (
      [
        "message.max.bytes", "message.timeout.ms", "delivery.timeout.ms", "linger.ms",
        "queue.buffering.max.ms", "queue.buffering.max.messages", "queue.buffering.max.kbytes",
      ], "set the writer's limits instead"
    ),
    (
      ["log.queue", "log.thread.name", "enabled_events", "opaque", "socket.nagle.disable"],
      "the wrapper needs its own value"
    ),
    (
      ["test.mock.num.brokers"],
      "it would replace the real brokers by simulated ones; use the embedded broker"
    ),
  ]
}
