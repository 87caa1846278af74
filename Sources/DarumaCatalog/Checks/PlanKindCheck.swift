import DarumaCore

/// Only what can be run is valid: a plan that is accepted and then can't be started is found out in the worst hour.
enum PlanKindCheck {
  static func run(on plan: PlanDraft, _ findings: Findings) {
    guard let kind = plan.kind, kind != .failover, let name = plan.name else { return }
    findings.report(
      .planKindNotRun, at: name.place,
      "plan \(quoted(name.value.rawValue)) is of kind \(kind.rawValue), which this version can't run",
      remedy: "remove it, or write it as a failover; only `kind: failover` can be started")
  }
}
