import DarumaCrypto
import Testing

@testable import DarumaCore

/// One application's machine, told what happens and asked what came of it. Each input is decided, folded, and held
/// against the invariants of the core:
///
/// - deciding again gives the same events, and the events survive writing and reading;
/// - nothing is left to do at the same moment;
/// - no effect's id comes twice, and each is a function of execution, step and attempt.
struct Story {
  private(set) var state: ApplicationState
  private(set) var journal: [Event] = []
  private(set) var now: Instant
  private var toldEvents = 0
  private var signalCount = 0
  private var effectIDs: Set<EffectID> = []

  static let machine = Machine(digest: { terms in
    (try? JSONText.of(terms)).map { SHA256.hex(utf8: $0) } ?? "unwritable terms"
  })

  /// Begins at 03:00, with `application` declared and its sources listened to: the canary speaks, and the recovery
  /// region's alarm is known to be OK.
  init(_ application: Application = .kaigo) {
    state = ApplicationState(name: application.name)
    now = .at("03:00")
    declare(application)
    give(.readiness(.current))
    say(.sourceSpoke(SourceSpoke(from: "synthetics-us-west-2")), region: "us-west-2", id: "s-heartbeat")
    say(
      .alarmChanged(AlarmChanged(alarm: "kaigo-dr-region-api", state: .ok, since: now)), region: "us-west-2",
      id: "s-recovery")
    skipTelling()
  }

  /// Gives one input at this moment.
  @discardableResult
  mutating func give(_ input: Machine.Input, _ location: SourceLocation = #_sourceLocation) -> [Event] {
    let events = Self.machine.decide(state, input, at: now)
    #expect(Self.machine.decide(state, input, at: now) == events, "not deterministic", sourceLocation: location)
    for event in events { fold(event, location) }
    let left = Self.machine.decide(state, .timePassed, at: now)
    #expect(left == [], "something was left to do", sourceLocation: location)
    return events
  }

  private mutating func fold(_ event: Event, _ location: SourceLocation) {
    #expect(event.sequence == state.sequence + 1 && event.at == now, sourceLocation: location)
    #expect(throws: Never.self, sourceLocation: location) {
      let read = try JSONText.read(JSONText.of(event), as: Event.self)
      #expect(read == event, "it reads otherwise than it was written", sourceLocation: location)
    }
    for effect in event.intended {
      #expect(effectIDs.insert(effect.id).inserted, "twice: \(effect.id)", sourceLocation: location)
      #expect(effect.hasRightID, "\(effect.id)", sourceLocation: location)
    }
    state.apply(event)
    journal.append(event)
  }

  mutating func declare(_ application: Application) {
    give(.declared(application, digest: (try? JSONText.of(application)) ?? ""))
  }

  /// Lets time pass as the worker does: it looks at each deadline, and at nothing between.
  mutating func wait(_ span: Span) { wait(until: now + span) }

  mutating func wait(until end: Instant) {
    while let deadline = state.nextDeadline(after: now), deadline <= end {
      now = deadline
      give(.timePassed)
    }
    now = end
    give(.timePassed)
  }

  /// Moves the clock without a look at anything: the worker is away.
  mutating func sleep(_ span: Span) { now = now + span }

  mutating func nextSignalID() -> SignalID {
    signalCount += 1
    return SignalID("s-\(signalCount)")
  }

  /// The events since the last telling, a line each; without the sums that follow of them.
  mutating func tell() -> String {
    defer { skipTelling() }
    return journal.dropFirst(toldEvents).filter { !$0.isSum }.map(\.line).joined(separator: "\n")
  }

  /// As ``tell()``, without what is only observed: signals and exposure.
  mutating func tellDecisions() -> String {
    defer { skipTelling() }
    return journal.dropFirst(toldEvents).filter(\.isDecision).map(\.line).joined(separator: "\n")
  }

  mutating func skipTelling() { toldEvents = journal.count }

  /// What is intended and has no outcome yet, in order of id, a line each.
  var pending: String {
    state.effects.open.filter { $0.telling?.isBesideTheStory != true }.map(\.effect)
      .map { "\($0.shortID): \($0.action.sentence)" }
      .joined(separator: "\n")
  }
}

extension Event {
  /// The effects that it adds.
  var intended: [Effect] {
    switch body {
    case .step(_, _, .started(let effect, _)), .notice(.due(let effect, _)),
      .progress(_, .verificationDue(let effect)):
      [effect]
    default: []
    }
  }

  var isDecision: Bool {
    switch body {
    case .observed, .observation(.exposureChanged): false
    default: !isSum
    }
  }

  /// What follows of other events and has stories of its own.
  var isSum: Bool {
    switch body {
    case .observation(.applicationExposureChanged), .observation(.complianceChanged), .observation(.pastForgotten): true
    // The step, the message and the command tell the same.
    case .effect(_, .sent), .effect(_, .done), .notice(.told), .command(.taken): true
    case .effect(let id, .failed):
      !id.rawValue.contains("/notices/approval-") && !id.rawValue.contains("/notices/paused-")
    // Who is told of what has stories of its own.
    case .notice(.due(_, let telling)): telling.isBesideTheStory
    case .effect(let id, .calledOff): id.rawValue.contains("/notices/")
    default: false
    }
  }
}

extension Effect {
  fileprivate var hasRightID: Bool {
    switch (purpose, step) {
    case (.perform, let step?):
      id == execution.map { Effect.identifier(execution: $0, step: step, attempt: attempt) }
    case (.verify, let step?):
      id == execution.map { Effect.verificationIdentifier(execution: $0, step: step, round: 1) }
    case (.perform, nil): id.rawValue.hasPrefix("\(execution?.rawValue ?? application.rawValue)/notices/")
    case (.verify, nil): false
    }
  }
}

extension Telling {
  fileprivate var isBesideTheStory: Bool {
    switch self {
    case .approvalRequested, .stepPaused: false
    case .stepAsked: true
    case .began, .usersMoved, .ended, .suppressed, .placementUnknown, .placementTold, .effectUnknown, .commandRejected,
      .strangerRefused, .rejectionsUntold,
      .overridden, .paused, .cannotHear, .withdrawn, .journalAccepted, .recordsLost, .callerChanged,
      .planTurned:
      true
    }
  }
}
