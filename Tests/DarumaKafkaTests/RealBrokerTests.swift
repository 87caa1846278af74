import Foundation
import Testing

@testable import DarumaKafka

/// A broker process of its own: `DARUMA_TEST_BROKER` holds its address.
@Suite(
  "Against a real broker",
  .enabled(if: RealBroker.servers != nil, "DARUMA_TEST_BROKER is not set"), .serialized,
  .timeLimit(.minutes(15)))
struct RealBrokerTests {
  @Test("topics are made once, with their settings, and found there")
  func topics() async throws {
    let real = try RealBroker()
    let wanted = [
      KafkaNewTopic(name: real.name("plain"), partitions: 3, replicationFactor: 1),
      KafkaNewTopic(
        name: real.name("compact"), partitions: 1, replicationFactor: 1,
        settings: ["cleanup.policy": "compact"]),
    ]
    let admin = real.admin
    #expect(try await admin.createTopics(wanted).map(\.outcome) == [.created, .created])
    #expect(try await admin.createTopics(wanted).map(\.outcome) == [.alreadyExists, .alreadyExists])
    let found = try await admin.cluster().topics.filter { $0.name.hasPrefix(real.prefix) }
    #expect(found.map(\.name) == wanted.map(\.name).sorted())
    #expect(found.map(\.partitions.count).sorted() == [1, 3])
  }

  @Test("a topic that can't be made fails by itself and lets the others be")
  func refusedTopic() async throws {
    let real = try RealBroker()
    let outcomes = try await real.admin.createTopics([
      KafkaNewTopic(name: real.name("good"), partitions: 1, replicationFactor: 1),
      KafkaNewTopic(name: "no good name!", partitions: 1, replicationFactor: 1),
    ])
    #expect(outcomes.map(\.name) == [real.name("good"), "no good name!"])
    #expect(outcomes[0].outcome == .created)
    guard case .failed(let error) = outcomes[1].outcome else {
      Issue.record("a bad name was taken: \(outcomes[1])")
      return
    }
    #expect(error.topic == "no good name!")
  }

  @Test("records come back whole, in order and from every partition")
  func roundTrip() async throws {
    let real = try RealBroker()
    let topic = try await real.topic("trip", partitions: 3)
    let writer = try real.writer()
    let written = (0..<300).map { index in
      let key: [UInt8]? = index % 7 == 0 ? nil : Array("k\(index)".utf8)
      let value: [UInt8]? = index % 11 == 0 ? nil : Array("v\(index)".utf8)
      return KafkaOutgoing(
        topic: topic, partition: Int32(index % 3), key: key, value: value,
        headers: [KafkaHeader("n", "\(index)")])
    }
    let acknowledged = try await writer.send(written)
    #expect(acknowledged.map(\.offset) == (0..<300).map { Int64($0 / 3) })

    let reader = try real.reader([topic])
    let records = try await reader.recordsUntilCaughtUp()
    #expect(records.count == 300)
    for record in records {
      let origin = written[Int(record.offset) * 3 + Int(record.partition)]
      #expect(record.key.map(Array.init) == origin.key)
      #expect(record.value.map(Array.init) == origin.value)
      #expect(record.headers == origin.headers)
    }
    #expect(reader.progress().map(\.next) == [100, 100, 100])
    await reader.stop()
    await writer.close()
  }

  @Test("a reader resumes from positions, and from the latest")
  func positions() async throws {
    let real = try RealBroker()
    let topic = try await real.topic("resume", partitions: 1)
    let writer = try real.writer()
    try await writer.send((0..<10).map { KafkaOutgoing(topic, "\($0)") })
    let partition = KafkaTopicPartition(topic, 0)
    let middle = try real.reader([topic], from: KafkaStart(offsets: [partition: 7]))
    #expect(try await middle.recordsUntilCaughtUp().compactMap(\.text) == ["7", "8", "9"])
    await middle.stop()

    let latest = try real.reader([topic], from: .latest)
    #expect(try await latest.recordsUntilCaughtUp().isEmpty)
    try await writer.send([KafkaOutgoing(topic, "new")])
    #expect(try await latest.records(1).compactMap(\.text) == ["new"])
    await latest.stop()
    await writer.close()
  }

