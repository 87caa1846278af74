/// `retry APP --step STEP`: tries a failed step anew.
enum RetryCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    guard let step = order.step(of: execution) else { return order.noStep(of: execution) }
    guard execution.machine.isUnderWay else { return execution.unfit }
    return execution.steps[step.id]?.failure == nil ? "step \(step.id) has not failed" : nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state), let step = order.step(of: execution) else { return }
    turn.give(.retryAsked(attempts: 1 + step.retries, at: turn.now), to: step.id, of: execution.id)
    turn.resumeIfPaused(at: step.id, by: order.command.by, execution)
  }
}

extension Turn {
  /// A person has dealt with the step that held the execution up.
  mutating func resumeIfPaused(at step: StepID, by person: String, _ execution: Execution) {
    guard case .pausedByFailedStep(step) = execution.machine.state else { return }
    give(.resumeAsked(by: person), to: execution.id)
  }
}
