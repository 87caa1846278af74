/// One decision in the making: the state as it will be, and the events that make it so. Rules read the state, record
/// events, and read the state that these made; nothing outside sees it before it is done.
struct Turn {
  private(set) var state: ApplicationState
  private(set) var events: [Event] = []
  let now: Instant
  /// Everything that was in the source up to then is taken in; as the worker says.
  private let heard: Instant
  /// When what is taken in was in the topic; ``now`` where that is not known.
  let saidAt: Instant
  /// How far a time may lie ahead of ``now``.
  let clockTolerance: Span
  var cause: SignalID?
  /// The resources of which exposure and compliance have to be looked at anew.
  private(set) var toReview = Reviews()

  init(
    _ state: ApplicationState, at now: Instant, heardUntil: Instant, saidAt: Instant?, clockTolerance: Span,
    cause: SignalID?
  ) {
    self.state = state
    self.now = now
    heard = min(heardUntil, now)
    self.saidAt = min(saidAt ?? now, now)
    self.clockTolerance = clockTolerance
    self.cause = cause
  }

  /// Whether anything may fire, begin or expire; see ``Readiness/mayAct(at:actDeaf:)``.
  var mayAct: Bool { state.readiness.mayAct(at: now, actDeaf: state.catalog?.guards.actDeaf ?? false) }

  /// What time alone decides is decided up to here, and no further: a record that was in the source by then is taken in,
  /// so none is overtaken. Who acts deaf has heard all that he will hear.
  var heardUntil: Instant { !state.readiness.isCurrent && mayAct ? now : heard }

  /// What is observed by the application file in force, and by the one that an execution began with.
  var observed: Observed { observed(by: state.catalog) }

  func observed(by application: Application?) -> Observed {
    var observed = state.observed(by: application)
    observed.heardUntil = heardUntil
    return observed
  }

  mutating func record(_ body: EventBody) {
    let event = Event(
      application: state.name, sequence: state.sequence + 1, at: now, cause: cause, body: body)
    let before = state.projection.protection.concerned(by: body, state)
    state.apply(event)
    toReview.add(before)
    toReview.add(state.projection.protection.concerned(by: body, state))
    events.append(event)
  }

  /// Looks anew at the resources that `body` may change, although it changes nothing now: it may have, in a decision
  /// that was cut off before it was done.
  mutating func review(_ body: EventBody) {
    toReview.add(state.projection.protection.concerned(by: body, state))
  }

  /// Whether what was missed may still be on its way: then nothing is said against anybody.
  private var isPatient: Bool { state.readiness.overdueAt.map { now < $0 } ?? false }

  /// The protected resources of `catalog` whose exposure must be looked at: touched in this turn, or due by time.
  mutating func takeExposures(_ catalog: Application) -> [Resource] {
    let touched = toReview.takeExposures()
    return catalog.resources.filter { resource in
      guard resource.isCarriedOver(in: catalog) else { return false }
      guard !isPatient || state.exposures[resource.id] == nil else { return false }
      guard !resource.names.contains(where: touched.contains), let known = state.exposures[resource.id] else {
        return true
      }
      return known.changesAt.map { $0 <= now } ?? false
    }
  }

  /// The same for compliance.
  mutating func takeCompliance(_ catalog: Application) -> [Resource] {
    let touched = toReview.takeCompliance()
    return catalog.resources.filter { resource in
      guard resource.isProtected else { return false }
      guard !isPatient || state.compliance[resource.id] == nil else { return false }
      guard !resource.names.contains(where: touched.contains), let known = state.compliance[resource.id] else {
        return true
      }
      return known.nextAt.map { $0 <= now } ?? false
    }
  }

  /// Whether `effect` counts as failed for want of an answer.
  func isExpired(_ effect: Effect) -> Bool { state.expiry(of: effect) <= heardUntil }

  /// Gives `input` to the trigger and records what comes of it.
  mutating func give(_ input: TriggerMachine.Input, to trigger: TriggerName) {
    guard let event = state.triggers[trigger]?.decide(input) else { return }
    record(.trigger(trigger, event))
  }

  /// Gives `input` to the execution and records what comes of it.
  ///
  /// - Returns: Whether anything came of it.
  @discardableResult
  mutating func give(_ input: ExecutionMachine.Input, to execution: ExecutionID) -> Bool {
    guard let event = state.executions[execution]?.machine.decide(input) else { return false }
    record(.execution(execution, event))
    return true
  }

  /// Gives `input` to the step and records what comes of it.
  ///
  /// - Returns: Whether anything came of it.
  @discardableResult
  mutating func give(_ input: StepMachine.Input, to step: StepID, of execution: ExecutionID) -> Bool {
    guard let event = state.executions[execution]?.steps[step]?.decide(input) else { return false }
    record(.step(execution, step, event))
    return true
  }

  /// Gives `input` to the effect and records what comes of it.
  @discardableResult
  mutating func give(_ input: EffectMachine.Input, to effect: EffectID) -> Bool {
    guard let event = state.effects[effect]?.machine.decide(input) else { return false }
    record(.effect(effect, event))
    return true
  }

  /// Gives `input` to the placement and records what comes of it.
  mutating func give(_ input: PlacementMachine.Input) {
    guard let event = state.placement.decide(input) else { return }
    record(.placement(event))
  }
}
