import DarumaCore
import DarumaFeeds
package import DarumaJournal
package import DarumaKafka

/// Raw records of Kafka topics, from the positions that the journal holds.
package final class KafkaSource: InputSource {
  private let reader: KafkaReader
  private let clock: any WorkerClock
  private let control: String

  /// Starts to read `topics`: each partition from its position, one without a position from its oldest record.
  ///
  /// - Parameters:
  ///   - control: the one of them that holds operators' commands.
  ///   - clock: dates records that bear no time stamp.
  ///   - doubt: called, on the reader's own thread, when all brokers seem to be out of reach.
  package init(
    _ connection: KafkaConnection, topics: [String], control: String, positions: InputPositions,
    limits: KafkaReaderLimits = KafkaReaderLimits(), clock: any WorkerClock, report: @escaping KafkaReporter,
    doubt: @escaping @Sendable () -> Void
  ) throws(KafkaError) {
    self.clock = clock
    self.control = control
    var offsets: [KafkaTopicPartition: Int64] = [:]
    for position in positions.all {
      offsets[KafkaTopicPartition(position.topic, position.partition)] = position.nextOffset
    }
    reader = try KafkaReader(
      connection, topics: topics, from: KafkaStart(offsets: offsets), limits: limits
    ) { told in
      report(told)
      if told.error?.libraryName == "_ALL_BROKERS_DOWN" { doubt() }
    }
  }

  package func next() async throws -> IncomingBatch? {
    guard let batch = try await reader.nextBatch() else { return nil }
    let now = clock.now
    return IncomingBatch(records: batch.map { IncomingRecord($0, $0.topic == control ? .control : .events, now) })
  }

  package func hear() async throws { try await reader.hear() }

  package func stop() async { await reader.stop() }
}

extension IncomingRecord {
  fileprivate init(_ record: KafkaRecord, _ road: RawRecord.Road, _ now: Instant) {
    self.init(
      raw: RawRecord(
        value: record.value ?? [], key: record.key.map(Array.init),
        headers: record.headers.map { ($0.name, $0.value ?? []) },
        origin: .record(topic: record.topic, partition: record.partition, offset: record.offset),
        receivedAt: record.timestampMilliseconds.map { Instant(milliseconds: $0) } ?? now, road: road),
      position: InputPosition(
        topic: record.topic, partition: record.partition, nextOffset: record.offset + 1))
  }
}
