import Synchronization
import Testing

@testable import DarumaKafka

/// An embedded cluster with clients that are quick to notice and to forget faults.
struct Bench {
  let broker: EmbeddedBroker
  let connection: KafkaConnection
  let reports = ReportLog()

  init(brokers: Int = 1, topics: [String: Int] = [:]) throws {
    broker = try EmbeddedBroker(brokers: brokers, report: { _ in })
    connection = try KafkaConnection(
      bootstrapServers: broker.bootstrapServers,
      properties: ["reconnect.backoff.ms": "10", "reconnect.backoff.max.ms": "50"])
    for (topic, partitions) in topics {
      try broker.createTopic(topic, partitions: partitions)
    }
  }

  func writer(_ limits: KafkaWriterLimits = KafkaWriterLimits()) throws -> KafkaWriter {
    try KafkaWriter(connection, limits: limits, report: reports.reporter)
  }

  func reader(
    _ topics: [String], from start: KafkaStart = .earliest, limits: KafkaReaderLimits = Bench.readerLimits
  ) throws -> KafkaReader {
    try KafkaReader(connection, topics: topics, from: start, limits: limits, report: reports.reporter)
  }

  /// Takes a broker down, but not while kcat is being started; see `EmbeddedBroker.takeDown`.
  func takeDown(_ id: Int32) throws(KafkaError) {
    try Kcat.starting.withLock { _ throws(KafkaError) in try broker.takeDown(id) }
  }

  static var readerLimits: KafkaReaderLimits {
    var limits = KafkaReaderLimits()
    // The embedded broker doesn't cut a fetch wait short when a record arrives.
    limits.fetchWait = .milliseconds(10)
    limits.retryPause = .milliseconds(20)
    limits.tick = .milliseconds(100)
    return limits
  }
}

extension KafkaReader {
  /// The next `count` records, or those up to the reader's end.
  func records(_ count: Int) async throws -> [KafkaRecord] {
    var records: [KafkaRecord] = []
    while records.count < count, let batch = try await nextBatch() { records += batch }
    return records
  }

  /// Everything that the topics held when the reader started.
  func recordsUntilCaughtUp() async throws -> [KafkaRecord] {
    var records: [KafkaRecord] = []
    while let batch = try await nextBatch() {
      records += batch
      if batch.isCaughtUp { break }
    }
    return records
  }

  /// The error that ends this reader.
  func failure() async -> KafkaError? {
    do {
      while try await nextBatch() != nil {}
      return nil
    } catch {
      return error
    }
  }
}

extension KafkaRecord {
  var text: String? { value.map { String(decoding: $0, as: UTF8.self) } }
  var keyText: String? { key.map { String(decoding: $0, as: UTF8.self) } }
}

extension KafkaOutgoing {
  init(_ topic: String, _ text: String, key: String? = nil, partition: Int32? = nil) {
    self.init(topic: topic, partition: partition, key: key.map { Array($0.utf8) }, value: Array(text.utf8))
  }
}
