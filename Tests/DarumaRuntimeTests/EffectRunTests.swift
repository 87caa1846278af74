import DarumaAWS
import DarumaCore
import DarumaRuntime
import Synchronization
import Testing

@Suite("An effect: observe, act where it is not so, observe until it is")
struct EffectRunTests {
  private static let start = Instant(milliseconds: 1_800_000_000_000)
  private static let throttled = CloudFault(
    kind: .throttled, code: "rds.Throttling", message: "slow down", isRetriable: true)
  private static let refused = CloudFault(
    kind: .refused, code: "rds.DBSnapshotNotFound", message: "no such snapshot", isRetriable: false)
  private static let lost = CloudFault(
    kind: .outcomeUnknown, code: "rds.interrupted", message: "the answer was lost", isRetriable: true)
  private static let done = Observation.done(outputs: ["endpoint": "db"], by: .daruma)

  private func effect(_ purpose: Effect.Purpose = .perform, _ action: Action? = nil) -> Effect {
    Effect(
      id: "app.1/restore/1", application: "app", execution: "app.1", step: "restore", attempt: 1, purpose: purpose,
      action: action
        ?? .restoreDatabase(RestoreDatabase(region: "us-west-2", snapshot: "snap", identifier: "db-1")),
      deadline: Self.start + .hours(1))
  }

  private func run(
    _ cloud: ScriptedCloud, _ effect: Effect, resumed: Bool = false,
    mayAct: @escaping EffectRun.Permission = { _ in }
  ) async -> Outcome.Result? {
    let outcome = Mutex<Outcome.Result?>(nil)
    let (ended, end) = AsyncStream<Void>.makeStream()
    let executor = Executor(
      cloud: cloud, clock: LeapingClock(Self.start), pace: EffectPace(), mayAct: mayAct,
      deliver: { told in
        outcome.withLock { $0 = told.result }
        end.finish()
      }, note: { _ in })
    await executor.reconcile([effect], resumed: resumed)
    await executor.settle()
    end.finish()
    for await _ in ended {}
    return outcome.withLock(\.self)
  }

  @Test("what is absent is begun once, and awaited")
  func begins() async {
    let cloud = ScriptedCloud(
      looks: [.sees(.absent), .sees(.inProgress("creating")), .sees(Self.done)], tries: [.does(.started)])
    #expect(await run(cloud, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 1)
    #expect(cloud.illegalOrders == 0)
  }

  @Test("what an earlier try created is found, and not created again")
  func finds() async {
    let cloud = ScriptedCloud(looks: [.sees(.inProgress("creating")), .sees(Self.done)])
    #expect(await run(cloud, effect(), resumed: true) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 0)
  }

  @Test("an answer that was lost is looked for before anything is tried again")
  func lostAnswer() async {
    let cloud = ScriptedCloud(looks: [.sees(.absent), .sees(Self.done)], tries: [.fails(Self.lost)])
    #expect(await run(cloud, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 1)
  }

  @Test("what was begun and is not visible yet is not begun twice")
  func invisible() async {
    let looks = [ScriptedCloud.Look.sees(.absent)] + Array(repeating: .sees(.absent), count: 5) + [.sees(Self.done)]
    let cloud = ScriptedCloud(looks: looks, tries: [.does(.started), .does(.started)])
    #expect(await run(cloud, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 1)
  }

  @Test("what stays invisible too long is begun again under the same name")
  func vanished() async {
    let looks = Array(repeating: ScriptedCloud.Look.sees(.absent), count: 30) + [.sees(Self.done)]
    let cloud = ScriptedCloud(looks: looks, tries: [.does(.started), .does(.started)])
    #expect(await run(cloud, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 2)
  }

  @Test("throttling is waited out; a refusal ends it")
  func faults() async {
    let patient = ScriptedCloud(
      looks: [.fails(Self.throttled), .sees(.absent), .sees(.absent), .sees(Self.done)],
      tries: [.fails(Self.throttled), .does(.started)])
    #expect(await run(patient, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    let hopeless = ScriptedCloud(looks: [.sees(.absent)], tries: [.fails(Self.refused)])
    #expect(await run(hopeless, effect()) == .failed(Self.refused.failure))
  }

  @Test("the same name with another owner is a conflict, and is never touched")
  func conflict() async {
    let failure = Failure(code: "rds.conflict", message: "not ours", isRetriable: false)
    let cloud = ScriptedCloud(looks: [.sees(.conflict(failure))])
    #expect(await run(cloud, effect()) == .failed(failure))
    #expect(cloud.acts == 0)
  }

