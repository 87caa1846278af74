import Testing

@testable import DarumaKafka

@Suite("A reader", .timeLimit(.minutes(15)))
struct KafkaReaderTests {
  @Test("resumes each partition at the position it was given, and the others at their beginning")
  func resumes() async throws {
    let bench = try Bench(topics: ["t": 2])
    let writer = try bench.writer()
    for partition in [Int32(0), 1] {
      try await writer.send((0..<4).map { KafkaOutgoing("t", "\(partition).\($0)", partition: partition) })
    }
    let first = try bench.reader(["t"])
    var positions: [KafkaTopicPartition: Int64] = [:]
    while let batch = try await first.nextBatch() {
      for position in batch.positions { positions[position.partition] = position.next }
      if batch.isCaughtUp { break }
    }
    await first.stop()
    #expect(positions == [KafkaTopicPartition("t", 0): 4, KafkaTopicPartition("t", 1): 4])

    try await writer.send([KafkaOutgoing("t", "0.4", partition: 0)])
    positions[KafkaTopicPartition("t", 1)] = nil
    positions[KafkaTopicPartition("elsewhere", 7)] = 9
    let second = try bench.reader(["t"], from: KafkaStart(offsets: positions))
    let records = try await second.recordsUntilCaughtUp()
    #expect(records.compactMap(\.text).sorted() == ["0.4", "1.0", "1.1", "1.2", "1.3"])
    await second.stop()
    await writer.close()
  }

  @Test("that starts at the latest sees only what is written after it has caught up")
  func latest() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send([KafkaOutgoing("t", "old")])
    let reader = try bench.reader(["t"], from: .latest)
    let first = try await reader.nextBatch()
    #expect(first?.isEmpty == true)
    #expect(first?.isCaughtUp == true)
    try await writer.send([KafkaOutgoing("t", "new")])
    #expect(try await reader.records(1).map(\.text) == ["new"])
    await reader.stop()
    await writer.close()
  }

  @Test("says that it has caught up even where there is nothing to read")
  func emptyTopic() async throws {
    let bench = try Bench(topics: ["t": 3])
    let reader = try bench.reader(["t"])
    let batch = try await reader.nextBatch()
    #expect(batch?.isEmpty == true)
    #expect(batch?.isCaughtUp == true)
    #expect(reader.progress().map(\.endAtStart) == [0, 0, 0])
    await reader.stop()
  }

  @Test("tells progress and lag by what it has handed out")
  func progress() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send((0..<10).map { KafkaOutgoing("t", "\($0)") })
    var limits = Bench.readerLimits
    limits.recordsPerBatch = 4
    let reader = try bench.reader(["t"], limits: limits)
    let first = try await reader.nextBatch()
    #expect(first?.count == 4)
    let row = try #require(reader.progress().first)
    #expect(row.next == 4)
    #expect(row.endAtStart == 10)
    #expect(row.lag == 6)
    #expect(!row.isCaughtUp)
    _ = try await reader.records(6)
    #expect(reader.progress().map(\.lag) == [0])
    #expect(reader.progress().map(\.isCaughtUp) == [true])
    await reader.stop()
    await writer.close()
  }

  @Test("is held back by a caller that doesn't ask, and loses nothing by it")
  func backpressure() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send((0..<2_000).map { KafkaOutgoing("t", "\($0)") })
    var limits = Bench.readerLimits
    limits.recordsPerBatch = 10
    limits.batchesInFlight = 2
    limits.queuedRecords = 50
    // So long that a lost wake-up fails the test.
    limits.tick = .seconds(60)
    let reader = try bench.reader(["t"], limits: limits)
    let records = try await reader.records(2_000)
    #expect(records.compactMap { $0.text.flatMap(Int.init) } == Array(0..<2_000))
    await reader.stop()
    await writer.close()
  }

  @Test("picks up partitions that are new to it from their beginning")
  func newPartitions() async throws {
    let bench = try Bench(topics: ["t": 3])
    let writer = try bench.writer()
    try await writer.send((0..<3).map { KafkaOutgoing("t", "in \($0)", partition: Int32($0)) })
    await writer.close()

    let limits = Bench.readerLimits
    let texts = try await BlockingCall.run("kafka-test", "reading", within: .seconds(50)) {
      [connection = bench.connection, reports = bench.reports] () throws(KafkaError) -> [String] in
      let client = try Client(connection, .reader(limits), WakePipe())
      let queue = try Queue(client)
      queue.wakePipeWhenFilled()
      let assignment = try Assignment(client, queue, topics: ["t"], limits)
      var table = PartitionTable(topics: ["t"])
      // As if the topic had had one partition so far.
      table.add(topic: 0, startingAt: 1, endAtStart: 1)
      let board = ProgressBoard()
      let found = try assignment.pickUpNew(&table, board)
      #expect(found == [KafkaTopicPartition("t", 1), KafkaTopicPartition("t", 2)])
      #expect(try assignment.pickUpNew(&table, board).isEmpty)
      let drain = BatchDrain(queue, table, limits, reports.reporter)
      var texts: [String] = []
      while texts.count < 2 {
        if let batch = try drain.nextBatch() {
          texts += batch.compactMap(\.text)
        } else {
          client.wakePipe.wait(atMost: .seconds(1))
        }
      }
      #expect(assignment.stop().isEmpty)
      return texts.sorted()
    }
    #expect(texts == ["in 1", "in 2"])
  }

  @Test("that is stopped ends the wait of its caller with nil, closes, and may be stopped again")
  func stop() async throws {
    let bench = try Bench(topics: ["t": 1])
    let reader = try bench.reader(["t"])
    _ = try await reader.nextBatch()
    async let waiting = reader.nextBatch()
    #expect(await reader.stop() == .closed)
    #expect(try await waiting?.count == nil)
    #expect(try await reader.nextBatch()?.count == nil)
    #expect(await reader.stop() == .closed)
  }

  @Test("can be stopped while no broker answers")
  func stopWithoutBroker() async throws {
    let bench = try Bench(topics: ["t": 1])
    try bench.takeDown(1)
    var limits = Bench.readerLimits
    limits.requestTimeout = .milliseconds(50)
    let reader = try bench.reader(["t"], limits: limits)
    _ = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    #expect(await reader.stop() == .closed)
  }

  @Test("can be stopped while it reads and its broker is gone")
  func stopDuringOutage() async throws {
    let bench = try Bench(topics: ["t": 3])
    let reader = try bench.reader(["t"])
    _ = try await reader.nextBatch()
    try bench.takeDown(1)
    _ = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    #expect(await reader.stop() == .closed)
  }

  @Test("that nobody holds any more closes by itself")
  func dropped() async throws {
    let bench = try Bench(topics: ["t": 1])
    var reader: KafkaReader? = try bench.reader(["t"])
    _ = try await reader?.nextBatch()
    let ended = try #require(reader).ended
    reader = nil
    #expect(await ended.value(within: .seconds(50)) == .closed)
  }

  @Test("refuses to read nothing, or a topic twice", arguments: [[], ["a", "a"], [""]])
  func topics(topics: [String]) throws {
    let connection = try KafkaConnection(bootstrapServers: ["127.0.0.1:1"])
    let error = #expect(throws: KafkaError.self) {
      try KafkaReader(connection, topics: topics, report: { _ in })
    }
    #expect(error?.code == .invalidConfiguration)
  }
}
