import DarumaCore

/// Users reach the recovery region in a failover, after what they need is restored, and never in a drill.
enum CutOverCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    switch plan.kind {
    case .failover: checkFailover(plan, graph, findings)
    case .drill: checkDrill(plan, draft.regions.primary, findings)
    case .failback, .restore, nil: break
    }
  }

  private static func checkFailover(_ plan: PlanDraft, _ graph: StepGraph, _ findings: Findings) {
    let cutOvers = plan.steps.indices.filter { plan.steps[$0].cutOver }
    if !plan.steps.contains(where: { $0.cutOver || $0.movesUsers }), let name = plan.name, !plan.steps.isEmpty {
      findings.report(
        .noCutOver, at: name.place, "no step of this failover is the cut-over",
        remedy: "mark the step after which users reach the recovery region with `cutOver: true`")
    }
    checkGoingOn(plan, findings)
    guard graph.isOrderKnown else { return }
    let restores = plan.steps.indices.filter { plan.steps[$0].action?.traits.restores != nil }
    for cutOver in cutOvers {
      let earlier = graph.ancestors(of: cutOver)
      let late = restores.filter { !earlier.contains($0) }.compactMap { plan.steps[$0].id?.value.rawValue }
      guard !late.isEmpty else { continue }
      findings.report(
        .cutOverBeforeRestore, at: plan.steps[cutOver].cutOverPlace,
        "the cut-over does not wait for \(listing(late))",
        remedy: "add \(listing(late)), or a step that comes after, to `after`")
    }
  }

  /// Whoever goes on without the data, or without having moved users, has not recovered.
  private static func checkGoingOn(_ plan: PlanDraft, _ findings: Findings) {
    for step in plan.steps where step.onFailure == .continue && step.isNeeded {
      findings.report(
        .goesOnWithout, at: step.onFailurePlace,
        "\(step.title) brings data or users over, and the plan would go on without it; it then ends as failed",
        remedy: "leave `onFailure` out, so that a person decides")
    }
  }

  private static func checkDrill(_ plan: PlanDraft, _ primary: Region?, _ findings: Findings) {
    for step in plan.steps {
      if step.cutOver {
        findings.report(
          .drillTouchesTraffic, at: step.cutOverPlace, "a drill has no cut-over", remedy: "remove `cutOver`")
      }
      if let action = step.action, let region = step.region, step.isIn(primary: primary),
        action.traits.changesOutside
      {
        findings.report(
          .drillTouchesTraffic, at: region.place,
          "\(action.kind.name) would change something in the primary region, and a drill must not",
          remedy: "leave `region` out, or leave the step out of the drill")
      }
      if let action = step.action, action.traits.movesUsers {
        findings.report(
          .drillTouchesTraffic, at: action.place,
          "\(action.kind.name) changes where users are served, and a drill must not",
          remedy: "leave the step out of the drill")
      }
    }
  }
}

extension StepDraft {
  /// Whether it brings data or users over.
  fileprivate var isNeeded: Bool { cutOver || action?.traits.bringsOver ?? false }

  /// Whether it moves users by its nature, whether or not the file calls it the cut-over.
  fileprivate var movesUsers: Bool { action?.traits.movesUsers ?? false }
}
