import DarumaCore
import DarumaJournal
import DarumaRuntime
import Testing

@Suite("What is due is not kept waiting by a source that is never done")
struct BusySourceTests {
  /// Always has something, and none of it is about anything.
  private final class EndlessSource: InputSource {
    func next() async throws -> IncomingBatch? { IncomingBatch(records: []) }
    /// All that there is, is what it gives next.
    func hear() async throws {}
    func stop() async {}
  }

  /// A clock that never wakes anybody: only the worker's own look at the time can find that something is due.
  private struct SleeplessClock: WorkerClock {
    let manual: ManualClock
    var now: Instant { manual.now }
    var uptime: Span { manual.uptime }
    func sleep(until instant: Instant) async throws {
      for await _ in AsyncStream<Never>.makeStream().stream {}
      try Task.checkCancellation()
    }
  }

  @Test("a deadline is looked at between two batches", .timeLimit(.minutes(15)))
  func between() async throws {
    let clock = ManualClock(Instant(milliseconds: 1_800_000_000_000))
    let producer = MemoryLog().producer("worker")
    let observer = EventStream()
    let worker = Worker(
      parts: WorkerParts(
        clock: SleeplessClock(manual: clock), cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { _, _ in EndlessSource() }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")]),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    #expect(await observer.awaitCurrent())
    clock.advance(by: .days(8))
    // Once a week what is long gone is forgotten, by time alone.
    #expect(await observer.await("protection.past-forgotten.v1"))
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
