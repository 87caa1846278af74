import Testing

@testable import DarumaKafka

@Suite("A writer", .timeLimit(.minutes(15)))
struct KafkaWriterTests {
  @Test("answers an empty send at once")
  func empty() async throws {
    let bench = try Bench()
    let writer = try bench.writer()
    #expect(try await writer.send([]).isEmpty)
    #expect(await writer.close() == .closed)
  }

  @Test("lets many sends share what may be in flight")
  func manySends() async throws {
    let bench = try Bench(topics: ["t": 2])
    var limits = KafkaWriterLimits()
    limits.recordsInFlight = 7
    // So long that a lost wake-up fails the test.
    limits.tick = .seconds(60)
    let writer = try bench.writer(limits)
    let offsets = try await withThrowingTaskGroup(of: [KafkaAcknowledgement].self) { group in
      for index in 0..<100 {
        group.addTask { try await writer.send((0..<3).map { KafkaOutgoing("t", "\(index).\($0)") }) }
      }
      return try await group.reduce(into: [KafkaTopicPartition: [Int64]]()) { offsets, acknowledged in
        for item in acknowledged { offsets[item.partition, default: []].append(item.offset) }
      }
    }
    #expect(offsets.values.map(\.count).reduce(0, +) == 300)
    for (_, offsets) in offsets { #expect(offsets.sorted() == Array(0..<Int64(offsets.count))) }
    await writer.close()
  }

  @Test("refuses a record over the limit before it writes anything of the send")
  func tooLarge() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = KafkaWriterLimits()
    limits.recordBytes = 10_000
    let writer = try bench.writer(limits)
    let large = KafkaOutgoing(topic: "t", value: [UInt8](repeating: 0, count: 10_000))
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "small"), large])
    }
    #expect(error?.failures.map(\.error.code) == [.messageTooLarge, .messageTooLarge])
    #expect(error?.isFatal == false)
    #expect(try await writer.send([KafkaOutgoing("t", "small")]).map(\.offset) == [0])
    await writer.close()
  }

  @Test("passes on that the broker finds a record too large")
  func brokerRefuses() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try bench.broker.fail(.produce, with: [.messageTooLarge])
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "x")])
    }
    #expect(error?.failures.map(\.error.code) == [.messageTooLarge])
    #expect(error?.failures.map(\.mayBeWritten) == [false])
    #expect(error?.failures.map(\.error.topic) == ["t"])
    await writer.close()
  }

  @Test("refuses a partition that does not exist")
  func unknownPartition() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    // Known topics are refused on the spot, unknown ones with the delivery report.
    try await writer.send([KafkaOutgoing("t", "x", partition: 0)])
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([
        KafkaOutgoing("t", "good", partition: 0),
        KafkaOutgoing(
          topic: "t", partition: 9, value: [1], headers: [KafkaHeader("kept", "by us")]),
      ])
    }
    #expect(error?.failures.map(\.index) == [1])
    #expect(error?.failures.map(\.error.code) == [.unknownPartition])
    #expect(error?.acknowledged.map(\.offset) == [1])
    await writer.close()
  }

  @Test("times out when no broker answers, and says whether the record may be written")
  func timeout() async throws {
    let bench = try Bench(topics: ["t": 1])
    try bench.takeDown(1)
    var limits = KafkaWriterLimits()
    limits.deliveryTimeout = .milliseconds(200)
    let writer = try bench.writer(limits)
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "x")])
    }
    #expect(error?.failures.map(\.error.code) == [.timedOut])
    #expect(error?.failures.map(\.mayBeWritten) == [false])
    #expect(error?.isRetriable == true)
    #expect(await writer.close() == .closed)
  }

  @Test("that librdkafka gives up on says so for good, and a new one goes on")
  func fatal() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send([KafkaOutgoing("t", "one")])
    try bench.broker.fail(.produce, with: [.outOfOrderSequence])
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "two")])
    }
    #expect(error?.isFatal == true)
    #expect(error?.isRetriable == false)
    #expect(error?.failures.map(\.error.code) == [.clientBroken])
    let again = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "three")])
    }
    #expect(again?.isFatal == true)
    #expect(again?.failures.map(\.mayBeWritten) == [false])
    #expect(await writer.close() == .closed)

    let next = try bench.writer()
    #expect(try await next.send([KafkaOutgoing("t", "two")]).map(\.offset) == [1])
    await next.close()
  }

  @Test("that is closed finishes what is under way and takes nothing more")
  func close() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = KafkaWriterLimits()
    limits.linger = .milliseconds(50)
    let writer = try bench.writer(limits)
    let ahead = Task { try await writer.send([KafkaOutgoing("t", "x")]) }
    let offsets = try await ahead.value.map(\.offset)
    #expect(offsets == [0])
    #expect(await writer.close() == .closed)
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing("t", "late")])
    }
    #expect(error?.failures.map(\.error.code) == [.stopped])
    #expect(await writer.close() == .closed)
  }

  @Test("that is closed while the brokers are gone answers every send")
  func closeDuringOutage() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = KafkaWriterLimits()
    limits.recordsInFlight = 1
    limits.closeTimeout = .milliseconds(50)
    let writer = try bench.writer(limits)
    try await writer.send([KafkaOutgoing("t", "before")])
    try bench.takeDown(1)
    let sends = (0..<2).map { index in
      Task { try await writer.send([KafkaOutgoing("t", "\(index)")]) }
    }
    _ = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    #expect(await writer.close() == .closed)
    for send in sends {
      let error = await #expect(throws: KafkaSendError.self) { try await send.value }
      #expect(error?.failures.map(\.error.code) == [.stopped])
    }
  }

  @Test("that nobody holds any more closes by itself")
  func dropped() async throws {
    let bench = try Bench(topics: ["t": 1])
    var writer: KafkaWriter? = try bench.writer()
    try await writer?.send([KafkaOutgoing("t", "x")])
    let ended = try #require(writer).ended
    writer = nil
    #expect(await ended.value(within: .seconds(50)) == .closed)
  }

  @Test("withdraws the send of a cancelled task that is still waiting for room")
  func cancelled() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = KafkaWriterLimits()
    limits.recordsInFlight = 1
    limits.closeTimeout = .milliseconds(50)
    let writer = try bench.writer(limits)
    try bench.takeDown(1)
    let first = Task { try await writer.send([KafkaOutgoing("t", "first")]) }
    _ = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    let second = Task { try await writer.send([KafkaOutgoing("t", "second")]) }
    second.cancel()
    let error = await #expect(throws: KafkaSendError.self) { try await second.value }
    #expect(error?.failures.map(\.error.code) == [.cancelled])
    #expect(error?.failures.map(\.mayBeWritten) == [false])
    try bench.broker.bringUp(1)
    #expect(try await first.value.map(\.offset) == [0])
    await writer.close()
  }

  @Test("refuses a header name that librdkafka would cut off")
  func headerName() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    let error = await #expect(throws: KafkaSendError.self) {
      try await writer.send([KafkaOutgoing(topic: "t", value: [], headers: [KafkaHeader("a\0b", "")])])
    }
    #expect(error?.failures.map(\.error.code) == [.invalidConfiguration])
    await writer.close()
  }
}
