import Testing

@testable import DarumaKafka

@Suite("The embedded broker", .timeLimit(.minutes(15)))
struct EmbeddedBrokerTests {
  @Test("lists its brokers and topics to any client")
  func cluster() async throws {
    let bench = try Bench(brokers: 3, topics: ["b": 2, "a": 1])
    #expect(bench.broker.bootstrapServers.count == 3)
    let cluster = try await KafkaAdmin(bench.connection, report: bench.reports.reporter).cluster()
    #expect(cluster.brokers.map(\.id).sorted() == [1, 2, 3])
    #expect(cluster.topics.map(\.name) == ["a", "b"])
    #expect(cluster.topics[1].partitions.map(\.id) == [0, 1])
    #expect(cluster.topics[1].partitions.allSatisfy { $0.leader != nil })
  }

  @Test("tells the range of offsets of each partition")
  func ranges() async throws {
    let bench = try Bench(topics: ["t": 2])
    let writer = try bench.writer()
    try await writer.send((0..<3).map { KafkaOutgoing("t", "\($0)", partition: 1) })
    let admin = KafkaAdmin(bench.connection, report: bench.reports.reporter)
    #expect(
      try await admin.offsetRanges(of: ["t"]) == [
        KafkaTopicPartition("t", 0): KafkaOffsetRange(low: 0, end: 0),
        KafkaTopicPartition("t", 1): KafkaOffsetRange(low: 0, end: 3),
      ])
    let error = await #expect(throws: KafkaError.self) { try await admin.offsetRanges(of: ["none"]) }
    #expect(error?.code == .unknownTopic)
    await writer.close()
  }

  @Test("refuses a topic that is there already")
  func topicTwice() throws {
    let bench = try Bench(topics: ["t": 1])
    let error = #expect(throws: KafkaError.self) { try bench.broker.createTopic("t", partitions: 1) }
    #expect(error?.code == .topicExists)
  }

  @Test("has no admin API, and the admin says so instead of hanging")
  func noAdmin() async throws {
    let bench = try Bench()
    let admin = KafkaAdmin(bench.connection, timeout: .seconds(2), report: bench.reports.reporter)
    let error = await #expect(throws: KafkaError.self) {
      try await admin.createTopics([KafkaNewTopic(name: "t", partitions: 1)])
    }
    let code = try #require(error?.code)
    // It either ignores the request or hangs up.
    #expect([.timedOut, .brokerUnreachable, .notSupported].contains(code))
  }

  @Test("can be stopped, more than once, and takes no orders afterwards")
  func stop() async throws {
    let bench = try Bench()
    #expect(await bench.broker.stop() == .closed)
    #expect(await bench.broker.stop() == .closed)
    let error = #expect(throws: KafkaError.self) { try bench.broker.createTopic("t", partitions: 1) }
    #expect(error?.code == .stopped)
  }

  @Test("refuses a number of brokers that makes no sense", arguments: [0, -1, 101])
  func brokers(count: Int) {
    #expect(throws: KafkaError.self) { try EmbeddedBroker(brokers: count, report: { _ in }) }
  }
}
