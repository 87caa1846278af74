/// Asks the guards of a moment, in the order of the table at the head of ``Guard``. The first that blocks is named.
struct Guards {
  let moment: Guard.Moment
  let plan: Plan
  let application: Application
  /// What started it, or would; nil where a person does.
  var trigger: Trigger?
  /// Nil before there is one.
  var execution: Execution?
  /// Of what is restored and brought over; nil where that is not asked.
  var choices: Choices?
  /// The step whose effect is to be sent.
  var step: Step?
  let state: ApplicationState
  let now: Instant

  /// Over which the budget of failovers counts.
  static let budgetPeriod = Span.days(1)

  /// The first guard that blocks; nil where none does, or where a person has overridden those that do.
  func block() -> Block? {
    for name in Guard.allCases where name.moments.contains(moment) && !isOverridden(name) {
      if let block = block(name) { return block }
    }
    return nil
  }

  private func isOverridden(_ name: Guard) -> Bool {
    state.overrides[name].map { now < $0.until } ?? false
  }

  private func block(_ name: Guard) -> Block? {
    switch name {
    case .servedElsewhere: servedElsewhere()
    case .executionRunning: executionRunning()
    case .automationPaused: automationPaused()
    case .evidenceGone: evidenceGone()
    case .silenceAlone: silenceAlone()
    case .budgetSpent: budgetSpent()
    case .coolingDown: coolingDown()
    case .askedRecently: askedRecently()
    case .recoveryRegionImpaired: recoveryRegionImpaired()
    case .noUsableRecoveryPoint: noUsableRecoveryPoint()
    case .lossTooGreat: lossTooGreat()
    case .planNotReady: planNotReady()
    }
  }

  private func block(_ name: Guard, _ reason: String, _ remedy: String) -> Block {
    Block(name, reason: reason, remedy: remedy, at: now)
  }
}

// MARK: - Where and what

extension Guards {
  /// A failover starts only where the primary serves. While it moves itself, its own cut-over is no hindrance.
  private func servedElsewhere() -> Block? {
    guard plan.kind == .failover else { return repairedElsewhere() }
    switch state.placement.state {
    case .primary: return nil
    case .moving(let mover, _) where mover == execution?.id: return nil
    // Its own cut-over is done: what follows, such as another record, belongs to it.
    case .recovery where execution != nil && state.placement.mover == execution?.id: return nil
    case .moving, .recovery, .unknown:
      return block(
        .servedElsewhere, "\(application.name) is " + state.placement.words(application.regions),
        "when it is back, say so with: daruma rearm \(application.name) --served-from "
          + "\(application.regions.primary) --by YOU")
    }
  }

  /// What users have left is not started anew behind their back: two would take writes.
  private func repairedElsewhere() -> Block? {
    let primary = application.regions.primary
    guard plan.kind == .restore, !state.isServedFromPrimary, plan.changes(in: primary, application.regions) else {
      return nil
    }
    return block(
      .servedElsewhere,
      "plan \(plan.name) changes what stands in \(primary), and \(application.name) is "
        + state.placement.words(application.regions),
      "when it is back, say so with: daruma rearm \(application.name) --served-from \(primary) --by YOU")
  }

  private func executionRunning() -> Block? {
    guard let running = state.runningExecution else { return nil }
    return block(
      .executionRunning, "execution \(running.id) is \(running.machine.stateWords)", "wait for its end or abort it")
  }

  private func noUsableRecoveryPoint() -> Block? {
    let protection = state.projection.protection
    if moment == .sending {
      guard let step, step.action.restores != nil, let id = step.resource, let resource = application.resource(id),
        let choice = execution?.choices.first(where: { $0.resource == id })
      else { return nil }
      let target = application.target(of: resource, by: plan)
      let reason = protection.restorability(of: choice, for: target, at: now)
      if case .restorable = reason { return nil }
      return block(
        .noUsableRecoveryPoint,
        "the chosen recovery point \(choice.point) can no longer be used"
          + (reason?.reason.map { ": \($0)" } ?? ""),
        "abort, and start anew with another point")
    }
    guard let choices, !choices.missing.isEmpty else { return nil }
    let names = choices.missing.map { missing in missing.resource.rawValue + (missing.reason.map { " (\($0))" } ?? "") }
      .joined(separator: ", ")
    return block(
      .noUsableRecoveryPoint,
      "no usable recovery point of known age in \(places(of: choices.missing)) for \(names)",
      "copy a snapshot there, or check that the copy's events arrive")
  }

