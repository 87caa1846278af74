import CRdKafka

/// Turns what librdkafka has fetched into batches. Belongs to the reader's thread.
final class BatchDrain {
  /// A message that goes into the batch being made.
  private struct Chosen {
    let message: UnsafeMutablePointer<rd_kafka_message_t>
    let topic: Int32
    let headers: MessageHeaders
  }

  var table: PartitionTable
  /// A partition said that its topic is unknown: to be checked against the cluster's metadata.
  private(set) var doubtsTopics = false

  private let buffer: MessageBuffer
  private let limits: KafkaReaderLimits
  private let report: KafkaReporter
  private var chosen: [Chosen] = []
  private var topicIndices: [OpaquePointer: Int] = [:]
  /// Records dropped because they had been read before, since that was last reported.
  private var repeated: [KafkaTopicPartition: Int] = [:]
  private var failure: KafkaError?
  private var hasToldCaughtUp = false

  init(
    _ queue: Queue, _ table: PartitionTable, _ limits: KafkaReaderLimits, _ report: @escaping KafkaReporter
  ) {
    buffer = MessageBuffer(queue, capacity: limits.recordsPerBatch)
    self.table = table
    self.limits = limits
    self.report = report
  }

  /// The next batch; nil if there is nothing to hand out right now.
  /// - Throws: what stops the reader for good, after everything before it has been handed out.
  func nextBatch() throws(KafkaError) -> KafkaBatch? {
    while true {
      if let failure { throw failure }
      if buffer.indices.isEmpty, try !buffer.refill() { break }
      let (end, bytes, headers) = chooseMessages()
      if !repeated.isEmpty { reportRepeated() }
      let batch = chosen.isEmpty ? nil : makeBatch(byteCount: bytes, headerCount: headers)
      // It refers to the messages that are released now.
      chosen.removeAll(keepingCapacity: true)
      buffer.release(upTo: end)
      if let batch { return batch }
    }
    // An empty partition delivers nothing that could carry the news that it has been read.
    return table.isCaughtUp && !hasToldCaughtUp ? makeBatch(byteCount: 0, headerCount: 0) : nil
  }

  /// Positions that moved without a record, if nothing is waiting to be handed out.
  func takeQuietMoves() -> [KafkaPosition] {
    buffer.indices.isEmpty ? table.takeMoved() : []
  }

  func clearDoubts() {
    doubtsTopics = false
  }

  /// Frees the C messages still held; nothing may be taken afterwards.
  func releaseMessages() {
    buffer.release(upTo: buffer.indices.upperBound)
  }

