import DarumaCore

/// Invariant 12: up to its cut-over a failover needs neither the primary region nor a global control plane,
/// unless the step says why in `needs`.
struct RegionDependencyCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    guard plan.kind == .failover, let primary = draft.regions.primary else { return }
    let check = RegionDependencyCheck(primary: primary, draft: draft, plan: plan, findings: findings)
    for (index, step) in plan.steps.enumerated() {
      guard let action = step.action, step.needs == nil, !graph.isAfterCutOver(index) else { continue }
      check.checkCalls(of: step, action)
    }
  }

  private let primary: Region
  private let draft: ApplicationDraft
  private let plan: PlanDraft
  private let findings: Findings

  private func checkCalls(of step: StepDraft, _ action: ActionDraft) {
    switch action.traits.plane {
    // A service of the recovery region is there when it is needed.
    case .control, .data:
      reportPlace(step)
      reportAddresses(step, action)
    case .global(let service): reportGlobalPlane(service, step, action)
    case .addresses: reportAddresses(step, action)
    }
    if action.traits.restores != nil, !step.isIn(primary: primary) { reportMissingCopy(step) }
  }

  private func reportPlace(_ step: StepDraft) {
    guard let region = step.region, step.isIn(primary: primary) else { return }
    findings.report(
      .needsPrimary, at: region.place,
      "\(step.title) needs the primary region before the cut-over: it acts in \(primary)",
      remedy: "act in the recovery region, put the step after the cut-over, or say why in `needs`")
  }

  private func reportAddresses(_ step: StepDraft, _ action: ActionDraft) {
    for address in action.wanted.addresses(in: draft.setting(of: step, action, in: plan)) where address.isInPrimary {
      findings.report(
        .needsPrimary, at: address.place,
        "\(step.title) needs the primary region before the cut-over: \(address.value) is in \(primary)",
        remedy: "use one in the recovery region, put the step after the cut-over, or say why in `needs`")
    }
  }

  /// A resource without any rule may be protected by what the file does not tell; ``CopyCheck`` doubts that.
  private func reportMissingCopy(_ step: StepDraft) {
    guard let region = draft.region(of: step), let id = step.resource,
      let resource = draft.resources.first(where: { $0.id?.value == id.value }), resource.staysOut(of: region)
    else { return }
    findings.report(
      .needsPrimary, at: id.place,
      "\(step.title) needs the primary region before the cut-over: no protection rule of "
        + "\(quoted(id.value.rawValue)) copies it to \(region)",
      remedy: "add `copyTo: \(region)` to one of its rules, or say why in `needs`")
  }

  private func reportGlobalPlane(_ service: String, _ step: StepDraft, _ action: ActionDraft) {
    let home = Self.homeOfGlobalControlPlanes(for: primary)
    let place = home == primary ? "\(home), the primary region" : home.rawValue
    if step.cutOver {
      findings.report(
        .cutOverNeedsGlobalPlane, at: action.place,
        "the cut-over needs the \(service) control plane, which lives in \(place)",
        remedy: "say in `needs` why that may be, such as who switches by hand if it is down")
    } else {
      findings.report(
        .needsGlobalPlane, at: action.place,
        "\(step.title) needs the \(service) control plane before the cut-over, which lives in \(place)",
        remedy: "put the step after the cut-over, or say why it may need it in `needs`")
    }
  }

  /// Where the global control planes of a partition live, by the beginning of its regions' names (AWS Fault Isolation
  /// Boundaries, "Global services"). What they have been told goes on without them; they can be told nothing while their
  /// region is down.
  static func homeOfGlobalControlPlanes(for region: Region) -> Region {
    if region.rawValue.hasPrefix("cn-") { return "cn-northwest-1" }
    if region.rawValue.hasPrefix("us-gov-") { return "us-gov-west-1" }
    return "us-east-1"
  }
}