  /// Where the plan would restore them.
  private func places(of missing: [Choices.Missing]) -> String {
    let regions = missing.compactMap { application.resource($0.resource) }
      .map { application.target(of: $0, by: plan).region.rawValue }
    return Set(regions).sorted().joined(separator: " and ")
  }

  private func recoveryRegionImpaired() -> Block? {
    guard plan.kind == .failover,
      let cause = RecoveryRegionHealth(for: plan, state.observed(by: application), at: now).blocked
    else { return nil }
    return block(
      .recoveryRegionImpaired, cause.reason,
      "\(cause.remedy), or override it with: daruma override \(application.name) --guard "
        + "\(Guard.recoveryRegionImpaired.rawValue) --by YOU --comment WHY")
  }
}

// MARK: - Readiness of the plan

extension Guards {
  /// What was seen of the plan in force says nothing of another one, which an execution may have begun with.
  private func planNotReady() -> Block? {
    guard let demand = application.guards.planReadiness else { return nil }
    let isInForce = state.catalog?.meansSame(by: plan.name, as: application) ?? false
    let known = isInForce ? state.planReadiness[plan.name]?.readiness : nil
    switch known?.verdict {
    case .ready: return nil
    case .notReady: break
    case .unknown, nil: if demand == .required { return nil }
    }
    let remedy = known?.marks.first?.remedy ?? "look with: daruma plan \(application.name) \(plan.name) --check"
    return block(
      .planNotReady, "plan \(plan.name) is " + (known?.sentence ?? "not known to be ready: nobody has looked yet"),
      "\(remedy); or override it with: daruma override \(application.name) --guard "
        + "\(Guard.planNotReady.rawValue) --by YOU --comment WHY")
  }
}

// MARK: - Evidence

extension Guards {
  /// Who paused automatic failover to fail over by hand is not stopped by it.
  private func automationPaused() -> Block? {
    guard trigger != nil, let person = state.automationPausedBy else { return nil }
    return block(
      .automationPaused, "automatic failover was paused by \(person)",
      "resume it with: daruma resume \(application.name) --by YOU")
  }

  /// While an approval is awaited and things are prepared, a leaf that flaps counts for one hold-down more; at the
  /// cut-over only what is true now counts.
  private func evidenceGone() -> Block? {
    guard let trigger else { return nil }
    // What a repair has begun to mend may be well again before it is through.
    if plan.kind == .restore, execution?.hasChanged == true { return nil }
    let linger = moment == .cuttingOver ? Span.zero : trigger.holdFor
    guard !state.evaluate(trigger, of: application, at: now, linger: linger).holds else { return nil }
    return block(
      .evidenceGone, "what trigger \(trigger.name) fired on no longer holds",
      "look whether \(application.regions.primary) is back; then abort, or override it with: daruma override "
        + "\(application.name) --guard \(Guard.evidenceGone.rawValue) --by YOU --comment WHY")
  }

  private func silenceAlone() -> Block? {
    guard let trigger, !state.evaluate(trigger, of: application, at: now).hasWeight else { return nil }
    return block(
      .silenceAlone, "silence is the only evidence against \(application.regions.primary)",
      "wait for an alarm or an announcement, or fail over by hand")
  }
}

// MARK: - How often, and how much

extension Guards {
  private func budgetSpent() -> Block? {
    let recent = state.executions.values.filter {
      $0.plan.kind == .failover && $0.trigger != nil && $0.hasChanged && now - $0.startedAt < Self.budgetPeriod
    }
    guard plan.kind == .failover, recent.count >= application.guards.failoversPerDay else { return nil }
    return block(
      .budgetSpent,
      "\(recent.count) failovers acted within 24 hours; the policy allows \(application.guards.failoversPerDay)",
      "fail over by hand, or raise guards.failoversPerDay")
  }

