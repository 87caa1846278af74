import Testing

@testable import DarumaKafka

@Suite("Lost records are said, not skipped", .timeLimit(.minutes(15)))
struct KafkaLostRecordsTests {
  @Test(
    "when a reader is to start outside of what exists",
    arguments: [(wanted: Int64(11), isRefused: true), (10, false)])
  func startBeyondEnd(wanted: Int64, isRefused: Bool) async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send((0..<10).map { KafkaOutgoing("t", "\($0)") })
    let partition = KafkaTopicPartition("t", 0)
    let reader = try bench.reader(["t"], from: KafkaStart(offsets: [partition: wanted]))
    if isRefused {
      let error = try #require(await reader.failure())
      #expect(error.code == .offsetMissing)
      #expect(error.isFatal)
      #expect(!error.isRetriable)
      #expect(
        error.missingOffset
          == KafkaMissingOffset(
            partition: partition, wanted: wanted, available: KafkaOffsetRange(low: 0, end: 10)))
    } else {
      #expect(try await reader.nextBatch()?.isCaughtUp == true)
    }
    #expect(await reader.stop() == .closed)
    await writer.close()
  }

  @Test("when the broker drops them before a slow reader gets there")
  func evicted() async throws {
    let bench = try Bench(topics: ["t": 1])
    var writerLimits = KafkaWriterLimits()
    writerLimits.linger = .zero
    let writer = try bench.writer(writerLimits)
    let value = [UInt8](repeating: 7, count: 100_000)
    // Each send is a batch of its own, as the embedded broker drops whole batches.
    for _ in 0..<10 { try await writer.send([KafkaOutgoing(topic: "t", value: value)]) }

    var limits = Bench.readerLimits
    limits.recordsPerBatch = 1
    limits.batchesInFlight = 1
    limits.queuedBytes = 100_000
    limits.queuedRecords = 1
    let reader = try bench.reader(["t"], limits: limits)
    #expect(try await reader.records(1).map(\.offset) == [0])
    // More than the 5 MiB that the embedded broker keeps of a partition.
    for _ in 0..<80 { try await writer.send([KafkaOutgoing(topic: "t", value: value)]) }

    let error = try #require(await reader.failure())
    #expect(error.code == .offsetMissing)
    let missing = try #require(error.missingOffset)
    #expect(missing.partition == KafkaTopicPartition("t", 0))
    let available = try #require(missing.available)
    #expect(missing.wanted < available.low)
    #expect(available.end == 90)
    await reader.stop()
    await writer.close()
  }

  @Test("when a topic has fewer partitions than there are positions for")
  func vanishedPartition() async throws {
    let bench = try Bench(topics: ["t": 2])
    let reader = try bench.reader(["t"], from: KafkaStart(offsets: [KafkaTopicPartition("t", 2): 5]))
    let error = try #require(await reader.failure())
    #expect(error.code == .unknownPartition)
    #expect(error.topic == "t")
    #expect(error.partition == 2)
    await reader.stop()
  }

  @Test("when a topic is missing at the start, after the grace period")
  func missingTopic() async throws {
    let bench = try Bench()
    try bench.broker.hideTopic("t")
    var limits = Bench.readerLimits
    limits.unknownTopicGrace = .milliseconds(100)
    let reader = try bench.reader(["t"], limits: limits)
    let error = try #require(await reader.failure())
    #expect(error.code == .unknownTopic)
    #expect(error.topic == "t")
    await reader.stop()
  }

  @Test("but a topic that appears within the grace period is read")
  func lateTopic() async throws {
    let bench = try Bench(topics: ["t": 1])
    try bench.broker.hideTopic("t")
    let reader = try bench.reader(["t"])
    _ = await bench.reports.first { $0.error?.code == .unknownTopic }
    try bench.broker.showTopic("t")
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    await reader.stop()
  }

  @Test("when a topic vanishes while it is read")
  func vanishedTopic() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = Bench.readerLimits
    limits.unknownTopicGrace = .milliseconds(100)
    limits.metadataRefresh = .milliseconds(50)
    let reader = try bench.reader(["t"], limits: limits)
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    try bench.broker.hideTopic("t")
    let error = try #require(await reader.failure())
    #expect(error.code == .unknownTopic)
    await reader.stop()
  }

  @Test("when a topic must not be read")
  func forbidden() async throws {
    let bench = try Bench(topics: ["t": 1])
    let reader = try bench.reader(["t"])
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    // More than one, as librdkafka passes over an error in the answer that tells of the partition's end.
    try bench.broker.fail(.fetch, with: [.topicNotAuthorized, .topicNotAuthorized, .topicNotAuthorized])
    let error = try #require(await reader.failure())
    #expect(error.code == .notAuthorized)
    #expect(error.topic == "t")
    await reader.stop()
  }
}
