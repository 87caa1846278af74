import DarumaCore

/// What `--strict` asks beyond the absence of warnings: a plan that may run while everyone sleeps.
enum AutomaticActionCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    for trigger in draft.triggers {
      checkLoss(trigger, draft.guards, findings)
      checkKinds(trigger, findings)
    }
    for step in draft.plans.flatMap(\.steps) where step.timeout == nil {
      findings.report(
        .noTimeout, at: step.place, "\(step.title) has no timeout of its own",
        remedy: "add `timeout:` (\(Step.defaultTimeout.written) would hold)")
    }
  }

  /// Somebody who does not answer in time is nobody, where the trigger then proceeds.
  private static func checkLoss(_ trigger: TriggerDraft, _ guards: GuardPolicy, _ findings: Findings) {
    let isAlwaysAsked = trigger.approval.map { $0.policy.onTimeout == .abort } ?? false
    guard !isAlwaysAsked, guards.maximumLoss == nil else { return }
    findings.report(
      .unboundedLoss, at: trigger.name?.place ?? trigger.place,
      "this trigger can act without approval, and nothing says how much data may be lost then",
      remedy: "add `approval:` with `onTimeout: abort`, or `guards: { maximumLoss: ... }`")
  }

  private static func checkKinds(_ trigger: TriggerDraft, _ findings: Findings) {
    guard let when = trigger.when else { return }
    let condition = when.value.condition
    // Silence, and nothing at all, are errors with or without `--strict`.
    for kind in [Evidence.alarm, .health]
    where condition.canHold(with: [kind]) && !condition.canHold(with: [.silence]) {
      findings.report(
        .oneKindOfEvidence, at: when.place, "evidence of one kind, \(kind.rawValue), would fire this trigger",
        remedy: "ask for a second kind (alarm, health or silence) with `all` or `atLeast`")
    }
  }
}
