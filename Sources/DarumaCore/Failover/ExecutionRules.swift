/// Moves the execution that has not ended: approval, steps, verification, its end.
enum ExecutionRules {
  static func settle(_ turn: inout Turn, _ digest: (ApprovalBinding) -> String) {
    guard let execution = turn.state.runningExecution else { return }
    if execution.eventCount >= Execution.mostEvents {
      turn.give(
        .stopAsked(by: "limit", reason: "the execution reached \(Execution.mostEvents) events"), to: execution.id)
    }
    StepRules.collect(execution.id, &turn)
    switch turn.state.executions[execution.id]?.machine.state {
    case .pending, .awaitingApproval:
      if turn.mayAct { ApprovalRules.settle(execution, &turn, digest) }
    case .running:
      if turn.mayAct { StepRules.advance(execution.id, &turn) }
    case .verifying: VerificationRules.settle(execution.id, &turn)
    case .stopping: stop(execution.id, &turn)
    case .pausedByOperator, .pausedByFailedStep, .succeeded, .failed, .aborted, nil: return
    }
  }

  /// It ends once each of its effects has an end: what was never sent is called off by ``EffectRules``, what was sent is
  /// watched.
  private static func stop(_ id: ExecutionID, _ turn: inout Turn) {
    let open = turn.state.effects.of(id).contains { !$0.machine.hasEnded }
    if !open { turn.give(.effectsEnded, to: id) }
  }
}
