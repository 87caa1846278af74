import CRdKafka

/// Faults to order, for tests and drills.
extension EmbeddedBroker {
  /// Requests whose answers can be replaced, by their number in Kafka's protocol.
  package enum Request: Int16, Sendable, CaseIterable {
    case produce = 0
    case fetch = 1
    case listOffsets = 2
    case metadata = 3
    case initProducerId = 22
  }

  /// Errors that brokers answer with, by their number in Kafka's protocol.
  package enum Fault: Int32, Sendable, CaseIterable {
    /// Not an answer: the connection is cut instead.
    case disconnect = -195
    case notLeader = 6
    case requestTimedOut = 7
    case messageTooLarge = 10
    case notEnoughReplicas = 19
    case topicNotAuthorized = 29
    case outOfOrderSequence = 45
    case invalidProducerEpoch = 47
  }

  /// The broker stops listening and cuts its connections.
  ///
  /// Not while this process is starting another one: until that one runs its program it shares the broker's
  /// port, and librdkafka 2.0.2 aborts if it can't take the port again at once.
  package func takeDown(_ broker: Int32) throws(KafkaError) {
    try withCluster("taking broker \(broker) down") { rd_kafka_mock_broker_set_down($0, broker) }
  }

  /// The broker listens again, at the same port.
  package func bringUp(_ broker: Int32) throws(KafkaError) {
    try withCluster("bringing broker \(broker) up") { rd_kafka_mock_broker_set_up($0, broker) }
  }

  /// The next requests of this kind, on any broker, are answered by these errors, one each.
  package func fail(_ request: Request, with faults: [Fault]) throws(KafkaError) {
    var codes = faults.map { rd_kafka_resp_err_t(rawValue: $0.rawValue) }
    try withCluster("ordering faults") { cluster in
      rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, codes.count, &codes)
      return RD_KAFKA_RESP_ERR_NO_ERROR
    }
  }

  /// The broker answers each request that late from now on: a broker that hangs.
  package func slowDown(_ broker: Int32, by delay: Duration) throws(KafkaError) {
    try withCluster("slowing broker \(broker) down") {
      rd_kafka_mock_broker_set_rtt($0, broker, delay.roundedMilliseconds)
    }
  }

  /// Nobody leads the partition from now on.
  package func takeLeader(_ topic: String, _ partition: Int32) throws(KafkaError) {
    try moveLeader(topic, partition, to: -1)
  }

  /// Another broker leads the partition from now on.
  package func moveLeader(_ topic: String, _ partition: Int32, to broker: Int32) throws(KafkaError) {
    try withCluster("moving the leader", topic: topic) {
      rd_kafka_mock_partition_set_leader($0, topic, partition, broker)
    }
  }

  /// The topic is answered for with "unknown", whether it exists or not.
  func hideTopic(_ topic: String) throws(KafkaError) {
    try setTopicError(topic, RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
  }

  /// The topic is answered for as usual again.
  func showTopic(_ topic: String) throws(KafkaError) {
    try setTopicError(topic, RD_KAFKA_RESP_ERR_NO_ERROR)
  }

  private func setTopicError(_ topic: String, _ code: rd_kafka_resp_err_t) throws(KafkaError) {
    try withCluster("setting the topic's error", topic: topic) { cluster in
      rd_kafka_mock_topic_set_error(cluster, topic, code)
      return RD_KAFKA_RESP_ERR_NO_ERROR
    }
  }
}
