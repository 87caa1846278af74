import DarumaCore
import DarumaFeeds
package import DarumaJournal
package import DarumaKafka

/// Raw records of Kafka topics, from the positions that the journal holds.
package final class KafkaSource: InputSource {
  private let reader: KafkaReader

  /// Starts to read `topics`: each partition from its position, one without a position from its oldest record.
  package init(
    _ connection: KafkaConnection, topics: [String], positions: InputPositions,
    limits: KafkaReaderLimits = KafkaReaderLimits(), report: @escaping KafkaReporter,
    deaf: @escaping @Sendable () -> Void
  ) throws(KafkaError) {
    var offsets: [KafkaTopicPartition: Int64] = [:]
    for position in positions.all {
      offsets[KafkaTopicPartition(position.topic, position.partition)] = position.nextOffset
    }
    reader = try KafkaReader(
      connection, topics: topics, from: KafkaStart(offsets: offsets), limits: limits
    ) { told in
      report(told)
      // One broker of several may be away; silence means nothing only where none can be heard.
      if told.error?.libraryName == "_ALL_BROKERS_DOWN" { deaf() }
    }
  }

  package func next() async throws -> IncomingBatch? {
    guard let batch = try await reader.nextBatch() else { return nil }
    return IncomingBatch(records: batch.map(IncomingRecord.init), isCaughtUp: batch.isCaughtUp)
  }

  package func stop() async { await reader.stop() }
}

extension IncomingRecord {
  fileprivate init(_ record: KafkaRecord) {
    self.init(
      raw: RawRecord(
        value: record.value ?? [], key: record.key.map(Array.init),
        headers: record.headers.map { ($0.name, $0.value ?? []) },
        origin: .record(topic: record.topic, partition: record.partition, offset: record.offset),
        receivedAt: Instant(milliseconds: record.timestampMilliseconds ?? 0)),
      position: InputPosition(
        topic: record.topic, partition: record.partition, nextOffset: record.offset + 1))
  }
}
