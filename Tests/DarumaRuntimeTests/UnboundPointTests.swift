import DarumaCore
import DarumaJournal
import Foundation
import Testing
import TestSupport

@testable import DarumaRuntime

/// Signals about few points of two applications, some of which name the resource and some do not.
private struct PointSignals {
  var random: SeededRandom

  static let resources: [ARN?] = [
    "arn:aws:rds:us-east-1:123456789012:db:care-prod", "arn:aws:rds:us-east-1:123456789012:db:billing-prod", nil, nil,
    nil,
  ]
  static let points: [RecoveryPointID] = (0..<6).map {
    RecoveryPointID("arn:aws:rds:us-west-2:123456789012:snapshot:\($0)")
  }
  private static let instants = (0..<4).map { Instant(milliseconds: 1_790_000_000_000 + Int64($0) * 60_000) }

  mutating func signals(_ count: Int) -> [Signal] {
    (0..<count).map { number in
      let fact = fact()
      var resource = random.one(of: Self.resources)
      if case .resourceChanged = fact { resource = ARN(random.one(of: Self.points).rawValue) }
      return Signal(
        id: SignalID("s-\(number)"), at: random.one(of: Self.instants), seenAt: random.one(of: Self.instants),
        source: random.one(of: ["aws.rds", Signal.listingPrefix + "rds.snapshots"]),
        account: random.one(of: ["123456789012", "999999999999"]), region: random.one(of: ["us-east-1", "us-west-2"]),
        resource: resource, fact: fact)
    }
  }

  private mutating func fact() -> Fact {
    let point = random.one(of: Self.points)
    let instant = random.one(of: Self.instants)
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: return .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: instant))
    case 2, 3, 4:
      return .recoveryPointCopied(
        RecoveryPointCopied(recoveryPoint: point, of: random.one(of: Self.points), toRegion: "us-west-2"))
    case 5: return .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: point, reason: .deleted))
    case 6:
      return .recoveryPointScanned(
        RecoveryPointScanned(recoveryPoint: point, verdict: random.one(of: [.clean, .infected])))
    default: return .resourceChanged(ResourceChanged(change: random.one(of: [.archived, .unarchived, .created])))
    }
  }
}

@Suite("Points whose resource is not known: kept in one place, told to their application when it is named")
struct UnboundPointTests {
  private static let now = Instant(milliseconds: 1_790_000_600_000)
  private static let files = [TestApplication.make("billing"), TestApplication.make("care")]
  private static let router = Router(files)
  private static let machine = Machine(digest: ApprovalDigest.of)

  private static func declared() -> State {
    var draft = DecisionDraft(state: State(), machine: machine, now: now)
    for file in files { draft.give(.declared(file, digest: "d"), to: file.name) }
    return draft.state
  }

  /// What one signal leads to.
  private static func decide(_ signal: Signal, _ state: State) -> (events: [Event], state: State) {
    var draft = DecisionDraft(state: state, machine: machine, now: now)
    if case .applications(let names) = router.route(signal, knowing: state.applications(knowing:)) {
      draft.deliver(signal, to: names)
    }
    draft.close(.record(0), at: nil)
    return (draft.decision.entries.flatMap(\.events), draft.state)
  }

  /// `cutting`: each signal is cut off after some of its events, and taken in again, once in so many times.
  private static func taken(_ signals: [Signal], cutting random: inout SeededRandom, onceIn often: Int?) -> State {
    var state = declared()
    for signal in signals {
      if let often, random.once(in: often) {
        for event in decide(signal, state).events.dropLast(Int.random(in: 0...3, using: &random)) { state.apply(event) }
      }
      state = decide(signal, state).state
    }
    return state
  }

  private static func text(_ state: State) throws -> String {
    String(decoding: try CanonicalJSON.encode(state.projections), as: UTF8.self)
  }

  @Test(
    "every order and repetition, cut off anywhere, gives the same projections of all applications", arguments: 0..<120)
  func anyOrder(seed: UInt64) throws {
    var source = PointSignals(random: SeededRandom(seed: seed))
    let signals = source.signals(.random(in: 2...14, using: &source.random))
    let text = try Self.text(Self.taken(signals, cutting: &source.random, onceIn: nil))
    for round in 0..<12 {
      let repeats = signals.filter { _ in source.random.once(in: 3) }
      let order = (signals + repeats).shuffled(using: &source.random)
      let again = Self.taken(order, cutting: &source.random, onceIn: round < 6 ? nil : 2)
      try #require(try Self.text(again) == text, "\(order)")
    }
  }

  private static func signal(_ fact: Fact, _ resource: ARN? = nil, account: Account = "123456789012") -> Signal {
    Signal(
      id: "s", at: now - .minutes(5), seenAt: now - .minutes(5), source: "test", account: account, region: "us-west-2",
      resource: resource, fact: fact)
  }

