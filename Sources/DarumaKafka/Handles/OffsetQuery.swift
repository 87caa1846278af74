import CRdKafka

/// Asks the brokers which offsets partitions hold.
enum OffsetQuery {
  /// Which end of a partition is asked for; the values are those of Kafka's ListOffsets request.
  private enum End: Int64 {
    case low = -2
    case end = -1
  }

  /// The range of each partition, in two requests per broker, however many partitions there are. `end` is
  /// the last stable offset, as a `read_committed` reader sees it. Blocks for at most twice `limit`.
  static func ranges(
    of partitions: [KafkaTopicPartition], _ client: Client, within limit: Duration
  ) throws(KafkaError) -> [KafkaTopicPartition: KafkaOffsetRange] {
    guard !partitions.isEmpty else { return [:] }
    let low = try offsets(at: .low, of: partitions, client, within: limit)
    let end = try offsets(at: .end, of: partitions, client, within: limit)
    var ranges: [KafkaTopicPartition: KafkaOffsetRange] = [:]
    for (index, partition) in partitions.enumerated() {
      ranges[partition] = KafkaOffsetRange(low: low[index], end: end[index])
    }
    return ranges
  }

  /// Where each partition ends, in one request per broker. Blocks for at most `limit`.
  ///
  /// - Throws: also where one partition alone gives no answer.
  static func ends(
    of partitions: [KafkaTopicPartition], _ client: Client, within limit: Duration
  ) throws(KafkaError) -> [KafkaTopicPartition: Int64] {
    guard !partitions.isEmpty else { return [:] }
    let ends = try offsets(at: .end, of: partitions, client, within: limit)
    return Dictionary(zip(partitions, ends), uniquingKeysWith: { first, _ in first })
  }

  /// The first record of each partition that is not older than a time (milliseconds since 1970 UTC); nil where there is
  /// none. In one request per broker; blocks for at most `limit`.
  static func firsts(
    since times: [KafkaTopicPartition: Int64], _ client: Client, within limit: Duration
  ) throws(KafkaError) -> [KafkaTopicPartition: Int64?] {
    guard !times.isEmpty else { return [:] }
    let list = try PartitionList(times)
    let action = "asking for offsets by time"
    try ErrorGate.check(rd_kafka_offsets_for_times(client.pointer, list.pointer, limit.roundedMilliseconds), action)
    var found: [KafkaTopicPartition: Int64?] = [:]
    for partition in times.keys { found[partition] = .some(try list.offset(partition, action)) }
    return found
  }

  private static func offsets(
    at end: End, of partitions: [KafkaTopicPartition], _ client: Client, within limit: Duration
  ) throws(KafkaError) -> [Int64] {
    let list = try PartitionList(partitions, offset: end.rawValue)
    try ErrorGate.check(
      rd_kafka_offsets_for_times(client.pointer, list.pointer, limit.roundedMilliseconds),
      "asking for offsets")
    return try list.offsets(partitions, "asking for offsets")
  }
}

/// Owns a librdkafka list of partitions with offsets.
private struct PartitionList: ~Copyable {
  let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

  init(_ partitions: [KafkaTopicPartition], offset: Int64) throws(KafkaError) {
    try self.init(Dictionary(partitions.map { ($0, offset) }, uniquingKeysWith: { first, _ in first }))
  }

  init(_ offsets: [KafkaTopicPartition: Int64]) throws(KafkaError) {
    guard let pointer = rd_kafka_topic_partition_list_new(Int32(offsets.count)) else {
      throw KafkaError(.limitExceeded, "no memory for a list of \(offsets.count) partitions")
    }
    self.pointer = pointer
    for (partition, offset) in offsets {
      rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition).pointee.offset = offset
    }
  }

  deinit {
    rd_kafka_topic_partition_list_destroy(pointer)
  }

  /// Nil where it has none.
  func offset(_ partition: KafkaTopicPartition, _ action: String) throws(KafkaError) -> Int64? {
    guard let element = rd_kafka_topic_partition_list_find(pointer, partition.topic, partition.partition) else {
      throw ErrorGate.error(
        RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, action, topic: partition.topic, partition: partition.partition)
    }
    try ErrorGate.check(element.pointee.err, action, topic: partition.topic, partition: partition.partition)
    return element.pointee.offset < 0 ? nil : element.pointee.offset
  }

  /// The offsets in the order of `partitions`. The library may have sorted its list by leader.
  func offsets(_ partitions: [KafkaTopicPartition], _ action: String) throws(KafkaError) -> [Int64] {
    var offsets: [Int64] = []
    offsets.reserveCapacity(partitions.count)
    for partition in partitions {
      let element = rd_kafka_topic_partition_list_find(pointer, partition.topic, partition.partition)
      guard let element else {
        throw ErrorGate.error(
          RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, action, topic: partition.topic,
          partition: partition.partition)
      }
      try ErrorGate.check(
        element.pointee.err, action, topic: partition.topic, partition: partition.partition)
      guard element.pointee.offset >= 0 else {
        throw KafkaError(
          .timedOut, "the brokers named no offset for \(partition)", topic: partition.topic,
          partition: partition.partition, isRetriable: true)
      }
      offsets.append(element.pointee.offset)
    }
    return offsets
  }
}
