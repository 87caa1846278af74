/// Moves the execution that has not ended: approval, steps, verification.
enum ExecutionRules {
  static func settle(_ turn: inout Turn, _ digest: (ApprovalTerms) -> String) {
    guard turn.mayAct, let execution = turn.state.runningExecution else { return }
    if execution.eventCount >= Execution.mostEvents {
      turn.give(
        .abortAsked(by: "limit", reason: "the execution reached \(Execution.mostEvents) events"),
        to: execution.id)
      return
    }
    expireNotices(execution, &turn)
    switch execution.machine.state {
    case .pending, .awaitingApproval: ApprovalRules.settle(execution, &turn, digest)
    case .running:
      StepRules.expire(execution, &turn)
      StepRules.advance(execution.id, &turn)
    case .pausedByOperator, .pausedByFailedStep: StepRules.expire(execution, &turn)
    case .verifying: VerificationRules.settle(execution, &turn)
    case .succeeded, .failed, .aborted: return
    }
  }

  private static func expireNotices(_ execution: Execution, _ turn: inout Turn) {
    for effect in execution.notices.values.sorted(by: { $0.id < $1.id }) where turn.isExpired(effect) {
      let failure = Failure(
        code: "notice.timed-out", message: "nobody could be told before \(effect.deadline)",
        isRetriable: false)
      turn.record(.progress(execution.id, .noticeFailed(effect.id, failure)))
    }
  }
}
