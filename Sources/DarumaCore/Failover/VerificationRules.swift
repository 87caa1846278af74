/// Asks once more, when all steps are done, whether what they did is still so: "available" is not "recovered".
enum VerificationRules {
  /// How long it is tried to see it.
  static let timeout = Span.minutes(15)

  static func settle(_ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id] else { return }
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
    collect(id, &turn)
    conclude(id, &turn)
  }

  private static func collect(_ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id] else { return }
    for step in execution.plan.steps {
      guard case .due(let effect)? = execution.verifications[step.id], let record = turn.state.effects[effect.id] else {
        continue
      }
      switch record.machine.state {
      case .intended, .sent, .calledOff: continue
      case .done: turn.record(.progress(id, .stepVerified(step.id)))
      case .failed(let failure, _), .unknown(let failure, _):
        turn.record(.progress(id, .verificationFailed(step.id, failure)))
      }
    }
  }

  private static func conclude(_ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id] else { return }
    // It went on without what it was about: nobody may read that as a recovery.
    var failed = turn.state.missingSteps(of: execution).lazy.compactMap { step in
      execution.steps[step.id]?.failure.map {
        Failure(
          code: "plan.went-on-without", message: "the plan went on without step \(step.id): \($0.message)",
          isRetriable: false)
      }
    }.first
    for step in execution.plan.steps {
      switch execution.verifications[step.id] {
      case .due: return
      case .failed(let failure):
        failed =
          failed
          ?? Failure(
            code: failure.code, message: "step \(step.id) does not hold: \(failure.message)", isRetriable: false)
      case .passed, nil: continue
      }
    }
    turn.give(failed.map { .verificationFailed($0) } ?? .verified, to: id)
  }

  /// The action to look at again; nil for a step that did nothing, or nothing that can be seen.
  /// What a person said is not asked of him again, and what a later step took away is not looked for.
  private static func action(of step: Step, _ execution: Execution) -> Action? {
    guard let machine = execution.steps[step.id], let done = machine.doneAction else { return nil }
    guard done.traits.nature != .tells, done.awaits == nil, !execution.isTakenAway(step) else { return nil }
    return done
  }
}

extension Execution {
  /// Whether a later step has taken away what `step` made, as the plan wants it: a rehearsal leaves nothing behind.
  fileprivate func isTakenAway(_ step: Step) -> Bool {
    plan.steps.contains { other in
      other.action.traits.nature == .destroys && other.action.usesOutputs(of: step.id)
        && steps[other.id]?.wasCarriedOut == true
    }
  }
}
