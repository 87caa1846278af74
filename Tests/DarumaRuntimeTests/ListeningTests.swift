import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

@Suite("Who is deaf can't tell who is silent")
struct ListeningTests {
  @Test("a source that doubts that it can hear is asked at once", .timeLimit(.minutes(15)))
  func doubts() async throws {
    let clock = ManualClock(Instant(milliseconds: 1_800_000_000_000))
    let producer = MemoryLog().producer("worker")
    let topic = SteeredTopic()
    let doubt = Mutex<(@Sendable () -> Void)?>(nil)
    let observer = EventStream()
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { positions, doubts in
          doubt.withLock { $0 = doubts }
          return topic.open(from: positions)
        }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")],
        // It is asked because of the doubt, and of nothing else.
        hearing: HearingSettings(interval: .seconds(3600))),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    #expect(await observer.awaitCurrent())
    topic.hear(.refuses)
    clock.advance(by: .seconds(11))
    doubt.withLock(\.self)?()
    doubt.withLock(\.self)?()
    let parts = SteeredTopic.Refusal().deafTo
    #expect(
      await observer.await { $0.body == .observation(.readinessChanged(.deaf(.sourceOutOfReach, to: parts))) })
    topic.hear(.answers)
    doubt.withLock(\.self)?()
    #expect(await observer.awaitCurrent())
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
