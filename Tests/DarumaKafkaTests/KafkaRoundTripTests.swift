import Testing

@testable import DarumaKafka

@Suite("What is written is read", .timeLimit(.minutes(15)))
struct KafkaRoundTripTests {
  @Test("byte for byte: keys, values, headers, times, and the difference between none and empty")
  func faithful() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    let headers = [
      KafkaHeader("trace", "1"), KafkaHeader("trace", "2"), KafkaHeader(name: "none", value: nil),
      KafkaHeader(name: "empty", value: []), KafkaHeader(name: "バイト", value: [0, 255]),
    ]
    let written = [
      KafkaOutgoing(
        topic: "t", key: Array("k".utf8), value: [0, 1, 255], headers: headers,
        timestampMilliseconds: 1_700_000_000_123),
      KafkaOutgoing(topic: "t", key: nil, value: Array("no key".utf8)),
      KafkaOutgoing(topic: "t", key: Array("k".utf8), value: nil),
      KafkaOutgoing(topic: "t", key: [], value: []),
      KafkaOutgoing(topic: "t", key: nil, value: nil, headers: [KafkaHeader("only", "header")]),
    ]
    let acknowledged = try await writer.send(written)
    #expect(acknowledged.map(\.offset) == [0, 1, 2, 3, 4])
    #expect(acknowledged.map(\.index) == [0, 1, 2, 3, 4])

    let reader = try bench.reader(["t"])
    let read = try await reader.recordsUntilCaughtUp()
    #expect(read.map { $0.key.map(Array.init) } == written.map(\.key))
    #expect(read.map { $0.value.map(Array.init) } == written.map(\.value))
    #expect(read.map(\.headers) == written.map(\.headers))
    #expect(read.map(\.offset) == [0, 1, 2, 3, 4])
    #expect(read[0].timestampMilliseconds == 1_700_000_000_123)
    #expect(read.allSatisfy { $0.topic == "t" && $0.partition == 0 })
    #expect(read[0].withValue { $0.map(Array.init) } == [0, 1, 255])
    #expect(read[2].withValue { $0 == nil })
    await reader.stop()
    await writer.close()
  }

  @Test("in order within each partition, over several topics, partitions and batches")
  func ordered() async throws {
    let bench = try Bench(brokers: 3, topics: ["a": 3, "b": 2])
    let writer = try bench.writer()
    let count = 500
    for topic in ["a", "b"] {
      try await writer.send((0..<count).map { KafkaOutgoing(topic, "\($0)", key: "key \($0 % 17)") })
    }
    var limits = Bench.readerLimits
    limits.recordsPerBatch = 64
    let reader = try bench.reader(["a", "b"], limits: limits)
    let records = try await reader.recordsUntilCaughtUp()
    #expect(records.count == 2 * count)
    let byPartition = Dictionary(grouping: records) { KafkaTopicPartition($0.topic, $0.partition) }
    #expect(byPartition.count == 5)
    for (_, records) in byPartition {
      #expect(records.map(\.offset) == Array(0..<Int64(records.count)))
      let numbers = records.compactMap { $0.text.flatMap(Int.init) }
      #expect(numbers == numbers.sorted())
    }
    // The same key always goes to the same partition.
    for (_, records) in Dictionary(grouping: records, by: { "\($0.topic) \($0.keyText ?? "")" }) {
      #expect(Set(records.map(\.partition)).count == 1)
    }
    await reader.stop()
    await writer.close()
  }

  @Test("when it is a megabyte large, in a batch of its own if it exceeds the batch")
  func large() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    let value = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try await writer.send([
      KafkaOutgoing("t", "before"), KafkaOutgoing(topic: "t", value: value), KafkaOutgoing("t", "after"),
    ])
    var limits = Bench.readerLimits
    limits.bytesPerBatch = 1_000
    let reader = try bench.reader(["t"], limits: limits)
    var sizes: [Int] = []
    var records: [KafkaRecord] = []
    while records.count < 3, let batch = try await reader.nextBatch() {
      sizes.append(batch.byteCount)
      records += batch
    }
    #expect(sizes == [6, 1_000_000, 5])
    #expect(records[1].value.map(Array.init) == value)
    await reader.stop()
    await writer.close()
  }

  @Test("in batches of no more than the bytes allowed, with nothing lost between two of them")
  func byteLimit() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send((100..<200).map { KafkaOutgoing("t", "\($0)") })
    var limits = Bench.readerLimits
    limits.bytesPerBatch = 10
    let reader = try bench.reader(["t"], limits: limits)
    var texts: [String] = []
    while texts.count < 100, let batch = try await reader.nextBatch() {
      #expect(batch.byteCount <= 10)
      texts += batch.compactMap(\.text)
    }
    #expect(texts == (100..<200).map { "\($0)" })
    await reader.stop()
    await writer.close()
  }

  @Test("with the partition that the caller names")
  func namedPartition() async throws {
    let bench = try Bench(topics: ["t": 4])
    let writer = try bench.writer()
    let acknowledged = try await writer.send((0..<4).map { KafkaOutgoing("t", "x", partition: Int32($0)) })
    #expect(acknowledged.map(\.partition) == (0..<4).map { KafkaTopicPartition("t", Int32($0)) })
    await writer.close()
  }
}
