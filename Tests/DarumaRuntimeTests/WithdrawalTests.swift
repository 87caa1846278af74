import DarumaCore
import DarumaJournal
import DarumaRuntime
import Testing

@Suite("An application whose file is gone is withdrawn")
struct WithdrawalTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private static func worker(_ log: MemoryLog, _ observer: EventStream) async throws -> Worker {
    let producer = log.producer("worker")
    return Worker(
      parts: WorkerParts(
        clock: ManualClock(start), cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker",
        catalog: DeclaredCatalog(
          ["billing", "care"].map { DeclaredApplication(application: TestApplication.make($0), digest: "d-\($0)") },
          othersWithdrawnBy: "applications folder"), acts: false),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
  }

  @Test("at the next reading of the folder; what other files say stays; without a whole folder nothing is withdrawn")
  func gone() async throws {
    let log = MemoryLog()
    let observer = EventStream()
    let worker = try await Self.worker(log, observer)
    let running = Task { try await worker.run() }
    #expect(await observer.awaitCurrent())
    let rest = [DeclaredApplication(application: TestApplication.make("billing"), digest: "d-billing")]
    await worker.declare(rest)
    await worker.declare(DeclaredCatalog(rest, othersWithdrawnBy: "applications folder"))
    #expect(await observer.await("catalog.application-withdrawn.v1"))
    running.cancel()
    _ = await running.result
    let state = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold.state
    #expect(state.applications["care"]?.catalog == nil)
    #expect(state.applications["billing"]?.catalog != nil)
  }
}