  /// Chooses messages up to a limit or a failure, and says where the next batch begins.
  private func chooseMessages() -> (end: Int, bytes: Int, headers: Int) {
    var bytes = 0
    var headerCount = 0
    for index in buffer.indices {
      guard let message = buffer[index] else { continue }
      guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
        digest(message.pointee)
        if failure != nil { return (index + 1, bytes, headerCount) }
        continue
      }
      let headers = MessageHeaders(of: message)
      let size = message.pointee.len + message.pointee.key_len + headers.byteCount
      if !chosen.isEmpty, bytes + size > limits.bytesPerBatch { return (index, bytes, headerCount) }
      guard let topic = accept(message) else {
        if failure != nil { return (index + 1, bytes, headerCount) }
        continue
      }
      if headers.isUnreadable { reportUnreadableHeaders(message.pointee) }
      chosen.append(Chosen(message: message, topic: Int32(topic), headers: headers))
      bytes += size
      headerCount += headers.count
    }
    return (buffer.indices.upperBound, bytes, headerCount)
  }

  /// The message's topic as an index of the table; nil if it must be dropped.
  private func accept(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> Int? {
    let partition = Int(message.pointee.partition)
    guard let topic = topicIndex(message.pointee.rkt), table.contains(topic: topic, partition: partition)
    else {
      report(KafkaReport(.error, label: "record-of-unread-partition", "a record came that was not asked for"))
      return nil
    }
    let offset = message.pointee.offset
    switch table.compare(topic: topic, partition: partition, offset: offset, with: { KafkaMark(of: message) }) {
    case .notIt: break
    case .asBefore: return nil
    case .another:
      failure =
        KafkaMissingOffset(partition: table.id(topic, partition), wanted: offset + 1, kind: .replaced, available: nil)
        .error
      return nil
    }
    guard table.accept(topic: topic, partition: partition, offset: message.pointee.offset) else {
      repeated[table.id(topic, partition), default: 0] += 1
      return nil
    }
    return topic
  }

  private func reportRepeated() {
    for (partition, count) in repeated.sorted(by: { $0.key < $1.key }) {
      report(
        KafkaReport(
          .warning, label: "records-repeated",
          "\(partition) delivered \(count) records again that had been read before; they were dropped"))
    }
    repeated.removeAll(keepingCapacity: true)
  }

  /// Deals with a message that is no record but news about its partition.
  private func digest(_ message: rd_kafka_message_t) {
    let topic = topicIndex(message.rkt)
    let place = topic.map { table.id($0, Int(message.partition)) }
    switch message.err {
    case RD_KAFKA_RESP_ERR__PARTITION_EOF:
      if let topic, table.contains(topic: topic, partition: Int(message.partition)) {
        failure = missingEnd(topic, Int(message.partition), end: message.offset)
        table.reachedEnd(topic: topic, partition: Int(message.partition), offset: message.offset)
      }
    case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET where message.offset >= 0:
      failure = place.map {
        KafkaMissingOffset(partition: $0, wanted: message.offset, available: nil).error
      }
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
      RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      doubtsTopics = true
    default:
      let error = ErrorGate.error(
        message.err, "reading", detail: message.payload.map { text(of: message, at: $0) },
        topic: place?.topic, partition: place?.partition)
      // Skipping any of the others would lose records without a word.
      if error.isRetriable { report(KafkaReport(.warning, error)) } else { failure = error }
    }
  }

  /// The partition ends before the record that was read last: it was cut off since its end was asked for.
  private func missingEnd(_ topic: Int, _ partition: Int, end: Int64) -> KafkaError? {
    let known = table.partitions[topic][partition]
    guard known.expected != nil, end <= known.next else { return nil }
    return KafkaMissingOffset(partition: table.id(topic, partition), wanted: known.next + 1, available: nil).error
  }

  private func text(of message: rd_kafka_message_t, at payload: UnsafeMutableRawPointer) -> String {
    String(decoding: UnsafeRawBufferPointer(start: payload, count: message.len), as: UTF8.self)
  }

  private func reportUnreadableHeaders(_ message: rd_kafka_message_t) {
    let topic = topicIndex(message.rkt).map { table.topics[$0] } ?? ""
    report(
      KafkaReport(
        .warning, label: "headers-unreadable",
        "the headers of \(topic)[\(message.partition)] offset \(message.offset) can't be read; "
          + "the record is handed out without them"))
  }

  /// librdkafka gives its own topic object with each message; the name is looked up once per object.
  private func topicIndex(_ pointer: OpaquePointer?) -> Int? {
    guard let pointer else { return nil }
    if let index = topicIndices[pointer] { return index }
    guard let name = rd_kafka_topic_name(pointer) else { return nil }
    let index = table.topics.firstIndex(of: String(cString: name))
    topicIndices[pointer] = index
    return index
  }

  private func makeBatch(byteCount: Int, headerCount: Int) -> KafkaBatch {
    var entries: [BatchStorage.Entry] = []
    entries.reserveCapacity(chosen.count)
    var headers: [BatchStorage.Header] = []
    headers.reserveCapacity(headerCount)
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { target, filled in
      var writer = BatchWriter(UnsafeMutableRawBufferPointer(target))
      for item in chosen {
        entries.append(writer.write(item.message, item.topic, item.headers, &headers))
      }
      filled = writer.used
    }
    hasToldCaughtUp = hasToldCaughtUp || table.isCaughtUp
    return KafkaBatch(
      storage: BatchStorage(topics: table.topics, bytes: bytes, entries: entries, headers: headers),
      positions: table.takeMoved(), isCaughtUp: table.isCaughtUp)
  }
}
