import DarumaCore

/// What `--strict` asks beyond the absence of warnings: a plan that may run while everyone sleeps.
enum AutomaticActionCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    for trigger in draft.triggers {
      checkLoss(trigger, draft, findings)
      checkKinds(trigger, draft.regions.pair, findings)
    }
    checkSignature(draft, findings)
    for step in draft.plans.flatMap(\.steps) where step.timeout == nil {
      findings.report(
        .noTimeout, at: step.place, "\(step.title) has no timeout of its own",
        remedy: "add `timeout:` (\(Step.defaultTimeout.written) would hold)")
    }
  }

  /// Somebody who does not answer in time is nobody, where the trigger then proceeds.
  private static func checkLoss(_ trigger: TriggerDraft, _ draft: ApplicationDraft, _ findings: Findings) {
    let approval = draft.approval(of: trigger)
    let isAlwaysAsked = approval.map { $0.policy.onTimeout == .abort } ?? false
    // Where nobody is asked, no more is lost than its own RPO allows.
    let isBounded = draft.guards.maximumLoss != nil || trigger.own.rpo != nil || draft.plan(of: trigger)?.own.rpo != nil
    guard !isAlwaysAsked, !isBounded else { return }
    findings.report(
      .unboundedLoss, at: trigger.name?.place ?? trigger.place,
      "this trigger can act without approval, and nothing says how much data may be lost then",
      remedy: "add `approval:` with `onTimeout: abort`, or `guards: { maximumLoss: ... }`, or an `rpo` of its own")
  }

  /// Without operators, a role is what the sender says. That is said once, at the first approval.
  private static func checkSignature(_ draft: ApplicationDraft, _ findings: Findings) {
    let approvals = (draft.triggers.map(\.approval) + draft.plans.map(\.approval)).compactMap(\.self)
    guard let place = approvals.compactMap({ $0.from.first?.place }).first, draft.operators.isEmpty else { return }
    findings.report(
      .unsignedApproval, at: place,
      "no operators are listed, so whoever may write to the control topic may approve in any role",
      remedy: "list `operators:` with their keys (`daruma operator new-key`)")
  }

  private static func checkKinds(_ trigger: TriggerDraft, _ regions: Regions?, _ findings: Findings) {
    guard let when = trigger.when else { return }
    let condition = when.value.condition
    // Silence, what has no weight, and nothing at all are errors with or without `--strict`.
    guard !condition.canHold({ $0.test.weight(in: regions) != .primary }) else { return }
    for kind in Leaf.Kind.allCases where condition.canHold({ $0.kind == kind }) {
      findings.report(
        .oneKindOfEvidence, at: when.place, "evidence of one kind, \(kind.rawValue), would fire this trigger",
        remedy: "ask for a second kind (alarm, health, silence, ...) with `all` or `atLeast`")
    }
  }
}
