import CRdKafka

/// Which partitions the reader has started, and how it finds them: each one by hand, without a consumer
/// group, because positions live in the journal. Belongs to the reader's thread.
final class Assignment {
  private let client: Client
  private let queue: Queue
  private let topics: [Topic]
  private let limits: KafkaReaderLimits
  private var started: [(topic: Topic, partition: Int32)] = []
  /// Those that had no leader yet, and so said nothing of what they hold: read once they have one.
  private var leaderless: Set<KafkaTopicPartition> = []

  init(
    _ client: Client, _ queue: Queue, topics names: [String], _ limits: KafkaReaderLimits
  ) throws(KafkaError) {
    self.client = client
    self.queue = queue
    self.limits = limits
    var topics: [Topic] = []
    for name in names { topics.append(try Topic(client, name)) }
    self.topics = topics
  }

  /// What is to be read.
  struct Plan {
    fileprivate(set) var items: [Item]
    fileprivate(set) var leaderless: Set<KafkaTopicPartition>
  }

  /// Finds every partition and checks every start offset; of one without a leader later, the others need not wait for it.
  /// May be tried again.
  func plan(from start: KafkaStart) throws(KafkaError) -> Plan {
    var partitions: [KafkaTopicPartition] = []
    var leaderless: Set<KafkaTopicPartition> = []
    var missing: [KafkaMissingOffset] = []
    for topic in topics {
      let found = try self.partitions(of: topic)
      for partition in found {
        let id = KafkaTopicPartition(topic.name, partition.id)
        if partition.leader == nil { leaderless.insert(id) } else { partitions.append(id) }
      }
      missing += Self.vanished(start, topic.name, found.count)
    }
    let items = try items(of: partitions, start, missing)
    return Plan(items: items, leaderless: leaderless)
  }

  private func items(
    of partitions: [KafkaTopicPartition], _ start: KafkaStart, _ vanished: [KafkaMissingOffset]
  ) throws(KafkaError) -> [Item] {
    var missing = vanished
    let ranges = try OffsetQuery.ranges(of: partitions, client, within: limits.requestTimeout)
    var items: [Item] = []
    for partition in partitions {
      do throws(KafkaError) {
        items.append(try Self.plan(partition, ranges[partition], start))
      } catch {
        guard !error.missingOffsets.isEmpty else { throw error }
        missing += error.missingOffsets
      }
    }
    guard missing.isEmpty else { throw KafkaMissingOffset.error(missing) }
    return items
  }

