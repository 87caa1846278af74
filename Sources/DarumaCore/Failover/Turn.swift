/// One decision in the making: the state as it will be, and the events that make it so. Rules read the state, record
/// events, and read the state that these made; nothing outside sees it before it is done.
struct Turn {
  private(set) var state: ApplicationState
  private(set) var events: [Event] = []
  let now: Instant
  let cause: SignalID?

  init(_ state: ApplicationState, at now: Instant, cause: SignalID?) {
    self.state = state
    self.now = now
    self.cause = cause
  }

  mutating func record(_ body: EventBody) {
    let event = Event(
      application: state.name, sequence: state.sequence + 1, at: now, cause: cause, body: body)
    state.apply(event)
    events.append(event)
  }

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
}