  @Test("what someone did by hand is adopted", arguments: [Observation.Author.someoneElse, .unknown])
  func adopted(_ author: Observation.Author) async {
    let cloud = ScriptedCloud(looks: [.sees(.done(outputs: [:], by: author))])
    #expect(await run(cloud, effect()) == .adopted(outputs: [:]))
  }

  @Test("after a restart, what can't bear a mark counts as ours")
  func resumedWithoutMark() async {
    let cloud = ScriptedCloud(looks: [.sees(.done(outputs: [:], by: .unknown))])
    #expect(await run(cloud, effect(), resumed: true) == .succeeded(outputs: [:]))
  }

  @Test("a check that passes at once is no adoption")
  func check() async {
    let action = Action.checkEndpoint(CheckEndpoint(url: "https://x/health", expect: 200, consecutive: 1))
    let cloud = ScriptedCloud(looks: [.sees(.done(outputs: [:], by: .unknown))])
    #expect(await run(cloud, effect(.perform, action)) == .succeeded(outputs: [:]))
  }

  @Test("a verification only looks: what is gone has failed")
  func verification() async {
    let cloud = ScriptedCloud(looks: [.sees(.absent)])
    let result = await run(cloud, effect(.verify))
    guard case .failed(let failure)? = result else {
      Issue.record("expected a failure, got \(String(describing: result))")
      return
    }
    #expect(failure.code == "verification.gone")
    #expect(cloud.acts == 0)
  }

  @Test("a worker that lost the partition does not act, and tells no outcome")
  func lostPartition() async {
    struct Lost: Error {}
    let cloud = ScriptedCloud(looks: [.sees(.absent)], tries: [.does(.started)])
    #expect(await run(cloud, effect(), mayAct: { _ in throw Lost() }) == nil)
    #expect(cloud.acts == 0)
  }

  private static func timedOut(_ code: String, isRetriable: Bool) -> (Outcome.Result?) -> Bool {
    { result in
      guard case .failed(let failure)? = result else { return false }
      return failure.code == code && failure.isRetriable == isRetriable
    }
  }

  @Test("after the deadline the time-out is told, by what the effect was for")
  func deadline() async {
    let cloud = ScriptedCloud(looks: [.sees(.inProgress("creating"))])
    #expect(Self.timedOut("step.timed-out", isRetriable: true)(await run(cloud, effect())))
    let verified = await run(ScriptedCloud(looks: [.sees(.inProgress("creating"))]), effect(.verify))
    #expect(Self.timedOut("verification.timed-out", isRetriable: false)(verified))
  }

  @Test("what ran out while nobody looked is looked at once: what is done counts, what is absent is not begun")
  func ranOut() async {
    var late = effect()
    late.deadline = Self.start - .hours(1)
    let done = ScriptedCloud(looks: [.sees(Self.done)])
    #expect(await run(done, late, resumed: true) == .succeeded(outputs: ["endpoint": "db"]))
    let absent = ScriptedCloud(looks: [.sees(.absent)], tries: [.does(.started)])
    #expect(Self.timedOut("step.timed-out", isRetriable: true)(await run(absent, late, resumed: true)))
    #expect(absent.acts == 0)
  }

  @Test("what may not be sent yet is looked at until it may, and its time does not run out meanwhile")
  func delayed() async {
    let refusals = Mutex(4)
    let permission: EffectRun.Permission = { _ in
      let left = refusals.withLock { left in
        left -= 1
        return left
      }
      if left > 0 { throw EffectDelay(reason: "catching up", over: {}) }
    }
    var late = effect()
    late.deadline = Self.start - .hours(1)
    let looks = ScriptedCloud(looks: [.sees(.absent)], tries: [.does(.started)])
    #expect(Self.timedOut("step.timed-out", isRetriable: true)(await run(looks, late, mayAct: permission)))
    #expect(refusals.withLock { $0 } == 0, "asked until it was allowed")
    #expect(looks.acts == 0, "and then it was too late")
    refusals.withLock { $0 = 3 }
    let sent = ScriptedCloud(
      looks: [.sees(.absent), .sees(.absent), .sees(.absent), .sees(Self.done)], tries: [.does(.started)])
    #expect(await run(sent, effect(), mayAct: permission) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(sent.acts == 1)
  }
}
