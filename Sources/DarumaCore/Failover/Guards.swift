/// The guards of invariant 9, in the order in which they are asked. The first that blocks is named.
enum Guards {
  /// Over which the budget of failovers counts.
  static let budgetPeriod = Span.days(1)

  /// Whether a trigger whose condition has held long enough may fire.
  static func firing(
    _ trigger: Trigger, _ plan: Plan, _ application: Application, _ evaluation: Evaluation,
    _ choices: Choices,
    _ state: ApplicationState, at now: Instant
  ) -> Block? {
    if let person = state.automationPausedBy {
      return Block(
        .automationPaused, reason: "automatic failover was paused by \(person)",
        remedy: "resume it with: daruma resume \(state.name)", at: now)
    }
    if !evaluation.hasWeight {
      return Block(
        .silenceAlone, reason: "silence is the only evidence",
        remedy: "wait for an alarm or an announcement, or fail over by hand", at: now)
    }
    if let spent = budget(application, plan, state, at: now) { return spent }
    if let cooling = coolDown(trigger, plan, state, at: now) { return cooling }
    return starting(plan, application, choices, state, at: now)
      ?? loss(trigger, application, choices, at: now)
  }

  /// Whether a plan may start at all, whoever starts it.
  static func starting(
    _ plan: Plan, _ application: Application, _ choices: Choices, _ state: ApplicationState, at now: Instant
  ) -> Block? {
    if let running = state.runningExecution {
      return Block(
        .executionRunning, reason: "execution \(running.id) is \(running.machine.stateName)",
        remedy: "wait for its end or abort it", at: now)
    }
    if let impaired = recoveryRegion(plan, state.observed(by: application), at: now) { return impaired }
    if !choices.missing.isEmpty {
      let names = choices.missing.map(\.rawValue).joined(separator: ", ")
      return Block(
        .noUsableRecoveryPoint,
        reason: "no usable recovery point of known age in \(application.regions.recovery) for \(names)",
        remedy: "copy a snapshot there, or check that the copy's events arrive", at: now)
    }
    return nil
  }

  /// Whether the cut-over may be done, right before it.
  static func cutOver(_ execution: Execution, _ state: ApplicationState, at now: Instant) -> Block? {
    // Who paused automatic failover to fail over by hand is not stopped by it.
    if execution.trigger != nil, let person = state.automationPausedBy {
      return Block(
        .automationPaused, reason: "automatic failover was paused by \(person)",
        remedy: "resume it with: daruma resume \(state.name)", at: now)
    }
    if let impaired = recoveryRegion(execution.plan, state.observed(by: execution.application), at: now) {
      return impaired
    }
    guard let trigger = execution.trigger.flatMap(execution.application.trigger) else { return nil }
    let evaluation = trigger.when.evaluate(state.observed(by: execution.application), at: now)
    guard evaluation.holds else {
      return Block(
        .evidenceGone, reason: "what trigger \(trigger.name) fired on no longer holds",
        remedy:
          "look whether \(execution.application.regions.primary) is back; resume or abort the execution",
        at: now)
    }
    return nil
  }

  /// Whether the chosen recovery point is still fit to restore from, right before it is used.
  static func point(_ choice: Choice, _ protection: Protection, at now: Instant) -> Block? {
    guard let point = protection.point(choice.point), protection.isUsable(point, at: now) else {
      return Block(
        .noUsableRecoveryPoint, reason: "the chosen recovery point \(choice.point) can no longer be used",
        remedy: "abort, and start anew with another point", at: now)
    }
    return nil
  }

  private static func recoveryRegion(_ plan: Plan, _ observed: Observed, at now: Instant) -> Block? {
    guard plan.kind == .failover,
      let cause = RecoveryRegionHealth(for: plan, observed, at: now).blocked
    else { return nil }
    return Block(.recoveryRegionImpaired, reason: cause.reason, remedy: cause.remedy, at: now)
  }

  private static func budget(
    _ application: Application, _ plan: Plan, _ state: ApplicationState, at now: Instant
  ) -> Block? {
    let recent = state.executions.values.filter {
      $0.plan.kind == .failover && $0.trigger != nil && now - $0.startedAt < budgetPeriod
    }
    guard plan.kind == .failover, recent.count >= application.guards.failoversPerDay else { return nil }
    return Block(
      .budgetSpent,
      reason: "\(recent.count) failovers started within 24 hours; the policy allows "
        + "\(application.guards.failoversPerDay)",
      remedy: "fail over by hand, or raise guards.failoversPerDay", at: now)
  }

  /// A failover that another trigger or a person started has done something, and its cool-down is not over: to fail
  /// over again would put older data in the place of what users have written since. What the trigger itself started
  /// is held off by its own state.
  private static func coolDown(
    _ trigger: Trigger, _ plan: Plan, _ state: ApplicationState, at now: Instant
  ) -> Block? {
    guard plan.kind == .failover, let last = lastFailover(notBy: trigger, state), now < last.ended + trigger.coolDown
    else { return nil }
    return Block(
      .coolingDown, reason: "execution \(last.execution) failed over and ended at \(last.ended)",
      remedy: "wait until \(last.ended + trigger.coolDown), or fail over by hand", at: now)
  }

  private static func lastFailover(
    notBy trigger: Trigger, _ state: ApplicationState
  ) -> (ended: Instant, execution: ExecutionID)? {
    state.executions.values
      .filter { $0.plan.kind == .failover && $0.trigger != trigger.name && $0.hasActed }
      .compactMap { execution in execution.machine.endedAt.map { ($0, execution.id) } }
      .max { $0 < $1 }
  }

  /// When time alone lifts a guard.
  static func deadlines(_ catalog: Application, _ state: ApplicationState) -> [Instant] {
    catalog.triggers.compactMap { trigger in
      lastFailover(notBy: trigger, state).map { $0.ended + trigger.coolDown }
    } + state.executions.values.map { $0.startedAt + budgetPeriod }
  }

  private static func loss(
    _ trigger: Trigger, _ application: Application, _ choices: Choices, at now: Instant
  ) -> Block? {
    let asked = trigger.approval.map { $0.required > 0 && $0.onTimeout == .abort } ?? false
    guard let most = application.guards.maximumLoss ?? (asked ? nil : application.objectives.rpo),
      let worst = choices.made.max(by: { $0.loss < $1.loss }), worst.loss > most
    else { return nil }
    return Block(
      .lossTooGreat,
      reason: "\(worst.resource) would lose \(worst.loss) of data; the policy allows \(most)",
      remedy: "fail over by hand, or change guards.maximumLoss", at: now)
  }
}
