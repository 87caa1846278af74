import Testing

@testable import DarumaKafka

@Suite("A partition that says nothing is told, whatever the others say", .timeLimit(.minutes(15)))
struct KafkaPartitionSilenceTests {
  private static var limits: KafkaReaderLimits {
    var limits = Bench.readerLimits
    limits.requestTimeout = .milliseconds(500)
    return limits
  }

  @Test("without a leader, and heard again with one")
  func leaderless() async throws {
    let bench = try Bench(brokers: 3, topics: ["t": 2])
    let reader = try bench.reader(["t"], limits: Self.limits)
    _ = try await reader.nextBatch()
    try bench.broker.takeLeader("t", 1)
    let writer = try bench.writer()
    let next = Task { try await reader.nextBatch() }
    try await writer.send([KafkaOutgoing("t", "of the other", partition: 0)])
    #expect(try await next.value?.map(\.text) == ["of the other"])
    let idle = Task { try await reader.nextBatch() }
    let error = await #expect(throws: KafkaError.self) { try await reader.hear() }
    #expect(error?.code == .leaderMoving)
    #expect(error?.partition == 1)
    try bench.broker.moveLeader("t", 1, to: 2)
    while (try? await reader.hear()) == nil {}
    await reader.stop()
    _ = await idle.result
    await writer.close()
  }

  @Test("without a leader from the start: the others are read, and it is from its position once it has one")
  func leaderlessFromTheStart() async throws {
    let bench = try Bench(brokers: 3, topics: ["t": 4])
    let writer = try bench.writer()
    try await writer.send(
      (0..<4).flatMap { partition in
        ["first", "second"].map { KafkaOutgoing("t", "\($0) of \(partition)", partition: Int32(partition)) }
      })
    try bench.broker.takeLeader("t", 1)
    try bench.broker.takeLeader("t", 3)
    let start = KafkaStart(offsets: [KafkaTopicPartition("t", 1): 1, KafkaTopicPartition("t", 0): 1])
    let reader = try bench.reader(["t"], from: start, limits: Self.limits)
    #expect(Set(try await reader.records(3).map(\.text)) == ["second of 0", "first of 2", "second of 2"])
    let error = await #expect(throws: KafkaError.self) { try await reader.hear() }
    #expect(error?.code == .leaderMoving)
    #expect(error?.partitions == [KafkaTopicPartition("t", 1), KafkaTopicPartition("t", 3)])
    try bench.broker.moveLeader("t", 1, to: 2)
    try bench.broker.moveLeader("t", 3, to: 1)
    let rest = Task { try await reader.recordsUntilCaughtUp() }
    // Whoever asks has it looked for.
    let asking = Task { while (try? await reader.hear()) == nil { try Task.checkCancellation() } }
    #expect(Set(try await rest.value.map(\.text)) == ["second of 1", "first of 3", "second of 3"])
    asking.cancel()
    await reader.stop()
    _ = await asking.result
    await writer.close()
  }

  @Test("on a broker that hangs, while another one answers")
  func hanging() async throws {
    let bench = try Bench(brokers: 2, topics: ["t": 2])
    try bench.broker.moveLeader("t", 0, to: 1)
    try bench.broker.moveLeader("t", 1, to: 2)
    let reader = try bench.reader(["t"], limits: Self.limits)
    _ = try await reader.nextBatch()
    let idle = Task { try await reader.nextBatch() }
    try await reader.hear()
    try bench.broker.slowDown(2, by: .seconds(60))
    await #expect(throws: KafkaError.self) { try await reader.hear() }
    let writer = try bench.writer()
    try await writer.send([KafkaOutgoing("t", "of the other", partition: 0)])
    #expect(try await idle.value?.map(\.text) == ["of the other"])
    await reader.stop()
    await writer.close()
  }

  @Test("where brokers name an end and nothing comes; one that is held back by its reader is not meant")
  func silent() async throws {
    let board = ProgressBoard()
    let (silent, other) = (KafkaTopicPartition("t", 0), KafkaTopicPartition("t", 1))
    for partition in [silent, other] {
      board.add(KafkaProgress(partition: partition, next: 3, endAtStart: 3, highWatermark: 3))
    }
    let waiting = Task { try await board.reached([silent: 5, other: 4]) }
    while board.waiters == 0 { await Task.yield() }
    board.willPut([KafkaPosition(partition: other, next: 4)])
    board.giveUpSilent(after: .seconds(3_600))
    #expect(board.waiters == 1)
    board.giveUpSilent(after: .zero)
    let error = await #expect(throws: KafkaError.self) { try await waiting.value }
    #expect(error?.code == .partitionSilent)
    #expect(error?.partition == 0)
    #expect(error?.message.contains("t[0] was read up to 3 and ends at 5") == true)
    #expect(error?.message.contains("t[1]") == false)
  }
}
