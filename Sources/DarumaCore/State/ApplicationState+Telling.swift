extension ApplicationState {
  /// What people have to be told because of `body`; asked once it is applied (invariant 16). Rejected commands are told as
  /// ``ToldRejections`` says.
  func telling(of body: EventBody, at now: Instant) -> Telling? {
    switch body {
    case .execution(let id, .approvalRequested(let approval)): .approvalRequested(id, round: approval.round)
    case .execution(let id, .began): .began(id)
    case .execution(let id, .stepPaused(let step, let failure)):
      .stepPaused(id, step, attempt: executions[id]?.steps[step]?.failedAttempt ?? 0, failure)
    case .execution(let id, .succeeded), .execution(let id, .failed), .execution(let id, .denied),
      .execution(let id, .aborted):
      .ended(id)
    // While an execution runs, or people were just asked, they hear of it by that.
    case .trigger(_, .suppressed(let block)) where [.executionRunning, .askedRecently].contains(block.guardName): nil
    case .trigger(let name, .suppressed(let block)): .suppressed(name, block)
    case .observation(.readinessOverdue(let since)): .cannotHear(since: since, words: readiness.words)
    case .observation(.journalAccepted(let acceptance)): .journalAccepted(acceptance)
    case .observation(.recordsLost(let lost)): .recordsLost(lost, at: now)
    case .observation(.callerChanged(let caller)) where callerFault != nil || rightCallerSince == now:
      .callerChanged(caller, at: now)
    case .observation(.planReadinessTurned(let turned)): .planTurned(turned, at: now)
    case .placement(.lost(let reason)): .placementUnknown(reason: reason, since: now)
    case .placement(.arrived): placement.mover.map { .usersMoved($0) }
    case .placement(.told(let place, let person)): .placementTold(place, by: person, at: now)
    case .effect(let id, .lost(let failure)): effects[id]?.telling == nil ? .effectUnknown(id, failure) : nil
    case .effect(let id, .sent): asked(of: id)
    case .command(.guardOverridden(let override)): .overridden(override)
    case .command(.automationPaused(let person)): .paused(by: person, at: now)
    case .catalog, .observed, .observation, .trigger, .executionStarted, .execution, .step, .progress, .effect,
      .placement, .notice, .command:
      nil
    }
  }
}

extension ApplicationState {
  /// A person is asked to do something.
  private func asked(of id: EffectID) -> Telling? {
    guard let effect = effects[id]?.effect, effect.action.awaits?.isByPerson == true, let execution = effect.execution,
      let step = effect.step
    else { return nil }
    return .stepAsked(execution, step, attempt: effect.attempt)
  }
}

extension CommandGiven.Command {
  /// Whether others rely on it: who believes that a failover was approved, denied, ended or begun must hear that it was
  /// not. All else is the sender's own business, and the answer to the command tells it.
  var isDecisive: Bool {
    switch self {
    case .failover, .restore, .approve, .deny, .abort: true
    case .pause, .resume, .retry, .skip, .acknowledge, .rearm, .override, .reconcile, .say, .done: false
    }
  }
}

extension StepMachine {
  /// The attempt after which it failed; nil where it has not.
  fileprivate var failedAttempt: Int? {
    switch state {
    case .failed(_, let attempt, _): attempt
    case .waiting, .ready, .running, .succeeded, .adopted, .skipped, .stopped: nil
    }
  }
}
