import Testing

@testable import DarumaKafka

@Suite("Whether everything is heard is asked of the brokers", .timeLimit(.minutes(15)))
struct KafkaHearingTests {
  private static var limits: KafkaReaderLimits {
    var limits = Bench.readerLimits
    limits.requestTimeout = .milliseconds(500)
    return limits
  }

  @Test("empty topics are heard; a new record only once it is handed out, and its taker came back")
  func settled() async throws {
    let bench = try Bench(topics: ["t": 2, "u": 1])
    let reader = try bench.reader(["t", "u"])
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    let next = Task { try await reader.nextBatch() }
    try await reader.hear()
    let writer = try bench.writer()
    try await writer.send([KafkaOutgoing("t", "one", partition: 1)])
    let hearing = Task { try await reader.hear() }
    #expect(try await next.value?.map(\.text) == ["one"])
    let last = Task { try await reader.nextBatch() }
    try await hearing.value
    try await reader.hear()
    await reader.stop()
    #expect(try await last.value?.count == nil)
    await writer.close()
  }

  @Test("what is in a taker's hands is not heard yet")
  func inHands() async throws {
    let board = ProgressBoard()
    let partition = KafkaTopicPartition("t", 0)
    board.add(KafkaProgress(partition: partition, next: 3, endAtStart: 9, highWatermark: 9))
    try await board.reached([partition: 3])
    board.willPut([])
    board.cameBack()
    board.handedOut([KafkaPosition(partition: partition, next: 7)])
    // A control record after it.
    board.movedQuietly([KafkaPosition(partition: partition, next: 9)])
    #expect(board.all.map(\.next) == [9])
    let waiting = Task { try await board.reached([partition: 9]) }
    let cut = Task { try await board.reached([partition: 7]) }
    cut.cancel()
    let error = await #expect(throws: KafkaError.self) { try await cut.value }
    #expect(error?.code == .cancelled)
    board.cameBack()
    try await waiting.value
    board.movedQuietly([KafkaPosition(partition: partition, next: 10)])
    try await board.reached([partition: 10])
  }

  @Test("a partition that is not read yet is looked for")
  func lack() async throws {
    let board = ProgressBoard()
    #expect(!board.takeLack())
    let waiting = Task { try await board.reached([KafkaTopicPartition("t", 5): 0]) }
    while !board.takeLack() { await Task.yield() }
    board.add(
      KafkaProgress(partition: KafkaTopicPartition("t", 5), next: 0, endAtStart: nil, highWatermark: 0))
    try await waiting.value
  }

  @Test("with the broker gone it is not known, and is again when it is back")
  func brokerGone() async throws {
    let bench = try Bench(topics: ["t": 1])
    let reader = try bench.reader(["t"], limits: Self.limits)
    _ = try await reader.nextBatch()
    let next = Task { try await reader.nextBatch() }
    try await reader.hear()
    try bench.takeDown(1)
    await #expect(throws: KafkaError.self) { try await reader.hear() }
    try bench.broker.bringUp(1)
    while true {
      do {
        try await reader.hear()
        break
      } catch { #expect(error.code != .stopped) }
    }
    await reader.stop()
    _ = try await next.value
  }

  @Test("one partition whose leader is gone is enough: nobody knows what is in it")
  func oneLeaderGone() async throws {
    let bench = try Bench(brokers: 2, topics: ["t": 2])
    try bench.broker.moveLeader("t", 0, to: 1)
    try bench.broker.moveLeader("t", 1, to: 2)
    let reader = try bench.reader(["t"], limits: Self.limits)
    _ = try await reader.nextBatch()
    let next = Task { try await reader.nextBatch() }
    try await reader.hear()
    try bench.takeDown(2)
    await #expect(throws: KafkaError.self) { try await reader.hear() }
    await reader.stop()
    _ = try await next.value
  }

  @Test("a reader that is stopped leaves nobody waiting")
  func stopped() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send([KafkaOutgoing("t", "unread")])
    let reader = try bench.reader(["t"])
    let hearing = Task { try await reader.hear() }
    #expect(await reader.stop() == .closed)
    let error = await #expect(throws: KafkaError.self) { try await hearing.value }
    #expect(error?.code == .stopped)
    await writer.close()
  }
}
