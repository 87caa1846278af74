import DarumaCore
import DarumaJournal
import DarumaRuntime
import Testing

@Suite("The worker hears first, and acts then", .timeLimit(.minutes(15)))
struct HearingTests {
  static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private let log = MemoryLog()
  private let clock = ManualClock(Self.start)
  private let topic = SteeredTopic()
  private let cloud = MarkedCloud()
  private let letters = Letters()

  /// A worker at work, and what it commits.
  private struct Life {
    var observer: EventStream
    var running: Task<State, any Error>

    func kill() async {
      running.cancel()
      _ = await running.result
    }
  }

  private func work(_ application: Application = TestApplication.make("care")) async throws -> Life {
    let producer = log.producer("worker")
    let observer = EventStream()
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: cloud, deadLetters: letters, observer: observer,
        openSource: { [topic] positions, _ in topic.open(from: positions) }),
      settings: WorkerSettings(
        name: "worker", applications: [DeclaredApplication(application: application, digest: "d1")],
        // By the real clock: often enough that no test waits for it.
        hearing: HearingSettings(interval: .milliseconds(5))),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    return Life(observer: observer, running: Task { try await worker.run() })
  }

  private func state() async throws -> ApplicationState {
    let fold = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold
    return try #require(fold.state.applications["care"])
  }

  private func events() async throws -> [Event] {
    var events: [Event] = []
    for record in log.records {
      guard case .commit(_, let commit) = CommitCodec().decode(record) else { continue }
      events += try commit.get().events
    }
    return events
  }

  private func types() async throws -> Set<EventType> { Set(try await events().map(\.body.type)) }

  /// The alarm is on and its hold-down runs.
  private func hold(_ application: Application = TestApplication.make("care")) async throws -> Life {
    topic.put(TestRecords.copy, TestRecords.backup, at: Self.start)
    topic.put(TestRecords.alarm("ALARM", since: Self.start), at: Self.start)
    let life = try await work(application)
    #expect(await life.observer.await("failover.trigger-held.v1"))
    return life
  }

  @Test("killed while holding, with the all-clear waiting in the topic: nothing fires, then or later")
  func okWaits() async throws {
    await (try await hold()).kill()
    clock.advance(by: .minutes(10))
    topic.put(TestRecords.alarm("OK", since: clock.now), at: clock.now)
    clock.advance(by: .minutes(10))
    let life = try await work()
    #expect(await life.observer.awaitCurrent())
    clock.advance(by: .hours(1))
    #expect(await life.observer.awaitCurrent())
    await life.kill()
    #expect(try await state().triggers["outage"]?.state == .clear)
    #expect(try await !types().contains("failover.trigger-fired.v1"))
  }

  @Test("killed while holding, and it still holds: it fires once everything is heard")
  func stillHolds() async throws {
    await (try await hold()).kill()
    clock.advance(by: .minutes(20))
    let life = try await work()
    #expect(await life.observer.await("failover.trigger-fired.v1"))
    await life.kill()
    let journal = try await events()
    let fired = try #require(journal.lastIndex { $0.body.type == "failover.trigger-fired.v1" })
    let current = try #require(journal.lastIndex { $0.body == .observation(.readinessChanged(.current)) })
    #expect(current < fired)
  }

  @Test("20,000 records between the alarm and its all-clear: it does not fire while it catches up")
  func backlog() async throws {
    await (try await hold()).kill()
    let beats = (1...20_000).map { TestRecords.heartbeat("nobody-asks", at: Self.start + .seconds(Int64($0) / 100)) }
    topic.put(beats, at: clock.now)
    topic.put(TestRecords.alarm("OK", since: Self.start + .minutes(4)), at: clock.now)
    clock.advance(by: .minutes(20))
    let life = try await work()
    #expect(await life.observer.awaitCurrent())
    await life.kill()
    #expect(try await state().triggers["outage"]?.state == .clear)
    #expect(try await !types().contains("failover.trigger-fired.v1"))
  }

  private static func asking(_ onTimeout: ApprovalPolicy.OnTimeout) -> Application {
    TestApplication.make(
      "care", approval: ApprovalPolicy(required: 1, from: ["management"], timeout: .minutes(30), onTimeout: onTimeout))
  }

  /// Approval is asked for, the worker is killed, people answer in time, and the time runs out before it is started
  /// again.
  private func answered(
    _ onTimeout: ApprovalPolicy.OnTimeout, _ order: (Approval) -> String
  ) async throws -> ApplicationState {
    let first = try await hold(Self.asking(onTimeout))
    clock.advance(by: .minutes(5))
    #expect(await first.observer.await("failover.execution-approval-requested.v2"))
    await first.kill()
    clock.advance(by: .minutes(10))
    topic.put(order(try #require(try await state().runningExecution?.machine.approval)), at: clock.now)
    clock.advance(by: .hours(1))
    let second = try await work(Self.asking(onTimeout))
    #expect(await second.observer.awaitCurrent())
    await second.kill()
    return try await state()
  }

  @Test(
    "a denial and an abort that were in the topic before the time-out are not overtaken by it",
    arguments: ["deny", "abort"])
  func deniedInTime(_ command: String) async throws {
    let state = try await answered(.proceed) { _ in TestRecords.order(command, at: clock.now) }
    #expect(state.executions.values.map(\.machine.stateName) == ["aborted"])
    #expect(cloud.acts.isEmpty)
    #expect(state.executions.values.first?.hasChanged == false)
  }

  @Test("an approval that was in the topic before the time-out counts")
  func approvedInTime() async throws {
    let state = try await answered(.abort) { TestRecords.order("approve", at: clock.now, #""digest":"\#($0.digest)""#) }
    #expect(state.executions.values.first?.approvers.map(\.name) == ["yuki"])
    #expect(state.executions.values.first?.machine.stateName != "aborted")
  }

  @Test("a pause that was in the topic before the hold-down ended is heard")
  func pausedInTime() async throws {
    await (try await hold()).kill()
    topic.put(TestRecords.order("pause", at: clock.now), at: clock.now)
    clock.advance(by: .minutes(20))
    let life = try await work()
    #expect(await life.observer.await("failover.trigger-suppressed.v1"))
    await life.kill()
    #expect(try await !types().contains("failover.trigger-fired.v1"))
  }

  @Test(
    "a source that can't be heard: people are told that it is deaf, and nothing fires before it is heard",
    arguments: [SteeredTopic.Hearing.refuses, .hangs])
  func deaf(_ hearing: SteeredTopic.Hearing) async throws {
    let life = try await hold()
    topic.hear(hearing)
    clock.advance(by: .seconds(20))
    #expect(await life.observer.await { $0.body == .observation(.readinessChanged(.catchingUp)) })
    // That may seem to be a gap; after so much more it can be nothing but deafness.
    clock.advance(by: .seconds(11))
    // What does not answer is named, where that is known.
    let parts = hearing == .refuses ? SteeredTopic.Refusal().deafTo : []
    #expect(
      await life.observer.await { $0.body == .observation(.readinessChanged(.deaf(.sourceOutOfReach, to: parts))) })
    clock.advance(by: .hours(1))
    #expect(await life.observer.await("observation.readiness-overdue.v1"))
    #expect(try await !types().contains("failover.trigger-fired.v1"))
    topic.hear(.answers)
    #expect(await life.observer.await("failover.trigger-fired.v1"))
    await life.kill()
  }

  @Test("the process was stopped for a while and goes on: what came meanwhile is heard before anything else")
  func stopped() async throws {
    let life = try await hold()
    topic.holdBack()
    topic.put(TestRecords.alarm("OK", since: clock.now + .minutes(1)), at: clock.now)
    clock.advance(by: .minutes(20))
    #expect(await life.observer.await { $0.body == .observation(.readinessChanged(.catchingUp)) })
    #expect(try await !types().contains("failover.trigger-fired.v1"))
    topic.letGo()
    #expect(await life.observer.await("failover.trigger-released.v1"))
    #expect(await life.observer.awaitCurrent())
    await life.kill()
    #expect(try await !types().contains("failover.trigger-fired.v1"))
  }

  @Test("the wall clock jumps: people are told, and nothing is done until it agrees again")
  func jump() async throws {
    let life = try await hold()
    clock.part(by: .minutes(30))
    #expect(await life.observer.await { $0.body == .observation(.readinessChanged(.deaf(.clocksApart))) })
    clock.advance(by: .hours(2))
    #expect(await life.observer.await("observation.readiness-overdue.v1"))
    #expect(try await !types().contains("failover.trigger-fired.v1"))
    clock.part(by: nil)
    #expect(await life.observer.await("failover.trigger-fired.v1"))
    await life.kill()
  }

  /// A worker on this journal, whose clock is `clock`.
  private func begin(at clock: ManualClock, trustsClock: Bool = false) async throws -> (
    Task<State, any Error>, EventStream
  ) {
    let producer = log.producer("worker")
    let observer = EventStream()
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: cloud, deadLetters: letters, observer: observer,
        openSource: { [topic] positions, _ in topic.open(from: positions) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")],
        hearing: HearingSettings(interval: .milliseconds(5), trustsClock: trustsClock)),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    return (Task { try await worker.run() }, observer)
  }

  @Test(
    "a journal that was written by a clock ahead: nothing is done until the clock has passed it, however often it starts"
  )
  func journalAhead() async throws {
    await (try await hold()).kill()
    let before = ManualClock(Self.start - .hours(5))
    for _ in 0..<3 {
      let (running, observer) = try await begin(at: before)
      #expect(await observer.await { $0.body == .observation(.readinessChanged(.deaf(.journalAhead))) })
      running.cancel()
      _ = await running.result
    }
    let (running, observer) = try await begin(at: before)
    #expect(await observer.await { $0.body == .observation(.readinessChanged(.deaf(.journalAhead))) })
    before.advance(by: .hours(4))
    #expect(try await !types().contains("failover.trigger-fired.v1"))
    #expect(try await !types().contains("observation.future-forgotten.v1"))
    before.advance(by: .hours(2))
    #expect(await observer.await("failover.trigger-fired.v1"))
    running.cancel()
    _ = await running.result
  }

  @Test("where a person trusts the clock, what the journal says of times to come is forgotten, once")
  func trustedClock() async throws {
    await (try await hold()).kill()
    let before = ManualClock(Self.start - .hours(5))
    let (running, observer) = try await begin(at: before, trustsClock: true)
    #expect(await observer.await("observation.future-forgotten.v1"))
    #expect(await observer.awaitCurrent())
    running.cancel()
    _ = await running.result
    let (again, second) = try await begin(at: before)
    #expect(await second.awaitCurrent())
    again.cancel()
    _ = await again.result
  }

  @Test("a heartbeat of 2099 and an all-clear of next year never enter the state; what came beside them does")
  func futures() async throws {
    let life = try await hold()
    let group = #"""
      {"version":"4","status":"firing","receiver":"r","alerts":[
      {"status":"firing","labels":{"alertname":"prod-region-web"},"startsAt":"2099-01-01T00:00:00Z","fingerprint":"f1"},
      {"status":"firing","labels":{"alertname":"prod-region-web"},"startsAt":"2026-11-24T18:44:00Z","fingerprint":"f2"}
      ]}
      """#
    topic.put(
      TestRecords.heartbeat("canary", at: Instant(rfc3339: "2099-01-01T00:00:00Z") ?? Self.start),
      TestRecords.alarm("OK", since: Self.start + .days(365)), group.filter { $0 != "\n" }, at: clock.now)
    #expect(await life.observer.await("observed.alarm-changed.v1"))
    clock.advance(by: .minutes(5))
    #expect(await life.observer.await("failover.trigger-fired.v1"))
    await life.kill()
    let world = try await state().projection.world
    #expect(world.heartbeats == [:])
    #expect(world.alarms.values.map(\.state) == [.alarm, .alarm])
    #expect(letters.all.map(\.code) == ["future-time", "future-time", "future-time"])
    #expect(letters.all.first?.reason.contains("at is 2099-01-01T00:00:00.000Z") == true)
    #expect(letters.all.first?.reason.contains("\(Self.start)") == true)
  }

  @Test("when a record was in the topic is kept with what it says; a time stamp of tomorrow is not believed")
  func recordedAt() async throws {
    topic.put(TestRecords.alarm("ALARM", since: Self.start - .minutes(9)), at: Self.start - .minutes(8))
    topic.put(TestRecords.alarm("OK", since: Self.start - .minutes(7)), at: Self.start + .days(1))
    let life = try await work()
    #expect(await life.observer.awaitCurrent())
    await life.kill()
    let times = try await events().compactMap { event -> Instant?? in
      guard case .observed(let signal) = event.body else { return nil }
      return signal.recordedAt
    }
    #expect(times == [Self.start - .minutes(8), Self.start])
  }

  @Test("an effect is looked at and not sent while the worker is not current")
  func notSent() async throws {
    let first = try await hold()
    clock.advance(by: .minutes(5))
    #expect(await first.observer.await("failover.step-started.v2"))
    await first.kill()
    let acted = cloud.acts.count
    topic.hear(.refuses)
    let second = try await work()
    #expect(await second.observer.await { $0.body == .observation(.readinessChanged(.catchingUp)) })
    clock.advance(by: .minutes(1))
    #expect(
      await second.observer.await {
        $0.body == .observation(.readinessChanged(.deaf(.sourceOutOfReach, to: SteeredTopic.Refusal().deafTo)))
      })
    for _ in 0..<20 { clock.advance(by: .seconds(10)) }
    #expect(cloud.acts.count == acted || acted > 0)
    let isPending = try await state().pendingEffects.contains { !cloud.acts.contains($0.id) }
    if isPending { #expect(cloud.acts.count == acted) }
    topic.hear(.answers)
    while try await state().executions.values.first?.machine.hasEnded != true {
      clock.advance(by: .seconds(6))
      await Task.yield()
    }
    await second.kill()
    #expect(cloud.acts.count == 3 && Set(cloud.acts).count == 3)
  }
}
