/// Moves the triggers: condition, hold-down, guards, firing, cool-down.
enum TriggerRules {
  static func settle(_ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    for trigger in catalog.triggers { settle(trigger, catalog, &turn) }
  }

  private static func settle(_ trigger: Trigger, _ catalog: Application, _ turn: inout Turn) {
    endCoolDown(trigger, &turn)
    let evaluation = trigger.when.evaluate(turn.observed, at: turn.now)
    // What ends while the worker catches up has ended; what begins is known once everything is heard. That something
    // can't be known by a worker that is deaf, or has no time to trust, ends nothing.
    guard turn.mayAct || evaluation.truth == .not else { return }
    turn.give(evaluation.holds ? .conditionMet(turn.now) : .conditionUnmet, to: trigger.name)
    guard evaluation.holds, let since = turn.state.triggers[trigger.name]?.heldSince,
      turn.heardUntil - since >= trigger.holdFor, let plan = catalog.plan(trigger.run)
    else { return }
    let onset = min(evaluation.onset ?? since, turn.now)
    let choices = Choices.make(plan, catalog, turn.state.projection.protection, onset: onset, at: turn.now)
    if let block = Guards.firing(trigger, plan, catalog, evaluation, choices, turn.state, at: turn.now) {
      turn.give(.guardBlocked(block), to: trigger.name)
      return
    }
    let execution = ExecutionID(
      application: turn.state.name, at: turn.now, count: turn.state.executionCount + 1)
    turn.give(.holdElapsed(execution), to: trigger.name)
    turn.record(
      .executionStarted(
        ExecutionStarted(
          execution: execution, application: catalog, plan: plan, trigger: trigger.name,
          by: "trigger \(trigger.name)", onset: onset, evidence: evaluation.evidence, choices: choices.made,
          approval: trigger.approval)))
  }

  private static func endCoolDown(_ trigger: Trigger, _ turn: inout Turn) {
    switch turn.state.triggers[trigger.name]?.state {
    case .firing(let id):
      guard let ended = turn.state.executions[id].map(\.machine.endedAt) ?? turn.now else { return }
      turn.give(.executionEnded(coolDownUntil: ended + trigger.coolDown), to: trigger.name)
    case .coolingDown(let until):
      if turn.mayAct, until <= turn.heardUntil { turn.give(.coolDownElapsed, to: trigger.name) }
    case .clear, .holding, .suppressed, .acknowledged, nil: return
    }
  }
}

extension ExecutionID {
  init(application: ApplicationName, at now: Instant, count: Int) {
    self.init("\(application).\(now.compact).\(count)")
  }
}
