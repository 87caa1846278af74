import DarumaCore

/// Two regions that differ, and copies and contacts that outlive the primary one.
enum RegionCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    guard let primary = draft.regions.primary else { return }
    if let recovery = draft.regions.recovery, recovery.value == primary {
      findings.report(
        .sameRegions, at: recovery.place, "the recovery region is the primary region, \(primary)",
        remedy: "name the region that takes over")
    } else if let recovery = draft.regions.recovery?.value {
      for rule in draft.resources.flatMap(\.protection) { check(rule, primary, recovery, findings) }
    }
    for channel in draft.contacts.compactMap(\.channel) where channel.value.isReached(through: primary) {
      findings.report(
        .contactInPrimary, at: channel.place,
        "this contact is reached through \(primary), which may be down when it is needed",
        remedy: "use a topic in the recovery region, or an address outside both")
    }
  }

  private static func check(
    _ rule: ProtectionDraft, _ primary: Region, _ recovery: Region, _ findings: Findings
  ) {
    guard let copy = rule.rule.copyTo, copy != recovery else { return }
    findings.report(
      copy == primary ? .copyToPrimary : .copyElsewhere, at: rule.copyPlace,
      copy == primary
        ? "a copy in the primary region is lost together with the original"
        : "a copy in \(copy) can't be restored in the recovery region",
      remedy: "write `copyTo: \(recovery)`")
  }
}
