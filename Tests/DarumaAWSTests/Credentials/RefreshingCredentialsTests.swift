import DarumaCore
import Synchronization
import Testing

@testable import DarumaAWS

/// A source whose answers a test sets, and which can be held up.
final class ScriptedSource: CredentialProvider {
  private struct State {
    var outcome: Result<AWSCredentials, CredentialError>
    var asked = 0
    var held: [CheckedContinuation<Void, Never>] = []
    var isHeld = false
  }

  private let state: Mutex<State>

  init(_ outcome: Result<AWSCredentials, CredentialError>) { state = Mutex(State(outcome: outcome)) }

  var asked: Int { state.withLock { $0.asked } }

  func set(_ outcome: Result<AWSCredentials, CredentialError>) { state.withLock { $0.outcome = outcome } }

  func hold() { state.withLock { $0.isHeld = true } }

  func letGo() {
    let held = state.withLock { state in
      defer { (state.held, state.isHeld) = ([], false) }
      return state.held
    }
    for waiter in held { waiter.resume() }
  }

  func credentials() async throws(CredentialError) -> AWSCredentials {
    await withCheckedContinuation { waiter in
      let passes = state.withLock { state in
        state.asked += 1
        if state.isHeld { state.held.append(waiter) }
        return !state.isHeld
      }
      if passes { waiter.resume() }
    }
    return try state.withLock { $0.outcome }.get()
  }
}

@Suite("Keeping and renewing credentials")
struct RefreshingCredentialsTests {
  static func credentials(
    _ id: String, for life: Span?, source: CredentialSource = .container
  ) -> AWSCredentials {
    AWSCredentials(
      accessKeyID: id, secretAccessKey: "s", sessionToken: "t",
      expiresAt: life.map { FakeMachine.start + $0 },
      source: source)
  }

  static let failure = CredentialError(.unavailable, .container, "nobody there")

  struct Harness: Sendable {
    let machine = FakeMachine()
    let source: ScriptedSource
    let notices = Notices()
    let keeper: RefreshingCredentials

    init(_ first: Result<AWSCredentials, CredentialError>) {
      let (machine, notices, source) = (machine, notices, ScriptedSource(first))
      self.source = source
      keeper = RefreshingCredentials(source, now: { machine.now }, notify: { notices.add($0) })
    }
  }

  final class Notices: Sendable {
    private let list = Mutex<[CredentialNotice]>([])
    func add(_ notice: CredentialNotice) { list.withLock { $0.append(notice) } }
    var all: [CredentialNotice] { list.withLock { $0 } }
  }

