/// What a plan would do if a person started it now. Nothing of it is journaled, and nothing is sent.
package struct DryRun: Sendable {
  /// One step with what it would ask for. What an earlier step leaves stands there as `<endpoint of restore-db>`.
  package struct Item: Sendable {
    package let step: Step
    package let effect: Effect
    /// Whether all of it is known before the plan begins: nothing in it waits for an earlier step, or for a point.
    package let isWhole: Bool
  }

  /// A resource that the plan restores, and that has no point to restore it from.
  package struct Missing: Sendable, Hashable {
    package let resource: ResourceID
    /// That of its newest point; nil where it has none.
    package let reason: String?
  }

  package let plan: Plan
  package let choices: [Choice]
  package let missing: [Missing]
  /// Nil where no data comes over.
  package let loss: Loss?
  /// In an order in which they can be done: each after those that it waits for, else as in the file.
  package let items: [Item]
  /// Steps that can't be said, with the reason.
  package let faults: [StepID: Failure]

  /// The guard that would stop a person who started the plan now; nil where none would.
  package static func block(_ plan: Plan, _ application: Application, _ state: ApplicationState, at now: Instant)
    -> Block?
  {
    guard plan.kind.canBeRun else { return nil }
    let choices = Choices.make(plan, application, state.projection.protection, at: now)
    return Guards(
      moment: .starting, plan: plan, application: application, choices: choices, state: state, now: now
    ).block()
  }

  /// - Parameter protection: What is known of recovery points; none where it is empty.
  /// - Returns: Nil where the application has no such plan.
  package static func of(
    _ name: PlanName, _ application: Application, _ protection: Protection, at now: Instant
  ) -> DryRun? {
    guard let plan = application.plan(name) else { return nil }
    let choices = Choices.make(plan, application, protection, at: now)
    let loss = Loss.of(choices.fates, onset: now, within: plan.longestToCutOver, at: now)
    let started = ExecutionStarted(
      execution: ExecutionID("\(application.name).dry-run"), file: "", plan: name, trigger: nil, by: "dry run",
      onset: now, evidence: [], fates: choices.fates, loss: loss, approval: nil)
    guard let execution = Execution(started, application, at: now) else { return nil }
    var items: [Item] = []
    var faults: [StepID: Failure] = [:]
    for step in plan.stepsInOrder {
      switch Resolution.resolve(step, generation: 1, execution, isDry: true) {
      case .failure(let failure): faults[step.id] = failure
      case .success(let action):
        let effect = Effect(
          id: Effect.identifier(execution: execution.id, step: step.id, attempt: 1), application: application.name,
          execution: execution.id, step: step.id, attempt: 1, purpose: .perform, action: action,
          deadline: now + step.timeout)
        let isOpen = choices.missing.contains { $0.resource == step.resource } && step.action.restores != nil
        items.append(Item(step: step, effect: effect, isWhole: !isOpen && !step.action.usesOutputs))
      }
    }
    return DryRun(
      plan: plan, choices: choices.made,
      missing: choices.missing.map { Missing(resource: $0.resource, reason: $0.reason) }, loss: loss, items: items,
      faults: faults)
  }
}

extension DryRun {
  /// Whether a step that `step` waits for makes something in the same service and region: what `step` does not find may be
  /// that.
  package func mayBeMade(before step: Step) -> Bool {
    var earlier = step.after
    var seen: Set<StepID> = []
    while let id = earlier.popLast() {
      guard seen.insert(id).inserted, let other = plan.step(id) else { continue }
      let traits = other.action.traits
      let isMaking = traits.nature == .creates || traits.nature == .remakes
      if isMaking, traits.plane == step.action.traits.plane, other.region == step.region { return true }
      earlier += other.after
    }
    return false
  }

  /// What is known without a look at anything: no point to restore from, a step that can't be said.
  package func marks(at instant: Instant) -> [PlanMark] {
    missing.map { missing in
      PlanMark(
        .unmet, step: nil, subject: "recovery point of \(missing.resource)",
        state: missing.reason ?? "there is none to restore from",
        remedy: "copy a snapshot to the recovery region, or check that the copy's events arrive", since: instant)
    }
      + faults.sorted { $0.key < $1.key }.map { step, fault in
        PlanMark(
          .unmet, step: step, subject: "the step", state: fault.message, code: fault.code, remedy: nil, since: instant)
      }
  }
}

/// When each step of a plan begins and ends, counted from its beginning, if each takes a given time.
package struct PlanSchedule: Sendable {
  package private(set) var begin: [StepID: Span] = [:]
  package private(set) var end: [StepID: Span] = [:]
  /// The steps that the whole waits for, in order: a shorter one of them makes the plan shorter.
  package private(set) var criticalPath: [StepID] = []

  /// - Parameter time: How long a step takes.
  package init(_ plan: Plan, time: (Step) -> Span) {
    for step in plan.stepsInOrder {
      let begins = step.after.compactMap { end[$0] }.max() ?? .zero
      begin[step.id] = begins
      end[step.id] = begins + time(step)
    }
    var next = plan.steps.max { (end[$0.id] ?? .zero) < (end[$1.id] ?? .zero) }
    while let step = next {
      criticalPath.insert(step.id, at: 0)
      next = step.after.compactMap(plan.step).max { (end[$0.id] ?? .zero) < (end[$1.id] ?? .zero) }
    }
  }

  /// From the beginning to the end of the last step.
  package var whole: Span { end.values.max() ?? .zero }
}
