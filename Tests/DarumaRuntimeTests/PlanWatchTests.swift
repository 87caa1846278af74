import DarumaAWS
import DarumaCore
import DarumaJournal
import Synchronization
import TestSupport
import Testing

@testable import DarumaRuntime

/// Finds whatever the test says, counts the looks, and may never answer.
final class ShownPlans: PlanLooker {
  private struct Shown {
    var marks: [PlanMark] = []
    var looks = 0
    var atOnce = 0
    var most = 0
    var hangs = false
  }

  private let shown = Mutex(Shown())
  private let silence: AsyncStream<Void>
  private let end: AsyncStream<Void>.Continuation

  init() { (silence, end) = AsyncStream.makeStream() }

  var looks: Int { shown.withLock(\.looks) }
  /// Looks that were open at the same time, at the most.
  var mostAtOnce: Int { shown.withLock(\.most) }

  func show(_ marks: PlanMark...) { shown.withLock { $0.marks = marks } }
  func hang() { shown.withLock { $0.hangs = true } }
  func goOn() {
    shown.withLock { $0.hangs = false }
    end.finish()
  }

  func marks(of run: DryRun, of application: Application, as caller: Caller?, at instant: Instant) async -> [PlanMark] {
    let hangs = shown.withLock { shown in
      shown.looks += 1
      shown.atOnce += 1
      shown.most = max(shown.most, shown.atOnce)
      return shown.hangs
    }
    // In a task of its own: it hangs although whoever asks has gone.
    if hangs { await Task { [silence] in for await _ in silence {} }.value }
    return shown.withLock { shown in
      shown.atOnce -= 1
      return shown.marks
    }
  }
}

@Suite("Plans are looked at all the time, and nobody waits for it", .timeLimit(.minutes(15)))
struct PlanWatchTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)
  private static let changed: EventType = "observation.plan-readiness-changed.v1"
  private static let right = Caller(account: "123456789012", arn: "arn:aws:iam::123456789012:user/daruma")

  private static func mark(_ text: String = "does not exist") -> PlanMark {
    PlanMark(.unmet, step: "restore", subject: "subnet group s", state: text, remedy: "create it", since: start)
  }

  private let log = MemoryLog()
  private let clock = ManualClock(Self.start)
  private let observer = EventStream()
  private let plans = ShownPlans()

  private func worker(
    _ callers: (any CallerSource)? = nil, applications: [ApplicationName] = ["care"],
    settings: PlanWatchSettings = PlanWatchSettings()
  ) async throws -> Worker {
    let producer = log.producer("worker")
    return Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), plans: plans, callers: callers, deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker",
        applications: applications.map { name in
          var application = TestApplication.make(name)
          // Time alone is to change nothing.
          application.resources[0].protection = []
          application.contacts = [
            Contact(role: "ops", channel: .sns(topic: "arn:aws:sns:us-west-2:123456789012:ops"))
          ]
          return DeclaredApplication(application: application, digest: "d-\(name)")
        }, planWatch: settings,
        // The clock is moved by the test: what it takes of it is no gap.
        hearing: HearingSettings(limit: .days(1000), staleAfter: .days(1000))),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
  }

  private func state() async throws -> State {
    try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold.state
  }

  private func readiness(_ name: ApplicationName = "care") async throws -> PlanReadiness? {
    try await state().applications[name]?.planReadiness["failover"]?.readiness
  }

  /// Time goes on from one short sleep to the next.
  private func tick(within span: Span = .minutes(5)) -> Task<Void, any Error> {
    Task { [clock] in
      while true {
        try await RealTime.pass(.milliseconds(5))
        clock.advanceToSleeper(within: span)
      }
    }
  }

  private func stop(_ running: Task<State, any Error>) async {
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  /// Returns when there were so many looks.
  private func await(looks count: Int) async throws {
    while plans.looks < count { try await RealTime.pass(.milliseconds(5)) }
  }

  @Test("what a look finds is an event, the same again none; it turns red and green, and is told once each")
  func turns() async throws {
    let worker = try await worker()
    let running = Task { try await worker.run() }
    #expect(await observer.await(Self.changed))
    #expect(try await readiness()?.verdict == .ready)
    let ticking = tick()
    defer { ticking.cancel() }
    try await self.await(looks: 4)
    let before = try await state().applications["care"]?.sequence
    try await self.await(looks: 8)
    #expect(
      try await state().applications["care"]?.sequence == before, "nothing new was seen, and nothing is journaled")
    plans.show(Self.mark())
    var told: [Bool] = []
    func until(_ type: EventType) async -> Bool {
      await observer.await { event in
        if case .observation(.planReadinessTurned(let turn)) = event.body { told.append(turn.isReady) }
        return event.body.type == type
      }
    }
    #expect(await until(Self.changed))
    #expect(try await readiness()?.verdict == .notReady)
    let looks = plans.looks
    try await self.await(looks: looks + 3)
    plans.show()
    #expect(await until("observation.plan-readiness-turned.v1"))
    #expect(await until(Self.changed))
    #expect(await until("observation.plan-readiness-turned.v1"))
    #expect(try await readiness()?.verdict == .ready)
    await stop(running)
    #expect(told == [false, true])
  }

  @Test("a look that never ends is unknown in time, is begun no second time, and keeps nobody waiting")
  func hanging() async throws {
    plans.hang()
    let worker = try await worker(settings: PlanWatchSettings(longest: .minutes(1)))
    let running = Task { try await worker.run() }
    try await self.await(looks: 1)
    // The worker takes other things in while the look is open.
    await worker.declare([DeclaredApplication(application: TestApplication.make("other"), digest: "d-other")])
    let ticking = tick()
    defer { ticking.cancel() }
    #expect(await observer.await { $0.application == "care" && $0.body.type == Self.changed })
    let found = try #require(try await readiness())
    #expect(found.verdict == .unknown && found.marks[0].state == "did not end within 1m")
    plans.goOn()
    #expect(await observer.await { $0.application == "care" && $0.body.type == Self.changed })
    #expect(try await readiness()?.verdict == .ready)
    await stop(running)
  }

  @Test("with credentials of another account nothing is looked at, and that is not ready")
  func credentials() async throws {
    let callers = ShownCallers(Caller(account: "999999999999", arn: "arn:aws:iam::999999999999:user/other"))
    let worker = try await worker(callers)
    let running = Task { try await worker.run() }
    let ticking = tick()
    defer { ticking.cancel() }
    #expect(await observer.await(Self.changed))
    #expect(plans.looks == 0)
    let found = try #require(try await readiness())
    #expect(found.verdict == .unknown && found.marks[0].state.contains("999999999999"))
    callers.show(Self.right)
    #expect(await observer.await(Self.changed))
    #expect(try await readiness()?.verdict == .ready)
    await stop(running)
  }

  @Test(
    "a hundred and twenty applications are looked at a few at a time, each of them, and again only after the interval")
  func many() async throws {
    let names = (1...120).map { ApplicationName("app-\($0)") }
    let worker = try await worker(applications: names, settings: PlanWatchSettings(atOnce: 3))
    let running = Task { try await worker.run() }
    var found: Set<ApplicationName> = []
    while found.count < names.count {
      guard
        await observer.await({ event in
          guard event.body.type == Self.changed else { return false }
          found.insert(event.application)
          return true
        })
      else { break }
    }
    #expect(found.count == names.count)
    #expect(plans.looks == names.count && plans.mostAtOnce <= 3, "\(plans.looks) looks, \(plans.mostAtOnce) at once")
    await stop(running)
  }
}