  /// Starts to read what was planned. To be called once.
  func begin(_ plan: Plan, _ table: inout PartitionTable, _ board: ProgressBoard) throws(KafkaError) {
    leaderless = plan.leaderless
    let items = Dictionary(plan.items.map { ($0.partition, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, topic) in topics.enumerated() {
      let count = (plan.items.map(\.partition) + plan.leaderless).count { $0.topic == topic.name }
      for partition in 0..<count {
        table.addUnread(topic: index)
        guard let item = items[KafkaTopicPartition(topic.name, Int32(partition))] else { continue }
        try begin(item, topic, index, &table, board)
      }
    }
  }

  private func begin(
    _ item: Item, _ topic: Topic, _ index: Int, _ table: inout PartitionTable, _ board: ProgressBoard
  ) throws(KafkaError) {
    try startReading(topic, item.partition.partition, at: item.offset)
    table.begin(
      topic: index, partition: Int(item.partition.partition), at: item.position, endAtStart: item.range.end,
      expecting: item.mark)
    board.add(
      KafkaProgress(
        partition: item.partition, next: item.position, endAtStart: item.range.end, highWatermark: item.range.end))
  }

  /// Starts partitions that had no leader and have one now, each from its position in `start`.
  ///
  /// - Returns: Those that were started.
  func pickUpLed(
    from start: KafkaStart, _ table: inout PartitionTable, _ board: ProgressBoard
  ) throws(KafkaError) -> [KafkaTopicPartition] {
    guard !leaderless.isEmpty else { return [] }
    var led: [KafkaTopicPartition] = []
    for topic in topics where leaderless.contains(where: { $0.topic == topic.name }) {
      for partition in try partitions(of: topic) where partition.leader != nil {
        let id = KafkaTopicPartition(topic.name, partition.id)
        if leaderless.contains(id) { led.append(id) }
      }
    }
    let items = try items(of: led, start, [])
    for (index, topic) in topics.enumerated() {
      for item in items where item.partition.topic == topic.name {
        try begin(item, topic, index, &table, board)
        leaderless.remove(item.partition)
      }
    }
    return led
  }

  /// Starts partitions that were added to a topic, from their first record.
  func pickUpNew(
    _ table: inout PartitionTable, _ board: ProgressBoard
  ) throws(KafkaError) -> [KafkaTopicPartition] {
    var found: [KafkaTopicPartition] = []
    for (index, topic) in topics.enumerated() {
      let known = table.partitions[index].count
      for partition in try known..<max(known, partitions(of: topic).count) {
        try startReading(topic, Int32(partition), at: Int64(RD_KAFKA_OFFSET_BEGINNING))
        table.add(topic: index, startingAt: 0, endAtStart: nil)
        let id = KafkaTopicPartition(topic.name, Int32(partition))
        board.add(KafkaProgress(partition: id, next: 0, endAtStart: nil, highWatermark: 0))
        found.append(id)
      }
    }
    return found
  }

  /// High watermarks as last told with a fetch; partitions not fetched yet are left out.
  func highWatermarks() -> [(partition: KafkaTopicPartition, value: Int64)] {
    started.compactMap { topic, partition in
      var low: Int64 = 0
      var high: Int64 = 0
      let code = rd_kafka_get_watermark_offsets(client.pointer, topic.name, partition, &low, &high)
      guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
      return (KafkaTopicPartition(topic.name, partition), high)
    }
  }

  /// What the partition holds now; nil if the brokers don't say.
  func range(of partition: KafkaTopicPartition) -> KafkaOffsetRange? {
    try? OffsetQuery.ranges(of: [partition], client, within: limits.requestTimeout)[partition]
  }

  /// Stops every partition. Blocks until librdkafka's threads have let go of them.
  func stop() -> [KafkaError] {
    defer { started = [] }
    return started.compactMap { topic, partition in
      guard rd_kafka_consume_stop(topic.pointer, partition) != 0 else { return nil }
      return ErrorGate.error(rd_kafka_last_error(), "stopping", topic: topic.name, partition: partition)
    }
  }

  private func startReading(_ topic: Topic, _ partition: Int32, at offset: Int64) throws(KafkaError) {
    guard rd_kafka_consume_start_queue(topic.pointer, partition, offset, queue.pointer) == 0 else {
      throw ErrorGate.error(
        rd_kafka_last_error(), "starting to read", topic: topic.name, partition: partition)
    }
    started.append((topic, partition))
  }

  /// One topic a request: asking for all known ones lets librdkafka 2.0.2 create those that are missing.
  private func partitions(of topic: Topic) throws(KafkaError) -> [KafkaPartition] {
    let metadata = try ClusterMetadata(of: topic, client, within: limits.requestTimeout)
    guard let answer = metadata.topics[topic.name] else {
      throw ErrorGate.error(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, "reading metadata", topic: topic.name)
    }
    let partitions = try answer.get().partitions
    guard !partitions.isEmpty else {
      throw ErrorGate.error(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, "reading metadata", topic: topic.name)
    }
    return partitions
  }
}

extension Assignment {
  struct Item {
    let partition: KafkaTopicPartition
    let range: KafkaOffsetRange
    /// What librdkafka is told: an offset, or "the beginning".
    let offset: Int64
    /// The first offset that can come.
    let position: Int64
    /// What the record at `position` has to be; it was handed out before.
    var mark: KafkaMark?
  }

  /// Positions of partitions that the topic does not have; where nothing was read there is nothing to lose.
  static func vanished(_ start: KafkaStart, _ topic: String, _ count: Int) -> [KafkaMissingOffset] {
    start.offsets.filter { $0.key.topic == topic && Int($0.key.partition) >= count && $0.value > 0 }
      .sorted { $0.key < $1.key }
      .map { KafkaMissingOffset(partition: $0.key, wanted: $0.value, kind: .noPartition, available: nil) }
  }

  /// - Throws: `offsetMissing` if the wanted offset is not in the partition any more, or not yet.
  static func plan(
    _ partition: KafkaTopicPartition, _ range: KafkaOffsetRange?, _ start: KafkaStart
  ) throws(KafkaError) -> Item {
    guard let range else {
      throw KafkaError(.timedOut, "the brokers named no offsets for \(partition)", isRetriable: true)
    }
    if let wanted = start.offsets[partition] {
      guard wanted >= range.low, wanted <= range.end else {
        throw KafkaMissingOffset(partition: partition, wanted: wanted, available: range).error
      }
      // The record before is read again where it is still there: retention may have removed it.
      if let mark = start.marks[partition], wanted > range.low {
        return Item(partition: partition, range: range, offset: wanted - 1, position: wanted - 1, mark: mark)
      }
      return Item(partition: partition, range: range, offset: wanted, position: wanted)
    }
    return switch start.otherwise {
    case .earliest:
      // Not the number just read: retention may remove that record before the first fetch.
      Item(
        partition: partition, range: range, offset: Int64(RD_KAFKA_OFFSET_BEGINNING), position: range.low)
    case .latest:
      Item(partition: partition, range: range, offset: range.end, position: range.end)
    }
  }
}
