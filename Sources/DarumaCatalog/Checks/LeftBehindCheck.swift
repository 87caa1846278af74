import DarumaCore

/// A failover brings over every resource that holds data, or says so: what no step restores and nothing replicates is
/// left behind, and its loss is unknown. What a step makes anew is not: its plan does without what it held.
enum LeftBehindCheck {
  static func run(on plan: PlanDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard plan.kind == .failover, let name = plan.name, let recovery = draft.regions.pair?.recovery else { return }
    let restored = Set(plan.steps.filter(\.bringsOver).compactMap { $0.resource?.value })
    let left = draft.resources.compactMap { $0.resource() }.filter { resource in
      resource.holdsData && !restored.contains(resource.id)
        && !resource.protection.contains { $0.copyTo == recovery && ($0.kind == .replica || $0.kind == .replication) }
    }
    guard !left.isEmpty else { return }
    findings.report(
      .leavesResourceBehind, at: name.place,
      "plan \(quoted(name.value.rawValue)) brings \(listing(left.map(\.id.rawValue))) over neither by a step nor by a "
        + "replica: how much of it is lost is unknown",
      remedy: "add a step that restores it, or a rule of `kind: replication` or `replica` with `copyTo: \(recovery)`")
  }
}

extension StepDraft {
  /// Whether its resource stands in the recovery region afterwards.
  fileprivate var bringsOver: Bool {
    guard let action else { return false }
    return action.traits.restores != nil
      || action.traits.nature == .remakes && region?.value ?? .recovery == .recovery
  }
}
