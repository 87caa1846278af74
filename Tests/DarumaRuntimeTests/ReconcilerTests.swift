import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

/// A lister that shows what the test says, and counts what it is asked.
private final class ShownLister: Lister {
  private struct Shown {
    var points: [Region: [RecoveryPointID]] = [:]
    var fault: CloudFault?
    var asked: [ListingSubject] = []
    var atOnce = 0
    var mostAtOnce = 0
  }

  private let shown = Mutex(Shown())

  func show(_ points: [RecoveryPointID], in region: Region) { shown.withLock { $0.points[region] = points } }
  func refuse(_ fault: CloudFault?) { shown.withLock { $0.fault = fault } }
  var asked: [ListingSubject] { shown.withLock(\.asked) }
  var mostAtOnce: Int { shown.withLock(\.mostAtOnce) }

  func list(_ request: ListingRequest) async throws(CloudFault) -> [Listed] {
    shown.withLock { shown in
      shown.asked.append(request.subject)
      shown.atOnce += 1
      shown.mostAtOnce = max(shown.mostAtOnce, shown.atOnce)
    }
    await Task.yield()
    let (points, fault) = shown.withLock { shown in
      shown.atOnce -= 1
      return (request.kind == .rdsSnapshots ? shown.points[request.region] ?? [] : [], shown.fault)
    }
    if let fault { throw fault }
    return points.map {
      Listed(
        resource: request.resource?.arn, at: ReconcilerTests.start,
        fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: $0, takenAt: ReconcilerTests.start)))
    }
  }
}

@Suite("The reconciler lists the truth, and what differs comes in by the same door")
struct ReconcilerTests {
  static let start = Instant(milliseconds: 1_800_000_000_000)
  private static let copy: RecoveryPointID = "arn:aws:rds:us-west-2:123456789012:snapshot:copy"

  /// Nothing in it asks for alarms or notices, which would be listed too.
  private static var application: Application {
    var application = TestApplication.make("care")
    application.triggers = []
    application.plans = []
    return application
  }

  private let log = MemoryLog()
  private let lister = ShownLister()
  private let clock = ManualClock(Self.start)
  private let observer = EventStream()

  private func worker(_ lines: [String] = []) async throws -> Worker {
    let producer = log.producer("worker")
    return Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), lister: lister, deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource(lines, from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: Self.application, digest: "d1")],
        reconcile: ReconcileSettings(interval: .minutes(15), atOnce: 2)),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
  }

  private func state() async throws -> ApplicationState {
    let fold = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold
    return try #require(fold.state.applications["care"])
  }

  /// Reads on until so many listings have ended.
  private func listings(_ count: Int) async -> [Event] {
    var seen: [Event] = []
    var ended = 0
    for await event in observer.events {
      seen.append(event)
      if event.body.type == "observed.listing-completed.v1" { ended += 1 }
      if ended == count { break }
    }
    return seen
  }

  @Test("at the start, on its interval, and when a person asks; what differs is journaled, what does not is not")
  func sweeps() async throws {
    lister.show([Self.copy], in: "us-west-2")
    let order = #"{"command":"reconcile","id":"c1","application":"care","by":"yuki","at":"2027-01-15T08:00:00Z"}"#
    let worker = try await worker([order])
    let running = Task { try await worker.run() }
    // rds.snapshots in both regions and rds.window, and once more because it was asked for.
    let first = await listings(3)
    #expect(first.contains { $0.body.type == "observed.recovery-point-taken.v1" })
    #expect(try await state().projection.protection.point(Self.copy)?.exists == true)
    clock.advance(by: .minutes(16))
    let second = await listings(3)
    #expect(!second.contains { $0.body.type == "observed.recovery-point-taken.v1" })
    lister.show([], in: "us-west-2")
    clock.advance(by: .minutes(16))
    var third = await listings(3)
    // Those that the order caused came in between, or not, as it fell into the first sweep or after it.
    while !third.contains(where: { $0.body.type == "observed.recovery-point-removed.v1" }) {
      third += await listings(1)
    }
    #expect(try await state().projection.protection.point(Self.copy)?.exists == false)
    #expect(lister.mostAtOnce <= 2)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test("after a restart only what is due is listed")
  func resumes() async throws {
    let first = try await worker()
    let running = Task { try await first.run() }
    _ = await listings(3)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
    #expect(lister.asked.count == 3)
    clock.advance(by: .minutes(1))
    let second = try await worker()
    let again = Task { try await second.run() }
    #expect(await observer.awaitCurrent())
    clock.advance(by: .minutes(15))
    _ = await listings(3)
    #expect(lister.asked.count == 6)
    again.cancel()
    await #expect(throws: CancellationError.self) { try await again.value }
  }

  @Test("a listing that is refused is told of with its reason, and tried again")
  func refused() async throws {
    lister.refuse(
      CloudFault(kind: .refused, code: "rds.AccessDenied", message: "not allowed; grant it", isRetriable: false))
    let worker = try await worker()
    let running = Task { try await worker.run() }
    _ = await listings(3)
    let failures = try await state().projection.protection.listings.values.compactMap(\.failure)
    #expect(Set(failures) == ["not allowed; grant it (rds.AccessDenied)"])
    lister.refuse(nil)
    clock.advance(by: .minutes(16))
    _ = await listings(3)
    #expect(try await state().projection.protection.listings.values.compactMap(\.failure) == [])
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test("where AWS asks to be left alone for longer than the interval, nothing is listed before")
  func patience() async throws {
    lister.refuse(
      CloudFault(
        kind: .throttled, code: "rds.Throttling", message: "later", isRetriable: true, notBefore: .seconds(40 * 60)))
    let worker = try await worker()
    let running = Task { try await worker.run() }
    _ = await listings(3)
    lister.refuse(nil)
    clock.advance(by: .minutes(16))
    // What is asked for by a person waits as well; that it was heard is seen by the next commit.
    await worker.declare([DeclaredApplication(application: Self.application, digest: "d2")])
    #expect(await observer.await("catalog.application-declared.v2"))
    #expect(lister.asked.count == 3)
    clock.advance(by: .minutes(25))
    _ = await listings(3)
    #expect(lister.asked.count == 6)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
