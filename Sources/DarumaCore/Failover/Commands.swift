/// Takes in operators' commands. Each is applied once; one that can't be applied is rejected with the reason, and both
/// are journaled.
enum Commands {
  static func take(_ command: CommandGiven, from signal: Signal, _ turn: inout Turn) {
    guard !turn.state.commands.contains(signal.id) else { return }
    let events = turn.events.count
    let refusal = apply(command, &turn)
    if let refusal {
      turn.record(.command(.rejected(signal.id, command, reason: refusal)))
    } else {
      assert(turn.events.count > events, "an accepted command changed nothing: \(command)")
      turn.record(.command(.accepted(signal.id, command)))
    }
  }

  /// - Returns: Why it can't be applied; nil where it was.
  private static func apply(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    switch command.command {
    case .failover: failover(command, &turn)
    case .approve: approve(command, &turn)
    case .deny: deny(command, &turn)
    case .abort: abort(command, &turn)
    case .pause: pause(command, &turn)
    case .resume: resume(command, &turn)
    case .retry: retry(command, &turn)
    case .skip: skip(command, &turn)
    case .acknowledge: acknowledge(command, &turn)
    case .reconcile: reconcile(command, &turn)
    case .say: SayCommand.carryOut(command, &turn)
    }
  }

  private static func failover(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let catalog = turn.state.catalog else { return "application \(turn.state.name) is not declared" }
    guard let name = command.plan else { return "no plan is named" }
    guard let plan = catalog.plan(name) else {
      return "application \(catalog.name) has no plan \(name); it has "
        + catalog.plans.map(\.name.rawValue).joined(separator: ", ")
    }
    guard plan.kind == .failover else { return "plan \(name) is of kind \(plan.kind.rawValue), not failover" }
    let choices = Choices.make(plan, catalog, turn.state.projection.protection, onset: turn.now, at: turn.now)
    if let block = Guards.starting(plan, catalog, choices, turn.state, at: turn.now) {
      return block.description
    }
    let execution = ExecutionID(
      application: turn.state.name, at: turn.now, count: turn.state.executionCount + 1)
    turn.record(
      .executionStarted(
        ExecutionStarted(
          execution: execution, application: catalog, plan: plan, trigger: nil, by: command.by,
          onset: turn.now,
          evidence: [], choices: choices.made, approval: catalog.strictestApproval(of: name))))
    return nil
  }

  private static func approve(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    guard let approval = execution.machine.approval else {
      return "execution \(execution.id) is \(execution.machine.stateName), not awaiting approval"
    }
    guard let role = command.role, approval.policy.from.contains(role) else {
      return "an approval must come from \(approval.policy.from.map(\.rawValue).joined(separator: " or "))"
        + "; this one came from \(command.role?.rawValue ?? "no role")"
    }
    guard command.digest == approval.digest else {
      return "the approval is bound to other terms (\(command.digest ?? "none named")); those in force are "
        + approval.digest
    }
    guard !approval.approvers.contains(where: { $0.name == command.by }) else {
      return "\(command.by) has approved already; \(approval.policy.required) different people must"
    }
    guard turn.saidAt < approval.expiresAt else { return "the request expired at \(approval.expiresAt)" }
    turn.give(
      .approved(Approver(name: command.by, role: role, digest: approval.digest, at: turn.now)),
      to: execution.id)
    return nil
  }

  private static func deny(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    guard let approval = execution.machine.approval else {
      return "execution \(execution.id) is \(execution.machine.stateName), not awaiting approval"
    }
    guard let role = command.role, approval.policy.from.contains(role) else {
      return "a denial must come from \(approval.policy.from.map(\.rawValue).joined(separator: " or "))"
    }
    turn.give(.denied(by: command.by, reason: command.comment ?? "no reason given"), to: execution.id)
    return nil
  }

  private static func abort(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    let input = ExecutionMachine.Input.abortAsked(
      by: command.by, reason: command.comment ?? "aborted by hand")
    return turn.give(input, to: execution.id) ? nil : refused(execution)
  }

  private static func pause(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard command.execution != nil else {
      guard turn.state.automationPausedBy == nil else { return "automatic failover is paused already" }
      turn.record(.command(.automationPaused(by: command.by)))
      return nil
    }
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    return turn.give(.pauseAsked(by: command.by), to: execution.id) ? nil : refused(execution)
  }

