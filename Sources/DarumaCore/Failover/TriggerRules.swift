/// Moves the triggers: condition, hold-down, guards, firing, cool-down.
enum TriggerRules {
  static func settle(_ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    for trigger in catalog.triggers {
      endExecution(trigger, &turn)
      settle(trigger, catalog, &turn)
    }
  }

  private static func settle(_ trigger: Trigger, _ catalog: Application, _ turn: inout Turn) {
    if completeFiring(trigger, &turn) { return }
    let evaluation = trigger.when.evaluate(turn.observed, at: turn.now)
    // What ends while the worker catches up has ended; what begins, and what nobody knows any more, is known once
    // everything is heard.
    guard turn.mayAct else {
      if evaluation.truth == .not { turn.give(.conditionUnmet, to: trigger.name) }
      return
    }
    guard evaluation.holds else {
      turn.give(.conditionUnmet, to: trigger.name)
      return
    }
    let heldSince = turn.state.triggers[trigger.name]?.heldSince
    turn.give(.conditionMet(evaluation.since ?? heldSince ?? turn.now), to: trigger.name)
    guard let since = turn.state.triggers[trigger.name]?.heldSince, turn.heardUntil - since >= trigger.holdFor,
      let plan = catalog.plan(trigger.run), let digest = turn.state.catalogDigest
    else { return }
    let choices = Choices.make(
      plan, catalog, turn.state.projection.protection, before: evaluation.compromisedSince, at: turn.now)
    let guards = Guards(
      moment: .firing, plan: plan, application: catalog, trigger: trigger, choices: choices, state: turn.state,
      now: turn.now)
    if let block = guards.block() {
      turn.give(.guardBlocked(block), to: trigger.name)
      return
    }
    fire(trigger, plan, catalog, digest, evaluation, choices, &turn)
  }

  private static func fire(
    _ trigger: Trigger, _ plan: Plan, _ catalog: Application, _ digest: String, _ evaluation: Evaluation,
    _ choices: Choices, _ turn: inout Turn
  ) {
    let onset = min(evaluation.onset ?? evaluation.since ?? turn.now, turn.now)
    turn.record(
      .executionStarted(
        ExecutionStarted(
          execution: ExecutionID(application: turn.state.name, at: turn.now, count: turn.state.executionCount + 1),
          file: digest, plan: plan.name, trigger: trigger.name, by: "trigger \(trigger.name)", onset: onset,
          evidence: evaluation.evidence, fates: choices.fates,
          loss: Loss.of(choices.fates, onset: onset, within: plan.longestToCutOver, at: turn.now),
          approval: catalog.approval(of: plan, by: trigger), before: evaluation.compromisedSince)))
    _ = completeFiring(trigger, &turn)
  }

  /// Its execution is under way: so it has fired, also where a decision was cut off between the two.
  private static func completeFiring(_ trigger: Trigger, _ turn: inout Turn) -> Bool {
    guard let execution = turn.state.runningExecution, execution.trigger == trigger.name else { return false }
    turn.give(.holdElapsed(execution.id), to: trigger.name)
    return true
  }

  private static func endExecution(_ trigger: Trigger, _ turn: inout Turn) {
    switch turn.state.triggers[trigger.name]?.state {
    case .firing(let id):
      guard let execution = turn.state.executions[id] else {
        turn.give(.executionEnded(.unchanged), to: trigger.name)
        return
      }
      guard let ended = execution.machine.endedAt else { return }
      turn.give(.executionEnded(execution.ending(endedAt: ended, trigger)), to: trigger.name)
    case .coolingDown(let until):
      if turn.mayAct, until <= turn.heardUntil { turn.give(.coolDownElapsed, to: trigger.name) }
    case .clear, .holding, .suppressed, .acknowledged, nil: return
    }
  }
}

extension Execution {
  /// What it leaves behind for the trigger that started it.
  fileprivate func ending(endedAt ended: Instant, _ trigger: Trigger) -> TriggerMachine.Ending {
    if hasChanged { return .changed(coolDownUntil: ended + trigger.coolDown) }
    return deniedBy.map { .denied(by: $0) } ?? .unchanged
  }
}

extension ExecutionID {
  init(application: ApplicationName, at now: Instant, count: Int) {
    self.init("\(application).\(now.compact).\(count)")
  }
}
