import DarumaAWS
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Synchronization
import Testing

@Suite("The worker: from a record to a service that is back", .timeLimit(.minutes(15)))
struct WorkerTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)

  private static let alarm = TestRecords.alarm("ALARM", since: start - .minutes(3))
  private static let lines = [TestRecords.copy, "this is no JSON", TestRecords.backup, alarm]

  /// One worker on `log`, until `type` is committed or it ends.
  private func run(
    _ log: MemoryLog, _ cloud: MarkedCloud, until type: EventType?, letters: Letters = Letters()
  ) async throws -> State {
    let observer = EventStream()
    let producer = log.producer("worker")
    let rebuild = try await Rebuild<State>.run(producer, snapshots: MemorySnapshots())
    // Time goes on while a worker is dead.
    let clock = ManualClock(rebuild.fold.state.applications.values.compactMap(\.newestEventAt).max() ?? Self.start)
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: cloud, deadLetters: letters, observer: observer,
        openSource: { positions, _ in ListSource(Self.lines, from: positions, at: Self.start, staysOpen: type != nil) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")],
        // The clock is moved by events: what they take of it is no gap.
        hearing: HearingSettings(staleAfter: .days(1)), acts: type != nil, exitsAtEnd: type == nil),
      rebuild: rebuild, log: producer, snapshotStore: MemorySnapshots())
    guard let type else { return try await worker.run() }
    return try await withThrowingTaskGroup(of: State?.self) { group in
      group.addTask { try await worker.run() }
      group.addTask {
        // The hold-down is the only time that must pass; after a restart in its midst nothing is held anew.
        var wasCurrent = false
        for await event in observer.events {
          let isCurrent = event.body == .observation(.readinessChanged(.current))
          if event.body.type == "failover.trigger-held.v1" || (isCurrent && !wasCurrent) {
            clock.advance(by: .minutes(5))
          }
          wasCurrent = wasCurrent || isCurrent
          if event.body.type == type { return nil }
        }
        return nil
      }
      _ = try await group.next()
      group.cancelAll()
      return try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()).fold.state
    }
  }

  @Test("records lead to a finished failover, each effect once; what is no event goes to the dead letters")
  func failsOver() async throws {
    let cloud = MarkedCloud()
    let letters = Letters()
    let state = try await run(
      MemoryLog(), cloud, until: "failover.execution-succeeded.v1", letters: letters)
    let execution = try #require(state.applications["care"]?.executions.values.first)
    #expect(execution.machine.stateName == "succeeded")
    #expect(execution.choices.allSatisfy { $0.loss >= .minutes(42) } && execution.choices.count == 1)
    #expect(
      cloud.acts.map(\.rawValue.description).map { $0.split(separator: "/").dropFirst().joined(separator: "/") }
        == ["restore/1", "app/1", "dns/1"])
    #expect(letters.all.map(\.bytes) == [Array("this is no JSON".utf8)])
    #expect(letters.all.first?.origin == .record(topic: "events", partition: 0, offset: 1))
  }

  /// Every prefix of the journal is a moment at which the worker may have been killed; what it had begun may or may not
  /// have reached the cloud.
  @Test(
    "killed after any record of the journal: the next worker finishes, and nothing is done twice",
    arguments: [false, true])
  func killedAnywhere(_ hadActed: Bool) async throws {
    let whole = MemoryLog()
    _ = try await run(whole, MarkedCloud(), until: "failover.execution-succeeded.v1")
    let records = try await whole.producer("reader").read(from: 0, limit: 1000, wait: .zero).map(\.bytes)
    #expect(records.count > 8)
    for length in 0..<records.count {
      let log = MemoryLog()
      try await log.producer("before").append(Array(records.prefix(length)))
      let cloud = MarkedCloud()
      let before = try await Rebuild<State>.run(log.producer("before"), snapshots: MemorySnapshots()).fold.state
      let execution = before.applications["care"]?.executions.values.first
      for (step, machine) in execution?.steps ?? [:] where machine.isDone || (hadActed && machine.running != nil) {
        cloud.alreadyDid(Effect.identifier(execution: execution?.id ?? "", step: step, attempt: 1))
      }
      if execution?.machine.hasEnded == true { continue }
      let after = try await run(log, cloud, until: "failover.execution-succeeded.v1")
      #expect(after.applications["care"]?.executions.values.first?.machine.stateName == "succeeded", "\(length)")
      #expect(cloud.acts.count == Set(cloud.acts).count, "killed after \(length) records: \(cloud.acts)")
      #expect(cloud.acts.count == 3, "killed after \(length) records: \(cloud.acts)")
    }
  }

  @Test("a bounded run only decides; running it again from its journal adds nothing")
  func bounded() async throws {
    let log = MemoryLog()
    let cloud = MarkedCloud()
    let first = try await run(log, cloud, until: nil)
    #expect(cloud.acts.isEmpty)
    let again = try await run(log, cloud, until: nil)
    #expect(first.projections == again.projections)
    let replayed = try await Replay.fromFirstCommit(State.self, log.producer("reader"))
    #expect(replayed.state == again)
  }

  /// A cloud in which nothing comes to an end, and that counts how many look at once.
  private final class OpenCloud: Cloud {
    private struct Looks {
      var open = 0
      var most = 0
    }

    private let looks = Mutex(Looks())
    let begun: AsyncStream<Void>
    private let begin: AsyncStream<Void>.Continuation

    init() { (begun, begin) = AsyncStream.makeStream() }

    var most: Int { looks.withLock(\.most) }

    func observe(_ effect: Effect) async throws(CloudFault) -> Observation {
      looks.withLock { looks in
        looks.open += 1
        looks.most = max(looks.most, looks.open)
      }
      begin.yield()
      // Until it is cancelled.
      for await _ in AsyncStream<Never>.makeStream().stream {}
      looks.withLock { $0.open -= 1 }
      return .inProgress("cut off")
    }

    func act(_ effect: Effect) async throws(CloudFault) -> Acted { .started }
  }

  @Test("after a claim anew the executor before is stopped: nothing is looked at or done by two")
  func oneExecutor() async throws {
    let losesNext = Mutex(false)
    let isLost = Mutex(false)
    let log = MemoryLog(landing: { _, _ in
      let loses = losesNext.withLock { loses in
        defer { loses = false }
        return loses
      }
      if loses { isLost.withLock { $0 = true } }
      return loses ? .isLost : .lands
    })
    let cloud = OpenCloud()
    let clock = ManualClock(Self.start)
    let observer = EventStream()
    let producer = log.producer("worker")
    let worker = Worker(
      parts: WorkerParts(
        clock: clock, cloud: cloud, deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource(Self.lines, from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: TestApplication.make("care"), digest: "d1")]),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await worker.run() }
    #expect(await observer.await("failover.trigger-held.v1"))
    clock.advance(by: .minutes(5))
    var begun = cloud.begun.makeAsyncIterator()
    _ = await begun.next()
    losesNext.withLock { $0 = true }
    await worker.declare([DeclaredApplication(application: TestApplication.make("care"), digest: "d2")])
    _ = await begun.next()
    #expect(isLost.withLock { $0 })
    #expect(cloud.most == 1)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }

  @Test("a worker that is superseded stops and says by whom")
  func superseded() async throws {
    let log = MemoryLog()
    _ = try await run(log, MarkedCloud(), until: nil)
    let clock = ManualClock(Self.start)
    let producer = log.producer("old")
    let observer = EventStream()
    let old = Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), deadLetters: Letters(), observer: observer,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(name: "old"),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
    let running = Task { try await old.run() }
    #expect(await observer.awaitCurrent())
    let other = Ledger(
      try await Rebuild<State>.run(log.producer("new"), snapshots: MemorySnapshots()).fold, log: log.producer("new"),
      worker: "new")
    _ = try await other.claim(at: Self.start)
    await old.declare([DeclaredApplication(application: TestApplication.make("care"), digest: "d2")])
    await #expect(throws: JournalError.self) { try await running.value }
  }
}

/// Dead letters in memory.
final class Letters: DeadLetterSink {
  private let letters = Mutex<[DeadLetter]>([])
  var all: [DeadLetter] { letters.withLock(\.self) }
  func put(_ letters: [DeadLetter]) async throws { self.letters.withLock { $0 += letters } }
  func close() async {}
}
