import Testing

@testable import DarumaKafka

@Suite("What was read last is compared with what is there", .timeLimit(.minutes(15)))
struct KafkaMarkTests {
  private static let partition = KafkaTopicPartition("t", 0)

  /// A cluster whose topic holds these records, and the marks of them.
  private static func bench(_ texts: [String]) async throws -> (Bench, [KafkaMark]) {
    let bench = try Bench(topics: ["t": 1])
    let writer = try bench.writer()
    try await writer.send(texts.map { KafkaOutgoing("t", $0, key: "k") })
    let reader = try bench.reader(["t"])
    let marks = try await reader.records(texts.count).map(\.mark)
    await reader.stop()
    await writer.close()
    return (bench, marks)
  }

  @Test("the same record is not handed out again, and all is heard once it was seen")
  func asBefore() async throws {
    let (bench, marks) = try await Self.bench(["a", "b", "c"])
    let start = KafkaStart(offsets: [Self.partition: 2], marks: [Self.partition: marks[1]])
    let reader = try bench.reader(["t"], from: start)
    #expect(try await reader.recordsUntilCaughtUp().map(\.text) == ["c"])
    let idle = Task { try await reader.nextBatch() }
    try await reader.hear()
    await reader.stop()
    _ = await idle.result
  }

  @Test("with nothing new after it, it is caught up by that record alone")
  func nothingNew() async throws {
    let (bench, marks) = try await Self.bench(["a"])
    let start = KafkaStart(offsets: [Self.partition: 1], marks: [Self.partition: marks[0]])
    let reader = try bench.reader(["t"], from: start)
    #expect(try await reader.recordsUntilCaughtUp().isEmpty)
    let idle = Task { try await reader.nextBatch() }
    try await reader.hear()
    await reader.stop()
    _ = await idle.result
  }

  @Test("another record there ends the reader, and nothing counts as heard before", arguments: [1, 3])
  func another(records: Int) async throws {
    let (bench, marks) = try await Self.bench((0..<records).map { "new \($0)" })
    let old = KafkaMark(timestampMilliseconds: marks[0].timestampMilliseconds, hash: String(repeating: "0", count: 32))
    let reader = try bench.reader(
      ["t"], from: KafkaStart(offsets: [Self.partition: 1], marks: [Self.partition: old]))
    let hearing = Task { try await reader.hear() }
    let error = try #require(await reader.failure())
    #expect(error.code == .offsetMissing)
    #expect(
      error.missingOffsets == [
        KafkaMissingOffset(
          partition: Self.partition, wanted: 1, kind: .replaced,
          available: KafkaOffsetRange(low: 0, end: Int64(records)))
      ])
    await #expect(throws: KafkaError.self) { try await hearing.value }
    await reader.stop()
  }

  @Test("the time counts too: a heartbeat says the same each time")
  func time() async throws {
    let (bench, marks) = try await Self.bench(["beat"])
    let old = KafkaMark(timestampMilliseconds: (marks[0].timestampMilliseconds ?? 0) - 1, hash: marks[0].hash)
    let reader = try bench.reader(
      ["t"], from: KafkaStart(offsets: [Self.partition: 1], marks: [Self.partition: old]))
    #expect(await reader.failure()?.missingOffset?.kind == .replaced)
    await reader.stop()
  }

  @Test("all that is lost is told at once")
  func several() async throws {
    let bench = try Bench(topics: ["t": 2])
    let reader = try bench.reader(
      ["t"],
      from: KafkaStart(offsets: [Self.partition: 5, KafkaTopicPartition("t", 1): 6, KafkaTopicPartition("t", 7): 8]))
    let error = try #require(await reader.failure())
    #expect(error.missingOffsets.map(\.wanted).sorted() == [5, 6, 8])
    #expect(error.missingOffsets.map(\.kind).filter { $0 == .noPartition }.count == 1)
    await reader.stop()
  }

  @Test("a topic that was unknown is in doubt, where the reader is to end then")
  func doubt() async throws {
    let bench = try Bench(topics: ["t": 1])
    var limits = Bench.readerLimits
    limits.metadataRefresh = .milliseconds(50)
    let reader = try bench.reader(["t"], from: KafkaStart(endsInDoubt: true), limits: limits)
    #expect(try await reader.nextBatch()?.isCaughtUp == true)
    try bench.broker.hideTopic("t")
    #expect(await reader.failure()?.code == .topicInDoubt)
    await reader.stop()
  }

  @Test("what puts a reader in doubt is told to it once")
  func cast() {
    let board = ProgressBoard()
    board.add(KafkaProgress(partition: Self.partition, next: 5, endAtStart: 5, highWatermark: 5))
    #expect(board.read == [Self.partition: 5])
    board.cast("it ends before")
    #expect(board.takeDoubt() == "it ends before")
    #expect(board.takeDoubt() == nil)
  }

  @Test("key and value are told apart, and what is empty from what is not there")
  func hashes() {
    func hash(_ key: String?, _ value: String?) -> String {
      func part<Result>(_ text: String?, _ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        guard let text else { return body(nil) }
        return Array(text.utf8).withUnsafeBytes { body($0) }
      }
      return part(key) { key in
        part(value) { value in KafkaMark(timestampMilliseconds: nil, key: key, value: value).hash }
      }
    }
    let hashes = [hash("a", "b"), hash("ab", ""), hash("", "ab"), hash(nil, "ab"), hash("ab", nil), hash(nil, nil)]
    #expect(Set(hashes).count == hashes.count)
    #expect(hashes.allSatisfy { $0.count == KafkaMark.digits })
  }
}
