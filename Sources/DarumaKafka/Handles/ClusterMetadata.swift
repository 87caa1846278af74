import CRdKafka

/// Owns one answer to a metadata request.
struct ClusterMetadata: ~Copyable {
  private let pointer: UnsafePointer<rd_kafka_metadata>

  /// Asks about one topic, or about the whole cluster when `topic` is nil. Blocks.
  init(of topic: Topic?, _ client: Client, within limit: Duration) throws(KafkaError) {
    var answer: UnsafePointer<rd_kafka_metadata>?
    let code = rd_kafka_metadata(
      client.pointer, topic == nil ? 1 : 0, topic?.pointer, &answer, limit.roundedMilliseconds)
    try ErrorGate.check(code, "reading metadata", topic: topic?.name)
    guard let answer else {
      throw KafkaError(.other, "librdkafka gave neither metadata nor an error")
    }
    pointer = answer
  }

  deinit {
    rd_kafka_metadata_destroy(pointer)
  }

  var brokers: [KafkaBroker] {
    UnsafeBufferPointer(start: pointer.pointee.brokers, count: Int(pointer.pointee.broker_cnt)).map {
      KafkaBroker(id: $0.id, host: $0.host.map { String(cString: $0) } ?? "", port: $0.port)
    }
  }

  /// The topics by name. One that could not be described carries its error instead.
  var topics: [String: Result<KafkaTopic, KafkaError>] {
    let found = UnsafeBufferPointer(start: pointer.pointee.topics, count: Int(pointer.pointee.topic_cnt))
    let pairs = found.map { topic in
      let name = topic.topic.map { String(cString: $0) } ?? ""
      return (name, Self.describe(topic, name))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private static func describe(
    _ topic: rd_kafka_metadata_topic, _ name: String
  ) -> Result<KafkaTopic, KafkaError> {
    guard topic.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
      return .failure(ErrorGate.error(topic.err, "reading metadata", topic: name))
    }
    let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
    return .success(
      KafkaTopic(
        name: name,
        partitions: partitions.map { partition in
          KafkaPartition(
            id: partition.id,
            leader: partition.leader < 0 ? nil : partition.leader,
            replicas: Array(
              UnsafeBufferPointer(start: partition.replicas, count: Int(partition.replica_cnt))),
            inSyncReplicas: Array(
              UnsafeBufferPointer(start: partition.isrs, count: Int(partition.isr_cnt))))
        }
        .sorted { $0.id < $1.id }))
  }
}
