import DarumaAWS
import DarumaCore
import DarumaRuntime
import Synchronization
import TestSupport
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
        ?? .rdsRestore(from: "snap", identifier: "db-1"),
      deadline: Self.start + .hours(1))
  }

  private func run(
    _ cloud: ScriptedCloud, _ effect: Effect, resumed: Bool = false, clock: LeapingClock = LeapingClock(start),
    mayAsk: @escaping EffectRun.Admission = { _ in nil },
    mayAct: @escaping EffectRun.Permission = { _ in .go }
  ) async -> Outcome.Result? {
    let outcome = Mutex<Outcome.Result?>(nil)
    let (ended, end) = AsyncStream<Void>.makeStream()
    let executor = Executor(
      cloud: cloud, clock: clock, pace: EffectPace(), mayAsk: mayAsk, mayAct: mayAct,
      deliver: { told in
        outcome.withLock { $0 = told.result }
        end.finish()
      }, note: { _ in })
    await executor.reconcile([Self.record(effect, isSent: resumed)])
    await executor.settle()
    end.finish()
    for await _ in ended {}
    return outcome.withLock(\.self)
  }

  /// As the state holds it once an earlier try was journaled as sent.
  private static func record(_ effect: Effect, isSent: Bool) -> EffectRecord {
    var state = ApplicationState(name: effect.application)
    let step = effect.step ?? ""
    func apply(_ body: EventBody) {
      state.apply(
        Event(application: effect.application, sequence: state.sequence + 1, at: start, cause: nil, body: body))
    }
    apply(.step(effect.execution ?? "", step, .started(effect, lastAttempt: 1)))
    if isSent { apply(.effect(effect.id, .sent)) }
    return state.effects[effect.id] ?? EffectRecord(effect)
  }

  @Test("what is absent is begun once, and awaited")
  func begins() async {
    let cloud = ScriptedCloud(
      looks: [.sees(.absent), .sees(.inProgress("creating")), .sees(Self.done)], tries: [.does(.started)])
    #expect(await run(cloud, effect()) == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 1)
    #expect(cloud.illegalOrders == 0)
  }

  @Test("what takes two requests goes on with the second at the next look; whether it may be sent is asked for each")
  func twoParts() async {
    let asked = Mutex(0)
    let clock = LeapingClock(Self.start)
    let cloud = ScriptedCloud(
      looks: [.sees(.absent), .sees(.absent), .sees(Self.done)], tries: [.does(.partly), .does(.started)])
    let result = await run(
      cloud, effect(), clock: clock,
      mayAct: { _ in
        asked.withLock { $0 += 1 }
        return .go
      })
    #expect(result == .succeeded(outputs: ["endpoint": "db"]) && cloud.acts == 2 && cloud.illegalOrders == 0)
    #expect(asked.withLock { $0 } == 2 && clock.now - Self.start < EffectPace().invisibility)
    // What was answered is in no doubt.
    let refused = ScriptedCloud(looks: [.sees(.absent)], tries: [.does(.partly), .fails(Self.refused)])
    #expect(await run(refused, effect()) == .failed(Self.refused.failure))
  }

  @Test("a look that is refused says nothing of what was sent before: how that ended is not known")
  func refusedLook() async {
    let cloud = ScriptedCloud(looks: [.sees(.absent), .fails(Self.refused)], tries: [.does(.started)])
    #expect(await run(cloud, effect()) == .unsettled(Self.refused.failure))
    let conflict = Failure(code: "route53.conflict", message: "another record", isRetriable: false)
    let taken = ScriptedCloud(looks: [.sees(.absent), .sees(.conflict(conflict))], tries: [.does(.started)])
    #expect(await run(taken, effect()) == .unsettled(conflict))
    let never = ScriptedCloud(looks: [.fails(Self.refused)])
    #expect(await run(never, effect()) == .failed(Self.refused.failure))
  }

  @Test("what is held back does not run out meanwhile: whoever holds it back says when it is over")
  func heldBack() async {
    let waits = Mutex(0)
    let cloud = ScriptedCloud(looks: [.sees(.absent)])
    let result = await run(
      cloud, effect(),
      mayAct: { effect in
        let count = waits.withLock { waits in
          waits += 1
          return waits
        }
        return count < 2_000 ? .wait("paused") : .refuse(effect.timedOut)
      })
    #expect(result == .failed(effect().timedOut) && cloud.acts == 0)
    // The same where nothing can be seen meanwhile.
    let held = Mutex(0)
    let blind = await run(
      ScriptedCloud(looks: [.fails(Self.throttled)]), effect(),
      mayAct: { effect in
        let count = held.withLock { held in
          held += 1
          return held
        }
        return count < 100 ? .wait("paused") : .refuse(effect.timedOut)
      })
    #expect(blind == .failed(effect().timedOut) && held.withLock { $0 } == 100)
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

  @Test(
    "whoever asks to be left alone is, and the effect's time goes on",
    arguments: [(nil, 5), (.seconds(1), 5), (.seconds(900), 900), (.milliseconds(10_500), 11), (.seconds(7200), 3600)]
      as [(Duration?, Int64)])
  func patience(asked: Duration?, waited: Int64) async {
    var fault = Self.throttled
    fault.notBefore = asked
    let clock = LeapingClock(Self.start)
    let seen = Mutex<[Instant]>([])
    let cloud = ScriptedCloud(looks: [.fails(fault), .sees(Self.done)])
    _ = await run(
      cloud, effect(), clock: clock,
      mayAsk: { _ in
        seen.withLock { $0.append(clock.now) }
        return nil
      })
    let looks = Set(seen.withLock(\.self)).sorted()
    #expect(looks.last.map { $0 - Self.start } == .seconds(waited))
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

  @Test("what may be taken for what it never was counts only where it was sent, or where it is verified")
  func unsent() async {
    let failure = Failure(code: "rds.no-replica", message: "it never was one", isRetriable: false)
    let cloud = { ScriptedCloud(looks: [.sees(.done(outputs: [:], by: .usOr(failure)))]) }
    #expect(await run(cloud(), effect()) == .failed(failure))
    #expect(await run(cloud(), effect(), resumed: true) == .succeeded(outputs: [:]))
    #expect(await run(cloud(), effect(.verify)) == .succeeded(outputs: [:]))
    let sent = ScriptedCloud(
      looks: [.sees(.absent), .sees(.done(outputs: [:], by: .usOr(failure)))], tries: [.does(.started)])
    #expect(await run(sent, effect()) == .succeeded(outputs: [:]))
  }

  @Test("after a restart, what can't bear a mark counts as ours")
  func resumedWithoutMark() async {
    let cloud = ScriptedCloud(looks: [.sees(.done(outputs: [:], by: .unknown))])
    #expect(await run(cloud, effect(), resumed: true) == .succeeded(outputs: [:]))
  }

  @Test("a check that passes at once is no adoption")
  func check() async {
    let action = Action.httpCheck(url: "https://x/health", expect: 200, consecutive: 1)
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

  @Test("at the deadline it tells that it did not see how it ended, and what it saw last")
  func deadline() async {
    let cloud = ScriptedCloud(looks: [.sees(.inProgress("creating"))])
    let result = await run(cloud, effect())
    #expect(result == .unsettled(effect().timedOut(lastSeen: "creating")))
    #expect(effect().timedOut(lastSeen: "creating").message == effect().timedOut.message + "; last seen: creating")
  }

  @Test("a deadline that passed while nobody looked does not keep it from looking once, and then it sends nothing")
  func looksOnce() async {
    var late = effect()
    late.deadline = Self.start
    #expect(await run(ScriptedCloud(looks: [.sees(Self.done)]), late) == .succeeded(outputs: ["endpoint": "db"]))
    let cloud = ScriptedCloud(looks: [.sees(.absent)], tries: [.does(.started)])
    #expect(await run(cloud, late, mayAct: { .refuse($0.timedOut) }) == .failed(late.timedOut))
    #expect(await run(cloud, late, resumed: true) == .unsettled(late.timedOut))
    #expect(cloud.acts == 0)
  }

  @Test("who may not send yet looks on and asks again, before each try")
  func waits() async {
    let answers = Mutex<[Sending.Answer]>([.wait("paused by yuki"), .go, .go])
    let cloud = ScriptedCloud(
      looks: [.sees(.absent), .sees(.absent), .sees(.absent), .sees(Self.done)],
      tries: [.fails(Self.throttled), .does(.started)])
    let result = await run(cloud, effect(), mayAct: { _ in answers.withLock { $0.removeFirst() } })
    #expect(result == .succeeded(outputs: ["endpoint": "db"]))
    #expect(cloud.acts == 2 && answers.withLock(\.isEmpty), "asked once for each look that could have led to a call")
  }

  @Test("what is refused before anything was sent has failed; after a call whose fate is unknown it is unsettled")
  func refusedToSend() async {
    let gone = Failure(code: "guard.evidence-gone", message: "it is back", isRetriable: false)
    let first = ScriptedCloud(looks: [.sees(.absent)])
    #expect(await run(first, effect(), mayAct: { _ in .refuse(gone) }) == .failed(gone))
    let answers = Mutex<[Sending.Answer]>([.go, .refuse(gone)])
    let cloud = ScriptedCloud(
      looks: Array(repeating: .sees(.absent), count: 60), tries: [.fails(Self.lost)])
    let result = await run(cloud, effect(), mayAct: { _ in answers.withLock { $0.removeFirst() } })
    #expect(result == .unsettled(gone))
    #expect(cloud.acts == 1)
  }

  @Test("what is seen to be broken is told as such: only then may another be made beside it")
  func broken() async {
    let failure = Failure(code: "rds.restore-failed", message: "it is lost", isRetriable: true)
    var seen = failure
    seen.isSeenBroken = true
    #expect(await run(ScriptedCloud(looks: [.sees(.broken(failure))]), effect()) == .failed(seen))
  }
}
