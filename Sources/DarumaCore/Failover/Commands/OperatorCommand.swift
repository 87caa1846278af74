/// What one command of operators means: one file each. Nothing is changed before it is admitted.
protocol OperatorCommand {
  /// Why it can't be applied to the state as it is; nil where it can.
  static func refusal(_ order: Order, _ state: ApplicationState) -> String?

  /// Why it is an answer to what is no longer so; nil where it is not.
  static func outdated(_ order: Order, _ state: ApplicationState, at now: Instant) -> String?

  /// Applies it, as far as it is not applied yet: a worker may have died half-way, and the same command comes again.
  static func carryOut(_ order: Order, _ turn: inout Turn)

  /// Whether it counts only if it is read in time, and not only sent in time: what begins something does.
  static var mustBeReadInTime: Bool { get }

  /// Why it can't be carried out any more, although it was taken: the world went on while the worker was dead.
  static func misfit(_ order: Order, _ state: ApplicationState) -> String?
}

extension OperatorCommand {
  static var mustBeReadInTime: Bool { false }

  static func outdated(_ order: Order, _ state: ApplicationState, at now: Instant) -> String? { nil }

  static func misfit(_ order: Order, _ state: ApplicationState) -> String? { nil }
}

/// A command, and when it was given.
struct Order {
  let command: CommandGiven
  let signal: SignalID
  /// As the sender says.
  let sentAt: Instant
  /// When it lay in the topic, or else when it is read: an answer in time is in time.
  let givenAt: Instant
}

extension Order {
  /// The execution that the command names, or the one that runs.
  func target(_ state: ApplicationState) -> Execution? {
    guard let id = command.execution else { return state.runningExecution }
    return state.executions[id]
  }

  func noExecution(_ state: ApplicationState) -> String {
    guard let id = command.execution else { return "application \(state.name) has no running execution" }
    return "application \(state.name) has no execution \(id)"
  }

  func step(of execution: Execution) -> Step? { command.step.flatMap(execution.plan.step) }

  func noStep(of execution: Execution) -> String {
    "plan \(execution.plan.name) has no step \(command.step?.rawValue ?? "(none named)")"
  }
}

extension Execution {
  /// Why a command can't be applied to it as it is.
  var unfit: String { "execution \(id) is \(machine.stateWords)" }

  /// Whether `input` would mean anything.
  func takes(_ input: ExecutionMachine.Input) -> Bool { machine.decide(input) != nil }
}

extension CommandGiven.Command {
  /// Where its meaning stands.
  var meaning: any OperatorCommand.Type {
    switch self {
    case .failover: FailoverCommand.self
    case .restore: RestoreCommand.self
    case .approve: ApproveCommand.self
    case .deny: DenyCommand.self
    case .abort: AbortCommand.self
    case .pause: PauseCommand.self
    case .resume: ResumeCommand.self
    case .retry: RetryCommand.self
    case .skip: SkipCommand.self
    case .acknowledge: AcknowledgeCommand.self
    case .rearm: RearmCommand.self
    case .override: OverrideCommand.self
    case .reconcile: ReconcileCommand.self
    case .say: SayCommand.self
    case .done: DoneCommand.self
    }
  }
}