  private static func resume(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard command.execution != nil else {
      guard turn.state.automationPausedBy != nil else { return "automatic failover is not paused" }
      turn.record(.command(.automationResumed(by: command.by)))
      return nil
    }
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    guard case .pausedByFailedStep = execution.machine.state else {
      return turn.give(.resumeAsked(by: command.by), to: execution.id) ? nil : refused(execution)
    }
    for step in execution.plan.steps where execution.needsRetry(step) {
      turn.give(.retryAsked(attempts: 1 + step.retries, at: turn.now), to: step.id, of: execution.id)
    }
    turn.give(.resumeAsked(by: command.by), to: execution.id)
    return nil
  }

  private static func retry(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    guard let step = command.step.flatMap(execution.plan.step) else { return noStep(command, execution) }
    guard execution.machine.isUnderWay else { return refused(execution) }
    guard turn.give(.retryAsked(attempts: 1 + step.retries, at: turn.now), to: step.id, of: execution.id)
    else {
      return "step \(step.id) has not failed"
    }
    resumeIfPaused(at: step.id, by: command.by, execution, &turn)
    return nil
  }

  private static func skip(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard let execution = target(command, turn) else { return noExecution(command, turn) }
    guard let step = command.step.flatMap(execution.plan.step) else { return noStep(command, execution) }
    guard execution.machine.isUnderWay else { return refused(execution) }
    guard let reason = command.comment, !reason.isEmpty else {
      return "skipping a step needs a reason (--comment)"
    }
    guard turn.give(.skipAsked(reason: reason, by: command.by, at: turn.now), to: step.id, of: execution.id)
    else {
      return "step \(step.id) has ended already"
    }
    resumeIfPaused(at: step.id, by: command.by, execution, &turn)
    return nil
  }

  private static func reconcile(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    guard turn.state.catalog != nil else { return "application \(turn.state.name) is not declared" }
    turn.record(.command(.reconciliationAsked(by: command.by)))
    return nil
  }

  private static func clear(_ finding: String, _ command: CommandGiven, _ turn: inout Turn) -> String? {
    let protection = turn.state.projection.protection
    guard protection.threats.values.contains(where: { $0[finding] != nil }) else {
      return "application \(turn.state.name) has no finding \(finding)"
    }
    guard !protection.isCleared(finding) else { return "finding \(finding) is cleared already" }
    turn.record(.command(.findingCleared(finding, by: command.by)))
    return nil
  }

  private static func acknowledge(_ command: CommandGiven, _ turn: inout Turn) -> String? {
    if let finding = command.finding { return clear(finding, command, &turn) }
    guard let name = command.trigger, let machine = turn.state.triggers[name] else {
      return "application \(turn.state.name) has no trigger \(command.trigger?.rawValue ?? "(none named)")"
    }
    guard let event = machine.decide(.acknowledgeAsked(by: command.by)) else {
      return "trigger \(name) has nothing to acknowledge"
    }
    turn.record(.trigger(name, event))
    return nil
  }

  private static func resumeIfPaused(
    at step: StepID, by person: String, _ execution: Execution, _ turn: inout Turn
  ) {
    guard case .pausedByFailedStep(step) = execution.machine.state else { return }
    turn.give(.resumeAsked(by: person), to: execution.id)
  }

  /// The execution that the command names, or the one that runs.
  private static func target(_ command: CommandGiven, _ turn: Turn) -> Execution? {
    guard let id = command.execution else { return turn.state.runningExecution }
    return turn.state.executions[id]
  }

  private static func noExecution(_ command: CommandGiven, _ turn: Turn) -> String {
    guard let id = command.execution else { return "application \(turn.state.name) has no running execution" }
    return "application \(turn.state.name) has no execution \(id)"
  }

  private static func noStep(_ command: CommandGiven, _ execution: Execution) -> String {
    "plan \(execution.plan.name) has no step \(command.step?.rawValue ?? "(none named)")"
  }

  private static func refused(_ execution: Execution) -> String {
    "execution \(execution.id) is \(execution.machine.stateName)"
  }
}

extension Execution {
  /// A failed step that holds the execution up.
  fileprivate func needsRetry(_ step: Step) -> Bool {
    steps[step.id]?.failure != nil && step.onFailure == .pause
  }
}

extension Application {
  /// A plan that some trigger starts only with approval asks for it whoever starts it: of several policies, the one
  /// that asks the most people.
  fileprivate func strictestApproval(of plan: PlanName) -> ApprovalPolicy? {
    triggers.filter { $0.run == plan }.compactMap(\.approval).max { $0.required < $1.required }
  }
}
