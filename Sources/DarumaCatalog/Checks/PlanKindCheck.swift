import DarumaCore

/// Only what can be run is valid: a plan that is accepted and then can't be started is found out in the worst hour.
enum PlanKindCheck {
  static func run(on plan: PlanDraft, _ findings: Findings) {
    checkRepair(plan, findings)
    guard let kind = plan.kind, !kind.canBeRun, let name = plan.name else { return }
    findings.report(
      .planKindNotRun, at: name.place,
      "plan \(quoted(name.value.rawValue)) is of kind \(kind.rawValue), which this version can't run",
      remedy: "remove it, or write it as a failover or a restore; only these can be started")
  }

  /// Who repairs leads users nowhere else.
  private static func checkRepair(_ plan: PlanDraft, _ findings: Findings) {
    guard plan.kind == .restore else { return }
    for step in plan.steps where step.cutOver {
      findings.report(
        .keyConflict, at: step.cutOverPlace, "a plan of kind restore has no cut-over: users stay where they are",
        remedy: "remove `cutOver`, or write the plan as a failover")
    }
  }
}
