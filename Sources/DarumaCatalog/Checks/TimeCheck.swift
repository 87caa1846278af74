import DarumaCore

/// A trigger's plan can be through within the RTO, if all goes as it usually does: holding, waiting for approval, and the
/// steps that the last one waits for.
enum TimeCheck {
  static func run(on trigger: TriggerDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard let run = trigger.run, let plan = draft.plan(of: trigger), let steps = usualTime(of: plan),
      let rto = trigger.own.rto?.value ?? plan.own.rto?.value ?? draft.objectives?.rto
    else { return }
    let approval = draft.approval(of: trigger)?.policy.timeout ?? .zero
    let whole = trigger.holdFor + approval + steps
    guard whole > rto else { return }
    findings.report(
      .rtoOutOfReach, at: trigger.own.rto?.place ?? run.place,
      "the RTO is \(rto), and it usually takes \(whole): \(trigger.holdFor) to hold, up to \(approval) for approval, and "
        + "\(steps) for the steps of \(quoted(run.value.rawValue))",
      remedy: "let steps run beside each other, shorten the approval's `timeout`, or state a larger `rto`")
  }

  /// The same of a plan that only people start: approval, and its steps.
  static func run(on plan: PlanDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard plan.isHeldAgainstTheRTO, let rto = plan.own.rto?.value ?? draft.objectives?.rto, let name = plan.name,
      !draft.triggers.contains(where: { $0.run?.value == name.value }), let steps = usualTime(of: plan)
    else { return }
    let approval = plan.approval?.policy.timeout ?? .zero
    guard approval + steps > rto else { return }
    findings.report(
      .rtoOutOfReach, at: plan.own.rto?.place ?? name.place,
      "the RTO is \(rto), and the steps usually take \(steps)"
        + (approval > .zero ? ", after up to \(approval) for approval" : ""),
      remedy: "let steps run beside each other, or state a larger `rto`")
  }

  /// Until the last step is done; nil where nobody can tell.
  private static func usualTime(of plan: PlanDraft) -> Span? {
    let graph = StepGraph(plan.steps)
    guard graph.isOrderKnown, graph.cycles().isEmpty else { return nil }
    var longest = Span.zero
    for index in plan.steps.indices {
      guard let time = graph.longestWay(to: index, { $0.usualTime }) else { return nil }
      longest = max(longest, time)
    }
    return longest
  }
}

extension PlanDraft {
  /// Whether the service is away until it is done: a drill takes nothing from anybody.
  fileprivate var isHeldAgainstTheRTO: Bool {
    switch kind {
    case .failover: true
    case .restore, .failback: own.rto != nil
    case .drill, nil: false
    }
  }
}

extension StepDraft {
  /// How long it usually takes, and no longer than it may; nil where its action is not known.
  fileprivate var usualTime: Span? {
    action.map { min(timeout ?? Step.defaultTimeout, $0.usually) }
  }
}
