import DarumaCore

/// Invariant 12: up to its cut-over a failover needs neither the primary region nor a global control plane,
/// unless the step says why in `needs`.
struct RegionDependencyCheck {
  static func run(
    on plan: PlanDraft, _ graph: StepGraph, of draft: ApplicationDraft, _ findings: Findings
  ) {
    guard plan.kind == .failover, let primary = draft.regions.primary else { return }
    let check = RegionDependencyCheck(
      primary: primary, recovery: draft.regions.pair?.recovery, resources: draft.resources,
      contacts: draft.contacts.compactMap { $0.contact() }, findings: findings)
    for (index, step) in plan.steps.enumerated() {
      guard let action = step.action else { continue }
      check.reportTargetInPrimary(action)
      guard step.needs == nil, !graph.isAfterCutOver(index) else { continue }
      check.checkCalls(of: step, action)
    }
  }

  private let primary: Region
  private let recovery: Region?
  private let resources: [ResourceDraft]
  private let contacts: [Contact]
  private let findings: Findings

  private func checkCalls(of step: StepDraft, _ action: ActionDraft) {
    for row in ActionDependencies.table where row.action == action.row.name {
      switch row.livesIn {
      case .recoveryRegion: break
      case .globalControlPlane: reportGlobalPlane(row, step, action)
      case .addresses: reportAddresses(step, action)
      case .copies: reportMissingCopy(step)
      }
    }
  }

  private func reportAddresses(_ step: StepDraft, _ action: ActionDraft) {
    for address in addresses(of: action) where address.isInPrimary {
      findings.report(
        .needsPrimary, at: address.place,
        "\(step.title) needs the primary region before the cut-over: \(address.value) is in \(primary)",
        remedy: "use one in the recovery region, put the step after the cut-over, or say why in `needs`")
    }
  }

  /// A resource without any rule may be protected by what the file does not tell; ``CopyCheck`` doubts that.
  private func reportMissingCopy(_ step: StepDraft) {
    guard let recovery, let id = step.resource,
      let resource = resources.first(where: { $0.id?.value == id.value }), resource.staysOut(of: recovery)
    else { return }
    findings.report(
      .needsPrimary, at: id.place,
      "\(step.title) needs the primary region before the cut-over: no protection rule of "
        + "\(quoted(id.value.rawValue)) copies it to \(recovery)",
      remedy: "add `copyTo: \(recovery)` to one of its rules, or say why in `needs`")
  }

  private func reportGlobalPlane(_ row: ActionDependencies.Row, _ step: StepDraft, _ action: ActionDraft) {
    let home = ActionDependencies.homeOfGlobalControlPlanes(for: primary)
    let place = home == primary ? "\(home), the primary region" : home.rawValue
    if step.cutOver {
      findings.report(
        .cutOverNeedsGlobalPlane, at: action.place,
        "the cut-over needs \(row.needs), which lives in \(place)",
        remedy: "say in `needs` why that may be, such as who switches by hand if it is down")
    } else {
      findings.report(
        .needsGlobalPlane, at: action.place,
        "\(step.title) needs \(row.needs) before the cut-over, which lives in \(place)",
        remedy: "put the step after the cut-over, or say why it may need it in `needs`")
    }
  }

  private struct Address {
    var value: String
    var place: Place
    var isInPrimary: Bool
  }

  private func addresses(of action: ActionDraft) -> [Address] {
    switch action.parameters {
    case .rdsRestore, .ecsScale, .route53Switch:
      return []
    case .httpCheck(let options, let place):
      let isInPrimary = WebAddress(options.url)?.host.isHost(in: primary) ?? false
      return [Address(value: options.url, place: place, isInPrimary: isInPrimary)]
    case .notify(let notice):
      return notice.channels(contacts: contacts).map { channel in
        Address(
          value: channel.value.address, place: channel.place,
          isInPrimary: channel.value.isReached(through: primary))
      }
    }
  }

  /// No word in `needs` makes this right: a failover leads away from the primary region.
  private func reportTargetInPrimary(_ action: ActionDraft) {
    guard case .route53Switch(let change) = action.parameters,
      case .values(let values) = change.options.target
    else { return }
    for value in values where value.isHost(in: primary) {
      findings.report(
        .switchesToPrimary, at: change.targetPlace,
        "\(quoted(value)) is in \(primary), which this plan leaves",
        remedy: "point the record at the recovery region")
    }
  }
}

extension Channel {
  fileprivate var address: String {
    switch self {
    case .sns(let topic): topic.rawValue
    case .webhook(let url): url
    }
  }
}