  /// A failover has done something, whoever started it, and its cool-down is not over.
  private func coolingDown() -> Block? {
    guard let trigger, plan.kind == .failover, let last = state.lastChange, now < last.endedAt + trigger.coolDown,
      last.endedAt > (state.rearmedAt ?? .distantPast)
    else { return nil }
    return block(
      .coolingDown, "execution \(last.execution) failed over and ended at \(last.endedAt)",
      "wait until \(last.endedAt + trigger.coolDown), or fail over by hand")
  }

  /// An execution was started, asked people perhaps, and changed nothing: the same is not begun again at once.
  private func askedRecently() -> Block? {
    guard trigger != nil, let last = state.lastAsked, now < last + Approval.pause,
      last > (state.rearmedAt ?? .distantPast)
    else { return nil }
    return block(
      .askedRecently, "it was tried at \(last), and nothing came of it", "wait until \(last + Approval.pause)")
  }

  private func lossTooGreat() -> Block? {
    if let block = everythingLost() { return block }
    guard let choices, let loss = Loss.of(choices.fates, onset: now, within: .zero, at: now) else { return nil }
    if let agreed = execution?.lossAtMost, moment != .approving, loss.now > agreed {
      return tooGreat(loss, "what was agreed to is \(agreed) at the most", "override it, or abort and start anew")
    }
    guard let most = mostLoss, loss.now > most else { return nil }
    return tooGreat(loss, "the policy allows \(most)", "fail over by hand, or change guards.maximumLoss")
  }

  /// Of a resource that no step brings over, and of which there is no copy, all is lost: more than any limit. Where people
  /// are asked, they read it in the terms, and decide.
  private func everythingLost() -> Block? {
    guard let most = mostLoss, !isAsked, let choices else { return nil }
    let lost = choices.fates.filter { $0.fate == .leftBehind(newest: nil) }.map(\.resource.rawValue)
    guard !lost.isEmpty else { return nil }
    return block(
      .lossTooGreat,
      "\(lost.joined(separator: ", ")) would be left behind, and there is no copy of it in "
        + "\(application.regions.recovery); the policy allows a loss of \(most)",
      "protect it, or fail over by hand")
  }

  /// What the owners allow to be lost without a person; nil where one is asked, and at the cut-over, where what was agreed
  /// to counts.
  private var mostLoss: Span? {
    guard trigger != nil, moment != .cuttingOver else { return nil }
    return application.guards.maximumLoss ?? (isAsked ? nil : application.objectives(of: plan, by: trigger).rpo)
  }

  /// Whether nothing begins without a person's word.
  private var isAsked: Bool {
    trigger.flatMap { application.approval(of: plan, by: $0) }.map { $0.required > 0 && $0.onTimeout == .abort }
      ?? false
  }

  private func tooGreat(_ loss: Loss, _ limit: String, _ remedy: String) -> Block {
    block(.lossTooGreat, "\(loss.resource) would lose \(loss.now) of data; \(limit)", remedy)
  }
}

extension ApplicationState {
  /// When time alone lifts or raises a guard.
  func guardDeadlines(_ catalog: Application) -> [Instant] {
    var deadlines = executions.values.filter(\.hasChanged).map { $0.startedAt + Guards.budgetPeriod }
    if let last = lastChange { deadlines += catalog.triggers.map { last.endedAt + $0.coolDown } }
    if let lastAsked { deadlines.append(lastAsked + Approval.pause) }
    deadlines += overrides.values.map(\.until)
    return deadlines
  }

  /// The newest ended failover that changed something outside.
  var lastChange: (execution: ExecutionID, endedAt: Instant)? {
    executions.values.filter { $0.plan.kind == .failover && $0.hasChanged }
      .compactMap { execution in execution.machine.endedAt.map { (execution: execution.id, endedAt: $0) } }
      .max { $0.endedAt < $1.endedAt }
  }

  /// When a trigger's execution that then changed nothing was started, or last asked people.
  var lastAsked: Instant? {
    executions.values.filter { $0.trigger != nil && $0.machine.hasEnded && !$0.hasChanged }
      .map { $0.lastRequestAt ?? $0.startedAt }.max()
  }
}
