import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

@Suite("Who is deaf can't tell who is silent")
struct ListeningTests {
  /// A source that the test drives.
  private final class DrivenSource: InputSource {
    private let batches: AsyncStream<IncomingBatch>
    private let feed: AsyncStream<IncomingBatch>.Continuation

    init() { (batches, feed) = AsyncStream.makeStream() }

    func bring(isCaughtUp: Bool) { feed.yield(IncomingBatch(records: [], isCaughtUp: isCaughtUp)) }

    func next() async throws -> IncomingBatch? {
      for await batch in batches { return batch }
      return nil
    }

    func stop() async { feed.finish() }
  }

  @Test("silence counts only from when all that was missed is read, and not while the brokers are out of reach")
  func pausesAndResumes() async throws {
    let start = Instant(milliseconds: 1_800_000_000_000)
    let log = MemoryLog()
    let producer = log.producer("worker")
    let source = DrivenSource()
    let becomeDeaf = Mutex<(@Sendable () -> Void)?>(nil)
    let observer = EventStream()
    let worker = Worker(
      parts: WorkerParts(
        clock: ManualClock(start), cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { _, deaf in
          becomeDeaf.withLock { $0 = deaf }
          return source
        }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")]),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    source.bring(isCaughtUp: false)
    source.bring(isCaughtUp: true)
    #expect(await observer.await("observation.listening-resumed.v1"))
    becomeDeaf.withLock(\.self)?()
    #expect(await observer.await("observation.listening-paused.v1"))
    source.bring(isCaughtUp: true)
    #expect(await observer.await("observation.listening-resumed.v1"))
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
