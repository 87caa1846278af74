import DarumaCore

/// Each step's action can act on what it is given.
enum ActionCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    for (index, step) in plan.steps.enumerated() {
      guard let action = step.action else { continue }
      let resource = draft.resources.first { $0.id != nil && $0.id?.value == step.resource?.value }
      let wanted = action.kind.resourceTypes
      if let resource, let type = resource.type, !wanted.isEmpty, !wanted.contains(type) {
        reportType(type, wanted, step, action, findings)
        continue
      }
      checkPlace(of: step, action, draft, findings)
      if let region = step.region, action.traits.plane == .addresses {
        findings.report(
          .keyConflict, at: region.place, "\(action.kind.name) acts in no region",
          remedy: "remove `region`")
      }
      if action.traits.restores != nil, let id = step.resource,
        let first = plan.steps[..<index].first(where: {
          $0.action?.traits.restores != nil && $0.resource?.value == id.value
        })
      {
        findings.report(
          .keyConflict, at: id.place,
          "\(first.title) restores \(quoted(id.value.rawValue)) already, and both would make a thing of the same name",
          remedy: "restore each resource in one step of a plan")
      }
      for use in action.wanted.uses { check(use, of: index, graph, findings) }
      if action.isWhole {
        action.wanted.check(in: draft.setting(of: step, action, in: plan), findings)
      }
    }
  }

  /// Recovery points are known of both regions of the application, and of no other.
  private static func checkPlace(
    of step: StepDraft, _ action: ActionDraft, _ draft: ApplicationDraft, _ findings: Findings
  ) {
    guard let place = step.region, action.traits.restores != nil, case .named(let region) = place.value,
      region != draft.regions.primary, region != draft.regions.pair?.recovery
    else { return }
    findings.report(
      .keyConflict, at: place.place, "\(action.kind.name) restores in the primary or the recovery region",
      remedy: "write `primary` or `recovery`")
  }

  private static func reportType(
    _ type: ResourceType, _ wanted: [ResourceType], _ step: StepDraft, _ action: ActionDraft,
    _ findings: Findings
  ) {
    findings.report(
      .resourceOfOtherType, at: step.resource?.place ?? step.place,
      "\(action.kind.name) acts on an \(wanted.words), and this is an \(type.rawValue)",
      remedy: "name a resource of type \(wanted.words)")
  }

  private static func check(_ use: OutputUse, of step: Int, _ graph: StepGraph, _ findings: Findings) {
    let sources = graph.steps.filter { $0.action?.traits.outputs.contains(use.key) ?? false }
      .compactMap(\.id?.value.rawValue)
    let known = "step in this plan that leaves \(use.key)"
    guard let source = graph.index(of: use.step) else {
      findings.report(
        .unknownStep, at: use.place, "there is no step \(quoted(use.step.rawValue))",
        remedy: NearMiss.remedy(use.step.rawValue, among: sources, whatIsKnown: known))
      return
    }
    guard let action = graph.steps[source].action else { return }
    guard action.traits.outputs.contains(use.key) else {
      findings.report(
        .noOutput, at: use.place,
        "step \(quoted(use.step.rawValue)) leaves no \(use.key): \(action.kind.name) has none",
        remedy: NearMiss.remedy(use.step.rawValue, among: sources, whatIsKnown: known))
      return
    }
    if graph.isOrderKnown, !graph.ancestors(of: step).contains(source) {
      findings.report(
        .noOutput, at: use.place,
        "step \(quoted(use.step.rawValue)) need not be done by then, so its \(use.key) may be unknown",
        remedy: "add \(quoted(use.step.rawValue)) to `after`")
    }
  }
}

extension ApplicationDraft {
  /// Where `step` acts; nil where the file does not say it clearly.
  func region(of step: StepDraft) -> Region? {
    switch step.region?.value {
    case nil, .recovery: regions.pair?.recovery
    case .primary: regions.primary
    case .named(let region): region
    }
  }

  /// What stands around the action of `step`.
  func setting(of step: StepDraft, _ action: ActionDraft, in plan: PlanDraft) -> ActionSetting {
    ActionSetting(
      place: action.place, planKind: plan.kind, hasResource: step.resource != nil,
      arn: step.resource.flatMap { id in resources.first { $0.id?.value == id.value }?.arn?.value },
      isRestored: plan.steps.contains { other in
        step.resource != nil && other.resource?.value == step.resource?.value
          && other.action?.traits.restores != nil
      }, primary: regions.primary, recovery: regions.pair?.recovery,
      region: region(of: step), contacts: contacts.compactMap { $0.contact() })
  }
}
