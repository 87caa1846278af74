import DarumaAWS
import DarumaCore
import DarumaJournal
import Synchronization
import TestSupport
import Testing

@testable import DarumaRuntime

/// Credentials of whichever account the test says.
final class ShownCallers: CallerSource {
  private let shown: Mutex<(caller: Caller, isAsked: Bool)>

  init(_ caller: Caller) { shown = Mutex((caller, false)) }

  func show(_ caller: Caller) { shown.withLock { $0 = (caller, false) } }

  func caller(in regions: [Region], wanting wanted: Account) async -> Caller {
    shown.withLock { shown in
      shown.isAsked = true
      return shown.caller
    }
  }

  func checkedKey(of account: Account) async -> CheckedKey? {
    shown.withLock { $0.isAsked && $0.caller.account == account ? CheckedKey("AKIDEXAMPLE") : nil }
  }
}

@Suite("Nothing is listed or done with credentials of another account", .timeLimit(.minutes(15)))
struct CallerTests {
  private static let start = Instant(rfc3339: "2026-11-24T18:45:00Z") ?? Instant(milliseconds: 0)
  private static let intervalOfTrouble = EffectPace().poll * CallerWatch.pollsOfTrouble
  private static let right = Caller(account: "123456789012", arn: "arn:aws:iam::123456789012:user/daruma")
  private static let wrong = Caller(account: "999999999999", arn: "arn:aws:iam::999999999999:user/other")

  private static var application: Application {
    var application = TestApplication.make("care")
    application.contacts = [Contact(role: "ops", channel: .sns(topic: "arn:aws:sns:us-west-2:123456789012:ops"))]
    return application
  }

  private let log = MemoryLog()
  private let clock = ManualClock(Self.start)
  private let observer = EventStream()
  private let lister = CountingLister()

  private func worker(_ callers: any CallerSource) async throws -> Worker {
    let producer = log.producer("worker")
    return Worker(
      parts: WorkerParts(
        clock: clock, cloud: MarkedCloud(), lister: lister, callers: callers, deadLetters: Letters(),
        observer: observer,
        openSource: { positions, _ in ListSource([], from: positions, at: Self.start, staysOpen: true) }),
      settings: WorkerSettings(
        name: "worker",
        applications: [DeclaredApplication(application: Self.application, digest: "d1")],
        // The clock is moved by the test: what it takes of it is no gap.
        hearing: HearingSettings(staleAfter: .days(1))),
      rebuild: try await Rebuild<State>.run(producer, snapshots: MemorySnapshots()), log: producer,
      snapshotStore: MemorySnapshots())
  }

  private func state() async throws -> ApplicationState {
    let fold = try await Rebuild<State>.run(log.producer("reader"), snapshots: MemorySnapshots()).fold
    return try #require(fold.state.applications["care"])
  }

  /// Time goes on from one short sleep to the next: nobody knows when the next question is due, and who is busy is waited for.
  private func tick(within span: Span = intervalOfTrouble) -> Task<Void, any Error> {
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

  @Test("another account's: told once, nothing listed; once they are right everything is")
  func listings() async throws {
    let callers = ShownCallers(Self.wrong)
    let worker = try await worker(callers)
    let running = Task { try await worker.run() }
    #expect(await observer.await("observation.caller-changed.v1"))
    // Asked again and again, and told once.
    for _ in 1...3 { clock.advance(by: Self.intervalOfTrouble) }
    #expect(lister.asked == 0)
    #expect(try await state().callerFault?.contains("999999999999") == true)
    callers.show(Self.right)
    let ticking = tick()
    defer { ticking.cancel() }
    #expect(await observer.await("observed.listing-completed.v1"))
    #expect(try await state().callerFault == nil)
    await stop(running)
    let after = try await state()
    #expect(after.caller == Self.right)
    // Each of the two facts once: that they are wrong, and that they are right again.
    let notices = after.effects.all.compactMap(\.effect.action.subject)
    #expect(notices.count <= 2 && Set(notices).count == notices.count)
  }

  @Test("a source that never answers is told of, asked no second time, and believed once it does")
  func silent() async throws {
    let callers = SilentCallers(Self.right)
    let worker = try await worker(callers)
    let running = Task { try await worker.run() }
    let ticking = tick(within: CallerWatch.longestAnswer)
    defer { ticking.cancel() }
    #expect(await observer.await("observation.caller-changed.v1"))
    let fault = try #require(try await state().callerFault)
    #expect(fault.contains("Neither the source of the credentials nor STS has answered within"), "\(fault)")
    #expect(callers.count == 1)
    callers.speak()
    #expect(await observer.await("observation.caller-changed.v1"))
    #expect(try await state().caller == Self.right)
    await stop(running)
  }
}

/// Says nothing until it is let go.
private final class SilentCallers: CallerSource {
  private let right: Caller
  private let asked = Mutex(0)
  private let silence: AsyncStream<Void>
  private let end: AsyncStream<Void>.Continuation

  init(_ right: Caller) {
    self.right = right
    (silence, end) = AsyncStream.makeStream()
  }

  var count: Int { asked.withLock(\.self) }

  func speak() { end.finish() }

  func caller(in regions: [Region], wanting wanted: Account) async -> Caller {
    asked.withLock { $0 += 1 }
    // In a task of its own: it hangs although whoever asks has gone.
    await Task { for await _ in silence {} }.value
    return right
  }

  func checkedKey(of account: Account) async -> CheckedKey? { nil }
}

/// Finds nothing, and counts how often it is asked.
private final class CountingLister: Lister {
  private let count = Mutex(0)
  var asked: Int { count.withLock(\.self) }

  func list(_ request: ListingRequest) async throws(CloudFault) -> [Listed] {
    count.withLock { $0 += 1 }
    return []
  }
}
