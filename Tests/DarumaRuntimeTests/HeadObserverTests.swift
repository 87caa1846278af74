import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

@Suite("Where the journal ends, as notices say it", .timeLimit(.minutes(15)))
struct HeadObserverTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  /// Takes no message, and keeps where the journal ended as each was sent.
  private final class DeafPeople: Cloud {
    private let sent = Mutex<[(effect: EffectID, mark: Report.JournalMark?)]>([])
    private let (stream, happen) = AsyncStream<Void>.makeStream()
    private let head: HeadObserver

    init(_ head: HeadObserver) { self.head = head }

    var all: [(effect: EffectID, mark: Report.JournalMark?)] { sent.withLock(\.self) }

    func observe(_ effect: Effect) async throws(CloudFault) -> Observation { .absent }

    func act(_ effect: Effect) async throws(CloudFault) -> Acted {
      sent.withLock { $0.append((effect.id, head.mark)) }
      happen.yield()
      throw CloudFault(kind: .unavailable, code: "people.deaf", message: "nobody listens", isRetriable: true)
    }

    func awaitSent() async { for await _ in stream { return } }
  }

  private func run(_ log: MemoryLog) async throws -> (effect: EffectID, mark: Report.JournalMark) {
    let head = HeadObserver()
    #expect(head.mark == nil)
    let people = DeafPeople(head)
    var application = TestApplication.make("care")
    application.contacts = [Contact(role: "ops", channel: .sns(topic: "arn:aws:sns:us-west-2:123456789012:ops"))]
    let producer = log.producer("worker")
    let callers = ShownCallers(Caller(account: "999999999999", arn: "arn:aws:iam::999999999999:user/other"))
    let worker = Worker(
      parts: WorkerParts(
        clock: ManualClock(Self.start), cloud: people, callers: callers, deadLetters: Letters(), observer: head,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker", applications: [DeclaredApplication(application: application, digest: "d1")],
        // What an earlier worker may have sent is sent again at once.
        pace: EffectPace(invisibility: .zero)),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    await people.awaitSent()
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    let first = try #require(people.all.first)
    return (first.effect, try #require(first.mark))
  }

  @Test(
    "it covers the notice that says it, and the journal goes through it; after a restart it is the newest, under the same key"
  )
  func covers() async throws {
    let log = MemoryLog()
    let first = try await run(log)
    let second = try await run(log)
    #expect(first.effect == second.effect)
    #expect(second.mark.commit > first.mark.commit)
    for mark in [first.mark, second.mark] {
      let state = try await Replay.fromFirstCommit(State.self, log.producer("reader"), until: .number(mark.commit))
        .state
      #expect(state.pendingEffects.contains { $0.id == first.effect })
      let report = try await JournalVerification.run(
        State.self, log.producer("reader"), snapshots: nil, expecting: [RecordHash(mark.head): "the notice"])
      #expect(report.isIntact, "\(report.findings)")
    }
  }
}
