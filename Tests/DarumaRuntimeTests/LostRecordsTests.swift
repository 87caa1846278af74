import DarumaAWS
import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaKafka
import Synchronization
import Testing

@testable import DarumaRuntime

@Suite("Lost records are told, and have a way on", .timeLimit(.minutes(15)))
struct LostRecordsTests {
  private static let partition = KafkaTopicPartition("events", 0)
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  /// A cluster of its own, with these records in its topic: the same name, and other content.
  private static func cluster(_ texts: [String]) async throws -> (EmbeddedBroker, KafkaConnection) {
    let broker = try EmbeddedBroker(report: { _ in })
    try broker.createTopic("events", partitions: 1)
    let connection = try KafkaConnection(bootstrapServers: broker.bootstrapServers)
    let writer = try KafkaWriter(connection, report: { _ in })
    if !texts.isEmpty {
      _ = try await writer.send(texts.map { KafkaOutgoing(topic: "events", value: Array($0.utf8)) })
    }
    await writer.close()
    return (broker, connection)
  }

  private static func source(
    _ connection: KafkaConnection, from positions: InputPositions, onLostRecords: LossPolicy = .goOn,
    goesOnOnce: Bool = false
  ) throws -> KafkaSource {
    var limits = KafkaReaderLimits()
    // The embedded broker doesn't cut a fetch wait short when a record arrives.
    limits.fetchWait = .milliseconds(10)
    return try KafkaSource(
      KafkaSource.Setting(
        connection, topics: ["events"], control: "control", limits: limits, onLostRecords: onLostRecords,
        goesOnOnce: goesOnOnce),
      positions: positions, clock: ManualClock(start), report: { _ in }, doubt: {})
  }

  private static func text(_ record: IncomingRecord) -> String { String(decoding: record.raw.value, as: UTF8.self) }

  /// Where somebody stands who has read these.
  private static func positions(after texts: [String]) async throws -> InputPositions {
    let (broker, connection) = try await cluster(texts)
    let source = try source(connection, from: InputPositions())
    var positions = InputPositions()
    while positions.nextOffset(topic: "events", partition: 0) != Int64(texts.count) {
      for record in try #require(await source.next()).records {
        positions.advance(to: try #require(record.position))
      }
    }
    await source.stop()
    await broker.stop()
    return positions
  }

  @Test(
    "a topic that was made anew is read from its beginning, whether it has fewer, as many or more records",
    arguments: [0, 1, 3, 5])
  func madeAnew(records: Int) async throws {
    let positions = try await Self.positions(after: ["old 0", "old 1", "old 2"])
    let texts = (0..<records).map { "new \($0)" }
    let (broker, connection) = try await Self.cluster(texts)
    let source = try Self.source(connection, from: positions)
    let hearing = Task { try await source.hear() }
    let first = try #require(await source.next())
    #expect(first.records.isEmpty)
    let lost = try #require(first.lost.first)
    #expect(first.lost.count == 1)
    #expect(lost.position == 3)
    #expect(lost.resumesAt == 0)
    // (The embedded broker can't be asked by time; by it a cut end would be told from a topic that was made anew.)
    #expect(lost.reason != .retentionPassed)
    #expect(lost.lastReadAt != nil)
    // Whatever was asked before does not count as heard.
    await #expect(throws: (any Error).self) { try await hearing.value }
    await #expect(throws: (any Error).self) { try await source.hear() }
    var read: [String] = []
    while read.count < records { read += try #require(await source.next()).records.map(Self.text) }
    #expect(read == texts)
    let idle = Task { try await source.next() }
    // Once the loss is taken in, which `idle` says.
    while (try? await source.hear()) == nil { await Task.yield() }
    await source.stop()
    _ = await idle.result
    await broker.stop()
  }

  @Test("who wants to stop then does, unless a person lets it go on once")
  func stops() async throws {
    let positions = try await Self.positions(after: ["old"])
    let (broker, connection) = try await Self.cluster(["new"])
    let stopping = try Self.source(connection, from: positions, onLostRecords: .stop)
    let error = await #expect(throws: LostRecords.self) { while try await stopping.next() != nil {} }
    #expect(error?.description.contains("--go-on-after-loss") == true)
    await stopping.stop()
    let going = try Self.source(connection, from: positions, onLostRecords: .stop, goesOnOnce: true)
    #expect(try await going.next()?.lost.count == 1)
    #expect(try await going.next()?.records.map(Self.text) == ["new"])
    await going.stop()
    await broker.stop()
  }

  @Test(
    "why is said by what is there",
    arguments: [
      (KafkaMissingOffset.Kind.absent, Int64(4), (5, 9), Bool?.none, RecordsLost.Reason.retentionPassed),
      (.absent, 10, (0, 9), true, .tailLost), (.absent, 10, (0, 9), false, .madeAnew),
      (.absent, 10, (0, 9), nil, .madeAnew),
      (.absent, 10, (0, 0), nil, .madeAnew), (.replaced, 4, (0, 9), true, .tailLost),
      (.replaced, 4, (0, 9), false, .madeAnew), (.replaced, 4, (2, 9), nil, .tailLost),
      (.noPartition, 4, (0, 0), nil, .madeAnew),
    ] as [(KafkaMissingOffset.Kind, Int64, (Int64, Int64), Bool?, RecordsLost.Reason)])
  func reasons(
    kind: KafkaMissingOffset.Kind, wanted: Int64, range: (Int64, Int64), restIsOlder: Bool?, reason: RecordsLost.Reason
  ) {
    let range = KafkaOffsetRange(low: range.0, end: range.1)
    let missing = KafkaMissingOffset(partition: Self.partition, wanted: wanted, kind: kind, available: range)
    let lost = RecordsLost(missing, range, lastReadAt: nil, restIsOlder: restIsOlder)
    #expect(lost.reason == reason)
    #expect(lost.resumesAt == range.low)
  }
}

@Suite("A worker that lost records tells so, lists everything, and goes on", .timeLimit(.minutes(15)))
struct LossInWorkerTests {
  /// Gives a record, then a loss, then waits.
  private final class LossSource: InputSource {
    private let batches: Mutex<[IncomingBatch]>
    private let isOpen = AsyncStream.makeStream(of: Void.self)