  @Test("credentials are asked for once and kept until the margin before their end")
  func kept() async throws {
    let first = Self.credentials("A", for: .hours(1))
    let harness = Harness(.success(first))
    for _ in 0..<3 { #expect(await harness.keeper.outcome() == .success(first)) }
    harness.machine.advance(.minutes(55) - .seconds(1))
    #expect(await harness.keeper.outcome() == .success(first))
    #expect(harness.source.asked == 1)
    let second = Self.credentials("B", for: .hours(2))
    harness.source.set(.success(second))
    harness.machine.advance(.seconds(1))
    _ = await harness.keeper.outcome()
    await harness.keeper.settled()
    #expect(await harness.keeper.outcome() == .success(second))
    #expect(harness.source.asked == 2)
    #expect(harness.notices.all == [.obtained(first), .obtained(second)])
  }

  @Test("nobody waits for a renewal as long as the old ones are good; once they are not, everybody does")
  func background() async {
    let first = Self.credentials("A", for: .hours(1))
    let second = Self.credentials("B", for: .hours(2))
    let harness = Harness(.success(first))
    _ = await harness.keeper.outcome()
    harness.source.set(.success(second))
    harness.source.hold()
    harness.machine.advance(.minutes(56))
    for _ in 0..<3 { #expect(await harness.keeper.outcome() == .success(first)) }
    harness.machine.advance(.minutes(4))
    let waiting = Task { await harness.keeper.outcome() }
    while harness.source.asked < 2 { await Task.yield() }
    harness.source.letGo()
    #expect(await waiting.value == .success(second))
    #expect(harness.source.asked == 2)
  }

  @Test("credentials without an end are kept for ever")
  func endless() async {
    let harness = Harness(.success(Self.credentials("A", for: nil)))
    _ = await harness.keeper.outcome()
    harness.machine.advance(.days(1000))
    #expect(await harness.keeper.outcome().success?.accessKeyID == "A")
    #expect(harness.source.asked == 1)
  }

  @Test(
    "where renewing fails, good ones are used on, a notice says so, and the source is left alone for a while")
  func keptOld() async {
    let first = Self.credentials("A", for: .hours(1))
    let harness = Harness(.success(first))
    _ = await harness.keeper.outcome()
    harness.source.set(.failure(Self.failure))
    harness.machine.advance(.minutes(56))
    for _ in 0..<3 {
      #expect(await harness.keeper.outcome() == .success(first))
      await harness.keeper.settled()
    }
    #expect(harness.source.asked == 2)
    #expect(harness.notices.all == [.obtained(first), .keptOld(first, Self.failure)])
    #expect(harness.notices.all.last?.description.contains("nobody there") == true)
    harness.machine.advance(.seconds(10))
    _ = await harness.keeper.outcome()
    await harness.keeper.settled()
    #expect(harness.source.asked == 3)
  }

  @Test("once they have expired, the failure is the answer; when the source is back, all is well")
  func expired() async {
    let harness = Harness(.success(Self.credentials("A", for: .hours(1))))
    _ = await harness.keeper.outcome()
    harness.source.set(.failure(Self.failure))
    harness.machine.advance(.hours(1))
    for _ in 0..<3 { #expect(await harness.keeper.outcome() == .failure(Self.failure)) }
    #expect(harness.source.asked == 2)
    harness.machine.advance(.seconds(10))
    harness.source.set(.success(Self.credentials("B", for: .hours(3))))
    #expect(await harness.keeper.outcome().success?.accessKeyID == "B")
  }

  @Test("a failure at the start is not asked about again at once")
  func failedStart() async {
    let harness = Harness(.failure(Self.failure))
    for _ in 0..<3 { #expect(await harness.keeper.outcome() == .failure(Self.failure)) }
    #expect(harness.source.asked == 1)
    harness.machine.advance(.seconds(10))
    _ = await harness.keeper.outcome()
    #expect(harness.source.asked == 2)
  }

  @Test("however many ask at once, the source is asked once")
  func singleFlight() async {
    let harness = Harness(.success(Self.credentials("A", for: .hours(1))))
    harness.source.hold()
    await withTaskGroup(of: String?.self) { group in
      for _ in 0..<50 { group.addTask { await harness.keeper.outcome().success?.accessKeyID } }
      while harness.source.asked == 0 { await Task.yield() }
      harness.source.letGo()
      for await id in group { #expect(id == "A") }
    }
    #expect(harness.source.asked == 1)
  }

  @Test("one caller who gives up does not take the renewal away from the others")
  func cancelledCaller() async {
    let harness = Harness(.success(Self.credentials("A", for: .hours(1))))
    harness.source.hold()
    let first = Task { await harness.keeper.outcome() }
    while harness.source.asked == 0 { await Task.yield() }
    let second = Task { await harness.keeper.outcome() }
    first.cancel()
    harness.source.letGo()
    #expect(await second.value.success?.accessKeyID == "A")
    #expect(harness.source.asked == 1)
  }

  @Test("credentials that arrive expired are refused, with both times")
  func arrivedExpired() async {
    let harness = Harness(.success(Self.credentials("A", for: .zero)))
    let error = await harness.keeper.outcome().failure
    #expect(error?.code == .expired)
    #expect(error?.description.contains("\(FakeMachine.start)") == true)
    #expect(error?.description.contains("clock") == true)
  }

  @Test("those of instance metadata are tried all the same, for ten minutes at a time")
  func staticStability() async {
    let stale = Self.credentials("A", for: .minutes(-30), source: .instanceMetadata)
    let harness = Harness(.success(stale))
    #expect(await harness.keeper.outcome() == .success(stale))
    harness.machine.advance(.minutes(4))
    #expect(await harness.keeper.outcome() == .success(stale))
    #expect(harness.source.asked == 1)
    #expect(harness.notices.all == [.usedExpired(stale)])
    harness.machine.advance(.minutes(6))
    _ = await harness.keeper.outcome()
    #expect(harness.source.asked == 2)
  }

  @Test("a life shorter than the margin does not mean asking each time")
  func shortLife() async {
    let harness = Harness(.success(Self.credentials("A", for: .minutes(1))))
    for _ in 0..<5 { _ = await harness.keeper.outcome() }
    #expect(harness.source.asked == 1)
  }

  @Test("refused credentials are renewed; the answer says whether others came")
  func renew() async {
    let harness = Harness(.success(Self.credentials("A", for: .hours(1))))
    #expect(await harness.keeper.renew() == false)
    _ = await harness.keeper.outcome()
    harness.machine.advance(.minutes(1))
    #expect(await harness.keeper.renew() == false)
    #expect(harness.source.asked == 2)
    harness.machine.advance(.minutes(1))
    harness.source.set(.success(Self.credentials("B", for: .hours(2))))
    #expect(await harness.keeper.renew() == true)
    // A call that was refused with A hears that there are others already.
    #expect(await harness.keeper.renew() == true)
    #expect(harness.source.asked == 3)
    harness.machine.advance(.minutes(1))
    harness.source.set(.failure(Self.failure))
    #expect(await harness.keeper.renew() == false)
    #expect(await harness.keeper.renew() == false)
    #expect(harness.source.asked == 4)
    #expect(await harness.keeper.outcome().success?.accessKeyID == "B")
  }
}

@Suite("What the life of credentials asks for")
struct CredentialLeaseTests {
  @Test(
    "the table",
    arguments: [
      (nil, 0, 1_000_000, .none), (3600, 0, 0, .none), (3600, 0, 3299, .none), (3600, 0, 3300, .renewalWise),
      (3600, 3300, 3309, .none), (3600, 3300, 3310, .renewalWise), (3600, 3599, 3600, .renewalNecessary),
      (3600, 0, 9999, .renewalNecessary),
    ] as [(Int64?, Int64, Int64, CredentialLease.Need)])
  func table(end: Int64?, lastTry: Int64, now: Int64, need: CredentialLease.Need) {
    func at(_ seconds: Int64) -> Instant { FakeMachine.start + .seconds(seconds) }
    let lease = CredentialLease(
      credentials: RefreshingCredentialsTests.credentials("A", for: nil), obtainedAt: at(0),
      usableUntil: end.map(at), lastTry: at(lastTry))
    #expect(lease.need(at: at(now), CredentialTiming()) == need)
  }
}

extension Span {
  fileprivate static func - (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds - right.milliseconds)
  }
}
