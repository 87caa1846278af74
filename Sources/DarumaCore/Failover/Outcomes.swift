/// Takes in what came of an effect: of a step, of a message, or of a verification.
enum Outcomes {
  static func take(_ outcome: Outcome, _ turn: inout Turn) {
    guard let execution = turn.state.runningExecution,
      let effect = execution.pendingEffects.first(where: { $0.id == outcome.effect })
    else { return }  // Late: the journal already says how it ended.
    switch (effect.purpose, effect.step) {
    case (.perform, let id?): step(id, effect, outcome.result, execution, &turn)
    case (.verify, let id?): verification(id, outcome.result, execution, &turn)
    case (.perform, nil), (.verify, nil): notice(effect, outcome.result, execution, &turn)
    }
  }

  private static func step(
    _ id: StepID, _ effect: Effect, _ result: Outcome.Result, _ execution: Execution, _ turn: inout Turn
  ) {
    switch result {
    case .succeeded(let outputs):
      turn.give(.succeeded(effect.id, outputs: outputs, at: turn.now), to: id, of: execution.id)
    case .adopted(let outputs):
      turn.give(.adopted(effect.id, outputs: outputs, at: turn.now), to: id, of: execution.id)
    case .failed(let failure):
      guard let step = execution.plan.step(id) else { return }
      StepRules.fail(effect, failure, step, execution.id, &turn)
    }
  }

  private static func verification(
    _ id: StepID, _ result: Outcome.Result, _ execution: Execution, _ turn: inout Turn
  ) {
    switch result {
    case .succeeded, .adopted: turn.record(.progress(execution.id, .stepVerified(id)))
    case .failed(let failure): turn.record(.progress(execution.id, .verificationFailed(id, failure)))
    }
  }

  private static func notice(
    _ effect: Effect, _ result: Outcome.Result, _ execution: Execution, _ turn: inout Turn
  ) {
    switch result {
    case .succeeded, .adopted: turn.record(.progress(execution.id, .noticeSent(effect.id)))
    case .failed(let failure): turn.record(.progress(execution.id, .noticeFailed(effect.id, failure)))
    }
  }
}