    init(_ batches: [IncomingBatch]) { self.batches = Mutex(batches) }

    func next() async throws -> IncomingBatch? {
      if let batch = batches.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return batch }
      for await _ in isOpen.stream {}
      return nil
    }

    func hear() async throws {}
    func stop() async { isOpen.continuation.finish() }
  }

  private final class CountingLister: Lister {
    let asked = Mutex(0)

    func list(_ request: ListingRequest) async throws(CloudFault) -> [Listed] {
      asked.withLock { $0 += 1 }
      return []
    }
  }

  @Test("the position moves back with the event, and it is current only once everything was listed")
  func goesOn() async throws {
    let start = Instant(milliseconds: 1_800_000_000_000)
    let producer = MemoryLog().producer("worker")
    let lost = RecordsLost(
      topic: "events", partition: 0, position: 40, resumesAt: 7, reason: .retentionPassed, lastReadAt: start)
    let record = IncomingRecord(
      raw: RawRecord(
        value: Array(#"{"heartbeat": "nobody", "at": "2026-11-24T18:45:00Z"}"#.utf8)[...],
        origin: .record(topic: "events", partition: 0, offset: 39), receivedAt: start, road: .lines),
      position: InputPosition(
        topic: "events", partition: 0, nextOffset: 40, mark: InputMark(at: start, hash: "0123456789abcdef")))
    let observer = EventStream()
    let lister = CountingLister()
    let worker = Worker(
      parts: WorkerParts(
        clock: ManualClock(start), cloud: MarkedCloud(), lister: lister, deadLetters: Letters(), observer: observer,
        openSource: { _, _ in
          LossSource([IncomingBatch(records: [record]), IncomingBatch(lost: [lost], records: [])])
        }),
      settings: WorkerSettings(
        name: "worker", applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")],
        hearing: HearingSettings(interval: .milliseconds(5))),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    #expect(await observer.await { $0.body == .observation(.recordsLost(lost)) })
    #expect(await observer.awaitCurrent())
    #expect(lister.asked.withLock(\.self) > 0)
    running.cancel()
    _ = await running.result

    let fold = try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()).fold
    #expect(fold.positions.all == [InputPosition(topic: "events", partition: 0, nextOffset: 7, isReset: true)])
    let state = try #require(fold.state.applications["care"])
    let asked = try #require(state.recordsLostAt)
    #expect(state.projection.protection.listings.values.allSatisfy { $0.at >= asked })
    #expect(state.projection.protection.listings.values.contains { _ in true })
  }
}
