/// Says from where the application is served, from what became of the cut-over steps of the execution that moved it.
enum PlacementRules {
  static func settle(_ turn: inout Turn) {
    guard let execution = subject(turn.state) else { return }
    let outcomes = execution.plan.cutOverSteps.map { CutOverOutcome($0, execution, turn.state) }
    if isDeparture(outcomes, execution, turn.state) { turn.give(.cutOverBegan(execution.id)) }
    guard case .moving(execution.id, _) = turn.state.placement.state else { return }
    if outcomes.allSatisfy({ $0 == .done }), !outcomes.isEmpty {
      turn.give(.cutOverDone(.recovery(execution.application.regions.recovery)))
    } else if execution.machine.hasEnded {
      conclude(outcomes, execution, &turn)
    }
  }

  /// The failover that runs, or the newest that has ended: also one of a journal that told of no placement yet.
  private static func subject(_ state: ApplicationState) -> Execution? {
    if let running = state.runningExecution { return running.plan.kind == .failover ? running : nil }
    if case .moving(let mover, _) = state.placement.state { return state.executions[mover] }
    guard state.placement.mover == nil, state.rearmedAt == nil else { return nil }
    return state.executions.values.filter { $0.plan.kind == .failover }
      .max { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
  }

  private static func isDeparture(
    _ outcomes: [CutOverOutcome], _ execution: Execution, _ state: ApplicationState
  ) -> Bool {
    guard state.placement.mover != execution.id else { return false }
    if outcomes.contains(where: { $0 != .untouched }) { return true }
    // A plan without a step that moves users has moved them by other means, if it succeeded at all.
    if case .succeeded = execution.machine.state { return outcomes.isEmpty }
    return false
  }

  private static func conclude(_ outcomes: [CutOverOutcome], _ execution: Execution, _ turn: inout Turn) {
    if !outcomes.isEmpty, outcomes.allSatisfy({ $0 == .untouched || $0 == .missed }) {
      turn.give(.cutOverMissed)
      return
    }
    turn.give(.doubted(reason: reason(outcomes, execution)))
  }

  private static func reason(_ outcomes: [CutOverOutcome], _ execution: Execution) -> String {
    guard !outcomes.isEmpty else { return "plan \(execution.plan.name) has no step that moves users" }
    let words = zip(execution.plan.cutOverSteps, outcomes).map { step, outcome in "\(step.id) \(outcome.words)" }
    return "execution \(execution.id): " + words.joined(separator: ", ")
  }
}

/// What became of one cut-over step.
private enum CutOverOutcome: Hashable {
  case untouched, underWay, done, missed, skipped, unclear

  init(_ step: Step, _ execution: Execution, _ state: ApplicationState) {
    let machines = state.effects.of(execution.id, step.id).map(\.machine)
    let machine = execution.steps[step.id] ?? StepMachine()
    if machine.wasCarriedOut || machines.contains(where: \.isDone) {
      self = .done
    } else if machines.contains(where: \.isUnderWay) {
      self = .underWay
    } else if machines.contains(where: \.isUnknown) {
      self = .unclear
    } else if case .skipped = machine.state {
      self = .skipped
    } else {
      self = machines.contains { $0.sentAt != nil } ? .missed : .untouched
    }
  }

  var words: String {
    switch self {
    case .untouched: "was never begun"
    case .underWay: "is under way"
    case .done: "was done"
    case .missed: "failed"
    case .skipped: "was skipped by a person"
    case .unclear: "was sent, and nobody saw how it ended"
    }
  }
}

extension EffectMachine {
  fileprivate var isUnknown: Bool {
    switch state {
    case .unknown: true
    case .intended, .sent, .failed, .done, .calledOff: false
    }
  }
}
