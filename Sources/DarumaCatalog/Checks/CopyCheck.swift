import DarumaCore

/// What is restored has a copy where it is restored. Where a failover would need the primary region for want
/// of one, ``RegionDependencyCheck`` refuses it; this doubts the rest.
enum CopyCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    for (index, step) in plan.steps.enumerated() {
      guard let kind = step.action?.kind, kind.traits.restores != nil,
        let id = step.resource,
        let resource = draft.resources.first(where: { $0.id?.value == id.value }),
        let type = resource.type, kind.resourceTypes.contains(type),
        // What is restored where it was needs no copy, and a third region is refused by ``ActionCheck``.
        let region = draft.region(of: step), region == draft.regions.pair?.recovery, !resource.isCopied(to: region)
      else { continue }
      let isRefused =
        plan.kind == .failover && step.needs == nil && !graph.isAfterCutOver(index)
        && resource.staysOut(of: region)
      guard !isRefused else { continue }
      findings.report(
        .restoreWithoutCopy, at: id.place,
        "\(quoted(id.value.rawValue)) is restored in \(region), but no protection rule copies it there",
        remedy: "add `copyTo: \(region)` to one of its protection rules")
    }
  }
}