  @Test("a position that does not exist is refused with the range that does")
  func missingOffset() async throws {
    let real = try RealBroker()
    let topic = try await real.topic("missing", partitions: 1)
    let writer = try real.writer()
    try await writer.send([KafkaOutgoing(topic, "x")])
    let partition = KafkaTopicPartition(topic, 0)
    let reader = try real.reader([topic], from: KafkaStart(offsets: [partition: 99]))
    let error = try #require(await reader.failure())
    #expect(error.missingOffset?.available == KafkaOffsetRange(low: 0, end: 1))
    await reader.stop()
    await writer.close()
  }

  @Test("a topic that does not exist is an error, and reading does not make it")
  func missingTopic() async throws {
    let real = try RealBroker()
    let topic = real.name("never")
    var limits = KafkaReaderLimits()
    limits.unknownTopicGrace = .milliseconds(100)
    limits.retryPause = .milliseconds(20)
    let reader = try real.reader([topic], limits: limits)
    let error = try #require(await reader.failure())
    #expect(error.code == .unknownTopic)
    #expect(error.topic == topic)
    await reader.stop()
    #expect(try await !real.admin.cluster().topics.contains { $0.name == topic })
  }

  @Test("a record larger than the broker takes is refused by the broker, one of a megabyte is not")
  func sizes() async throws {
    let real = try RealBroker()
    let topic = try await real.topic("sizes", partitions: 1)
    var limits = KafkaWriterLimits()
    limits.recordBytes = 4_000_000
    let writer = try real.writer(limits)
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing(topic: topic, value: [UInt8](repeating: 1, count: 1_500_000))])
    }
    #expect(error?.failures.map(\.error.code) == [.messageTooLarge])
    let value = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    try await writer.send([KafkaOutgoing(topic: topic, value: value)])
    let reader = try real.reader([topic])
    #expect(try await reader.recordsUntilCaughtUp().map { $0.value.map(Array.init) } == [value])
    await reader.stop()
    await writer.close()
  }

  @Test("kcat and we read each other", .enabled(if: Kcat.path != nil, "kcat is not installed"))
  func kcat() async throws {
    let real = try RealBroker()
    let topic = try await real.topic("kcat", partitions: 1)
    let servers = try #require(RealBroker.servers)
    _ = try await Kcat.run(
      ["-b", servers, "-P", "-t", topic, "-K", "|", "-H", "from=kcat"], input: "k|theirs\n")
    let writer = try real.writer()
    try await writer.send([KafkaOutgoing(topic, "ours", key: "k")])
    await writer.close()
    let reader = try real.reader([topic])
    let records = try await reader.recordsUntilCaughtUp()
    #expect(records.compactMap(\.text) == ["theirs", "ours"])
    #expect(records.map(\.keyText) == ["k", "k"])
    #expect(records.first?.headers == [KafkaHeader("from", "kcat")])
    await reader.stop()
    let read = try await Kcat.run([
      "-q", "-b", servers, "-C", "-t", topic, "-o", "beginning", "-e", "-f", "%k=%s\\n",
    ])
    #expect(read == "k=theirs\nk=ours\n")
  }
}

/// Clients of the real broker, with topic names that no other run uses.
struct RealBroker {
  static let servers = ProcessInfo.processInfo.environment["DARUMA_TEST_BROKER"].flatMap {
    $0.isEmpty ? nil : $0
  }

  let connection: KafkaConnection
  let reports = ReportLog()
  let prefix = "daruma-test-\(UInt64.random(in: 0 ... .max))-"

  init() throws {
    let servers = Self.servers ?? ""
    connection = try KafkaConnection(bootstrapServers: servers.split(separator: ",").map(String.init))
  }

  var admin: KafkaAdmin { KafkaAdmin(connection, report: reports.reporter) }

  func name(_ name: String) -> String { prefix + name }

  /// A new topic; its full name.
  func topic(_ name: String, partitions: Int) async throws -> String {
    let topic = KafkaNewTopic(name: self.name(name), partitions: partitions, replicationFactor: 1)
    for creation in try await admin.createTopics([topic]) { try #require(creation.outcome == .created) }
    return topic.name
  }

  func writer(_ limits: KafkaWriterLimits = KafkaWriterLimits()) throws -> KafkaWriter {
    try KafkaWriter(connection, limits: limits, report: reports.reporter)
  }

  func reader(
    _ topics: [String], from start: KafkaStart = .earliest, limits: KafkaReaderLimits = KafkaReaderLimits()
  ) throws -> KafkaReader {
    try KafkaReader(connection, topics: topics, from: start, limits: limits, report: reports.reporter)
  }
}
