import Testing

@testable import DarumaKafka

@Suite("An outage of the brokers", .timeLimit(.minutes(15)))
struct KafkaOutageTests {
  @Test("is reported and survived: reader and writer go on where they were")
  func downAndUp() async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    let reader = try bench.reader(["t"])
    try await writer.send([KafkaOutgoing("t", "before")])
    #expect(try await reader.records(1).map(\.text) == ["before"])

    try bench.takeDown(1)
    async let acknowledged = writer.send([KafkaOutgoing("t", "during")])
    let report = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    #expect(report.error?.isRetriable == true)
    try bench.broker.bringUp(1)

    #expect(try await acknowledged.map(\.offset) == [1])
    #expect(try await reader.records(1).map(\.text) == ["during"])
    await reader.stop()
    await writer.close()
  }

  @Test("at the start is waited out")
  func downAtStart() async throws {
    let bench = try Bench(topics: ["t": 1])
    try bench.takeDown(1)
    var limits = Bench.readerLimits
    limits.requestTimeout = .milliseconds(100)
    let reader = try bench.reader(["t"], limits: limits)
    _ = await bench.reports.first { $0.error?.code == .brokerUnreachable }
    try bench.broker.bringUp(1)
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    await reader.stop()
  }

  @Test(
    "in an answer makes librdkafka try again, without doubling a record",
    arguments: [EmbeddedBroker.Fault.disconnect, .notLeader, .requestTimedOut, .notEnoughReplicas])
  func faultyAnswer(fault: EmbeddedBroker.Fault) async throws {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    let reader = try bench.reader(["t"])
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    try bench.broker.fail(.produce, with: [fault, fault])
    try bench.broker.fail(.fetch, with: [.disconnect, .notLeader])
    let acknowledged = try await writer.send((0..<5).map { KafkaOutgoing("t", "\($0)") })
    #expect(acknowledged.map(\.offset) == [0, 1, 2, 3, 4])
    #expect(try await reader.records(5).compactMap(\.text) == ["0", "1", "2", "3", "4"])
    await reader.stop()
    await writer.close()
  }

  @Test("of a leader is followed to the next one")
  func leaderMoves() async throws {
    let bench = try Bench(brokers: 2)
    try bench.broker.createTopic("t", partitions: 1, replicationFactor: 2)
    try bench.broker.moveLeader("t", 0, to: 1)
    let writer = try bench.writer()
    let reader = try bench.reader(["t"])
    try await writer.send([KafkaOutgoing("t", "one")])
    #expect(try await reader.records(1).map(\.text) == ["one"])
    try bench.broker.moveLeader("t", 0, to: 2)
    try await writer.send([KafkaOutgoing("t", "two")])
    #expect(try await reader.records(1).map(\.text) == ["two"])
    await reader.stop()
    await writer.close()
  }
}
