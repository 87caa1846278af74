import DarumaCore
import DarumaJournal
import DarumaRuntime
import Testing

@Suite("No record ends the worker")
struct WorkerLimitTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  @Test("6,000 faults in one record and 6,000 heartbeats in another: the next record is taken in")
  func goesOn() async throws {
    let beats = (0..<6_000).map {
      #"{"heartbeat":"canary","at":"\#(Self.start - Span(milliseconds: Int64(6_000 - $0)))"}"#
    }
    let lines = [
      "[" + Array(repeating: "1", count: 6_000).joined(separator: ",") + "]", "[" + beats.joined(separator: ",") + "]",
      #"{"heartbeat":"canary","at":"\#(Self.start)"}"#,
    ]
    let log = MemoryLog()
    let letters = Letters()
    let producer = log.producer("worker")
    let worker = Worker(
      parts: WorkerParts(
        clock: ManualClock(Self.start), cloud: MarkedCloud(), deadLetters: letters, observer: EventStream(),
        openSource: { positions, _ in ListSource(lines, from: positions, at: Self.start, staysOpen: false) }),
      settings: WorkerSettings(
        name: "worker", applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d")],
        acts: false, exitsAtEnd: true),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let state = try await worker.run()
    #expect(state.applications["care"]?.projection.world.heartbeats["canary"] == Self.start)
    #expect(letters.all.map(\.bytes) == [Array(lines[0].utf8)])
    #expect(letters.all.first?.count == 6_000)
    let fold = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold
    #expect(fold.positions.nextOffset(topic: "events", partition: 0) == 3)
  }
}
