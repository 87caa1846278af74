/// `resume APP`: triggers may fire again. `resume APP --execution ID`: it goes on; a failed step is tried anew.
enum ResumeCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard order.command.execution != nil else {
      return state.automationPausedBy == nil ? "automatic failover is not paused" : nil
    }
    guard let execution = order.target(state) else { return order.noExecution(state) }
    return execution.takes(.resumeAsked(by: order.command.by)) ? nil : execution.unfit
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard order.command.execution != nil else {
      if turn.state.automationPausedBy != nil { turn.record(.command(.automationResumed(by: order.command.by))) }
      return
    }
    guard let execution = order.target(turn.state) else { return }
    if case .pausedByFailedStep = execution.machine.state {
      for step in execution.plan.steps where execution.needsRetry(step) {
        turn.give(.retryAsked(attempts: 1 + step.retries, at: turn.now), to: step.id, of: execution.id)
      }
    }
    turn.give(.resumeAsked(by: order.command.by), to: execution.id)
  }
}

extension Execution {
  /// A failed step that holds the execution up.
  fileprivate func needsRetry(_ step: Step) -> Bool {
    steps[step.id]?.failure != nil && step.onFailure == .pause
  }
}
