/// What the executor is told when it asks, each time, right before it sends.
package enum Sending {
  package enum Answer: Hashable, Sendable {
    case go
    /// Not now: it looks on, and asks again. With the reason, for people.
    case wait(String)
    /// Not any more.
    case refuse(Failure)
  }

  /// Whether `effect` may be sent at this moment: asked of the state as it is, not as it was when the effect was intended.
  package static func answer(to effect: EffectID, _ state: ApplicationState, at now: Instant) -> Answer {
    guard let record = state.effects[effect], !record.machine.hasEnded else {
      return .refuse(calledOff("it has an end already"))
    }
    if let reason = void(record, state) { return .refuse(calledOff(reason)) }
    guard record.effect.changesOutside else { return .go }
    guard state.mayAct(at: now) else { return .wait("not sent: it is not heard yet what was said meanwhile") }
    if let fault = state.callerFault { return .wait("not sent: \(fault)") }
    guard let execution = record.effect.execution.flatMap({ state.executions[$0] }),
      let step = record.effect.step.flatMap(execution.plan.step)
    else { return .refuse(calledOff("its execution is not known any more")) }
    switch execution.machine.state {
    case .pausedByOperator(let person): return .wait("not sent: paused by \(person)")
    case .pausedByFailedStep(let failed): return .wait("not sent: the execution waits for a person at step \(failed)")
    case .running, .verifying: break
    case .pending, .awaitingApproval, .stopping, .succeeded, .failed, .aborted:
      return .refuse(calledOff("execution \(execution.id) is \(execution.machine.stateWords)"))
    }
    if let person = state.pauser(of: execution) {
      return .wait("not sent: automatic failover is paused by \(person)")
    }
    guard now < record.effect.deadline else { return .refuse(record.effect.timedOut) }
    let block = Guards(
      moment: step.isCutOver ? .cuttingOver : .sending, plan: execution.plan, application: execution.application,
      trigger: execution.trigger.flatMap(execution.application.trigger), execution: execution,
      choices: Choices(fates: execution.fates, missing: []), step: step, state: state, now: now
    ).block()
    return block.map { .refuse($0.failure) } ?? .go
  }

  /// Why nobody wants it any more; nil where it is wanted.
  static func void(_ record: EffectRecord, _ state: ApplicationState) -> String? {
    if let telling = record.telling { return void(telling, state) }
    guard let execution = record.effect.execution.flatMap({ state.executions[$0] }), let step = record.effect.step
    else { return "its execution is not known any more" }
    switch execution.machine.state {
    case .stopping(let reason, _): return "the execution is ended: \(reason)"
    case .succeeded, .failed, .aborted: return "the execution has ended"
    case .pending, .awaitingApproval, .running, .pausedByOperator, .pausedByFailedStep, .verifying: break
    }
    guard record.effect.purpose == .perform else { return nil }
    return execution.steps[step]?.running?.effect.id == record.effect.id ? nil : "step \(step) goes on without it"
  }

  /// What asks people to do something asks nobody any more once it is done, void or left behind.
  private static func void(_ telling: Telling, _ state: ApplicationState) -> String? {
    switch telling {
    case .approvalRequested(let id, let round):
      return state.executions[id]?.machine.approval?.round == round ? nil : "request \(round) is not in force any more"
    case .stepPaused(let id, let step, _, _):
      guard case .pausedByFailedStep(step)? = state.executions[id]?.machine.state else {
        return "nobody waits at step \(step) any more"
      }
      return nil
    case .stepAsked(let id, let step, let attempt):
      guard let running = state.executions[id]?.steps[step]?.running, running.effect.attempt == attempt else {
        return "step \(step) asks for it no longer"
      }
      return nil
    case .began, .usersMoved, .ended, .suppressed, .placementUnknown, .placementTold, .effectUnknown, .commandRejected,
      .strangerRefused, .rejectionsUntold,
      .overridden, .paused, .cannotHear, .withdrawn, .journalAccepted, .recordsLost, .callerChanged,
      .planTurned:
      return nil
    }
  }

  private static func calledOff(_ reason: String) -> Failure {
    Failure(code: "effect.called-off", message: "not sent: \(reason)", isRetriable: false)
  }
}
