/// `done APP EXECUTION STEP`: a person has done what the step asks for. With `--failed REASON`: it can't be done.
enum DoneCommand: OperatorCommand {
  /// What a step that a person did leaves: who said so.
  static let sayer = "saidBy"

  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    guard !execution.machine.hasEnded, !execution.machine.isStopping else { return execution.unfit }
    guard let step = order.step(of: execution) else { return order.noStep(of: execution) }
    guard case .word(let role, _)? = step.action.awaits else {
      return "step \(step.id) is no step that a person does; those of plan \(execution.plan.name) are "
        + execution.plan.wordsOfSteps
    }
    guard let running = execution.steps[step.id]?.running else {
      return "step \(step.id) asks nobody now: it is \((execution.steps[step.id] ?? StepMachine()).stateName)"
        + (execution.steps[step.id]?.failure == nil
          ? "" : "; ask anew with daruma retry, or go on without it with daruma skip")
    }
    guard state.effects[running.effect.id]?.machine.isUnderWay == true else {
      return "step \(step.id) asks nobody yet; look why with daruma status \(state.name)"
    }
    if let role, order.command.role != role {
      return "step \(step.id) is asked of \(role); this came from \(order.command.role?.rawValue ?? "no role")"
    }
    if let reason = order.command.failed, reason.allSatisfy(\.isWhitespace) {
      return "say why it failed: --failed REASON"
    }
    guard order.givenAt < running.effect.deadline else {
      return "it was waited for until \(running.effect.deadline)"
    }
    return nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state), let step = order.step(of: execution),
      step.action.awaits?.isByPerson == true, let effect = execution.steps[step.id]?.running?.effect
    else { return }
    let person = order.command.by
    if let reason = order.command.failed {
      turn.give(
        .seenFailed(
          Failure(
            code: "step.said-failed", message: "\(person) says that it can't be done: \(reason)", isRetriable: false)),
        to: effect.id)
    } else {
      var outputs = [sayer: person]
      outputs["comment"] = order.command.comment
      turn.give(.seenDone(outputs: outputs, byOther: false), to: effect.id)
    }
  }
}

extension Plan {
  /// The steps that a person does, for people.
  fileprivate var wordsOfSteps: String {
    let names = steps.filter { $0.action.awaits?.isByPerson == true }.map(\.id.rawValue)
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
