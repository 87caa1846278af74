/// Asks once more, when all steps are done, whether what they did is still so: "available" is not "recovered".
enum VerificationRules {
  /// How long it is tried to see it.
  static let timeout = Span.minutes(15)

  static func settle(_ execution: Execution, _ turn: inout Turn) {
    for step in execution.plan.steps {
      guard execution.verifications[step.id] == nil, let action = action(of: step, execution) else {
        continue
      }
      turn.record(
        .progress(
          execution.id,
          .verificationDue(
            Effect(
              id: Effect.verificationIdentifier(execution: execution.id, step: step.id, round: 1),
              application: execution.application.name, execution: execution.id, step: step.id, attempt: 1,
              purpose: .verify, action: action, deadline: turn.now + timeout))))
    }
    expire(execution.id, &turn)
    conclude(execution.id, &turn)
  }

  private static func expire(_ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id] else { return }
    for step in execution.plan.steps {
      guard case .due(let effect)? = execution.verifications[step.id], turn.isExpired(effect) else {
        continue
      }
      let failure = Failure(
        code: "verification.timed-out", message: "it could not be seen within \(timeout)", isRetriable: false)
      turn.record(.progress(id, .verificationFailed(step.id, failure)))
    }
  }

  private static func conclude(_ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id] else { return }
    for step in execution.plan.steps {
      switch execution.verifications[step.id] {
      case .due: return
      case .failed(let failure):
        let told = Failure(
          code: failure.code, message: "step \(step.id) does not hold: \(failure.message)", isRetriable: false
        )
        turn.give(.verificationFailed(told), to: id)
        return
      case .passed, nil: continue
      }
    }
    turn.give(.verified, to: id)
  }

  /// The action to look at again; nil for a step that did nothing, or nothing that can be seen.
  private static func action(of step: Step, _ execution: Execution) -> Action? {
    guard let machine = execution.steps[step.id], let done = machine.doneAction else { return nil }
    switch done {
    case .restoreDatabase, .scaleService, .switchRecord, .checkEndpoint: return done
    case .sendNotice: return nil
    }
  }
}