  @Test("a removal of a point that nobody knows is one event, however many applications there are")
  func oneEvent() {
    let removed = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: "p", reason: .deleted))
    let events = Self.decide(Self.signal(removed), Self.declared()).events.filter {
      $0.body.type == "observed.recovery-point-removed.v1"
    }
    #expect(events.map(\.application) == [.none])
  }

  @Test("a copy in another account, and its removal there, are told to the application when its original is named")
  func namedLate() throws {
    let copy: RecoveryPointID = "arn:aws:rds:us-west-2:999999999999:snapshot:copy"
    let original: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:snapshot:original"
    var state = Self.declared()
    let copied = Fact.recoveryPointCopied(
      RecoveryPointCopied(recoveryPoint: copy, of: original, toRegion: "us-west-2"))
    state = Self.decide(Self.signal(copied, account: "999999999999"), state).state
    #expect(state.applications(knowing: copy) == [])
    let taken = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: original, takenAt: Self.now - .minutes(9)))
    let bound = Self.decide(Self.signal(taken, TestApplication.database), state)
    #expect(
      bound.events.filter { $0.application == "care" }.map(\.body.type).prefix(3)
        == ["protection.point-bound.v1", "protection.point-bound.v1", "observed.recovery-point-taken.v1"])
    state = bound.state
    #expect(state.applications(knowing: copy) == ["care"])
    let protection = try #require(state.applications["care"]?.projection.protection)
    #expect(protection.point(copy)?.resource == TestApplication.database)
    #expect(state.applications["billing"]?.projection.protection.points.isEmpty == true)
    let removed = Fact.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: copy, reason: .deleted))
    state = Self.decide(Self.signal(removed, account: "999999999999"), state).state
    #expect(state.applications["care"]?.projection.protection.point(copy)?.exists == false)
  }

  @Test("a manual snapshot that a rule means by its name is told to its application; its deletion is a breach at once")
  func named() throws {
    let rule = ProtectionRule(kind: .snapshot, origin: .manual, name: "release-*", retain: .forever)
    var care = TestApplication.make("care")
    care.resources[0].protection.append(rule)
    let router = Router([care, TestApplication.make("billing")])
    let point: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:snapshot:release-7"
    var draft = DecisionDraft(state: State(), machine: Self.machine, now: Self.now)
    draft.give(.declared(care, digest: "d"), to: "care")
    draft.giveAll(.readiness(.current))
    for (number, fact) in [
      Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: nil, origin: .manual)),
      .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: point, reason: .deleted)),
    ].enumerated() {
      var signal = Self.signal(fact)
      signal.region = "us-east-1"
      signal.at = signal.at + .minutes(Int64(number))
      guard case .applications(let names) = router.route(signal, knowing: draft.state.applications(knowing:)) else {
        Issue.record("it is routed nowhere")
        return
      }
      #expect(names == [.none, "care"])
      draft.deliver(signal, to: names)
    }
    let breaches = try #require(draft.state.applications["care"]).compliance.values.flatMap(\.breaches)
    #expect(breaches.filter { $0.point == point }.map(\.requirement) == [.keptLongEnough])
  }

  @Test("what is older than what is remembered is counted, with a reason that is true of it")
  func forgotten() throws {
    var state = Self.declared()
    let recent = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "recent", takenAt: nil))
    state = Self.decide(Self.signal(recent, TestApplication.database), state).state
    var old = Self.signal(
      .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "old", takenAt: nil)), TestApplication.database)
    old.at = old.at - .days(500)
    old.seenAt = old.at
    var draft = DecisionDraft(state: state, machine: Self.machine, now: Self.now)
    draft.deliver(old, to: ["care"])
    let reason = try #require(draft.decision.ignored.keys.first)
    #expect(draft.decision.ignored == [reason: 1] && reason.contains("more than 400d ago"))
    draft.deliver(Self.signal(recent, TestApplication.database), to: ["care"])
    #expect(draft.decision.ignored.keys.contains { $0.contains("known already") })
  }

  @Test("a listing that finds the point binds it too")
  func listed() throws {
    var state = Self.declared()
    let removed = Fact.recoveryPointScanned(RecoveryPointScanned(recoveryPoint: "p", verdict: .infected))
    state = Self.decide(Self.signal(removed), state).state
    let taken = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: "p", takenAt: Self.now - .minutes(9)))
    let decision = Decider(clockTolerance: FutureTime.tolerance).decide(
      .listed("care", [Self.signal(taken, TestApplication.database)]), state, InputPositions(), at: Self.now,
      heardUntil: Self.now)
    for event in decision.entries.flatMap(\.events) { state.apply(event) }
    #expect(state.applications["care"]?.projection.protection.point("p")?.infectedAt != nil)
  }
}
