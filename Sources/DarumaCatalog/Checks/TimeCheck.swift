import DarumaCore

/// A trigger's plan can be through within the RTO, if all goes as it usually does: holding, waiting for approval, and the
/// steps that the last one waits for.
enum TimeCheck {
  static func run(on trigger: TriggerDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard let rto = draft.objectives?.rto, let run = trigger.run,
      let plan = draft.plans.first(where: { $0.name?.value == run.value }), let steps = usualTime(of: plan)
    else { return }
    let approval = trigger.approval?.policy.timeout ?? .zero
    let whole = trigger.holdFor + approval + steps
    guard whole > rto else { return }
    findings.report(
      .rtoOutOfReach, at: run.place,
      "the RTO is \(rto), and it usually takes \(whole): \(trigger.holdFor) to hold, up to \(approval) for approval, and "
        + "\(steps) for the steps of \(quoted(run.value.rawValue))",
      remedy: "let steps run beside each other, shorten the approval's `timeout`, or state a larger `rto`")
  }

  /// The same of a failover that only people start: its steps alone.
  static func run(on plan: PlanDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard plan.kind == .failover, let rto = draft.objectives?.rto, let name = plan.name,
      !draft.triggers.contains(where: { $0.run?.value == name.value }), let steps = usualTime(of: plan), steps > rto
    else { return }
    findings.report(
      .rtoOutOfReach, at: name.place, "the RTO is \(rto), and the steps usually take \(steps)",
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

extension StepDraft {
  /// How long it usually takes, and no longer than it may; nil where its action is not known.
  fileprivate var usualTime: Span? {
    action.map { min(timeout ?? Step.defaultTimeout, $0.kind.usually) }
  }
}
