import DarumaCore

/// The rules that bring a resource to the recovery region can meet the RPO, if all goes as they say. Where none brings
/// it there, ``CopyCheck`` and ``RegionDependencyCheck`` ask whether one should.
enum ObjectiveCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    guard let recovery = draft.regions.pair?.recovery, let rpo = draft.objectives?.rpo else { return }
    // Of what could not be read whole nobody knows what it would promise.
    for resource in draft.resources where resource.isProtectionWhole {
      check(resource, recovery, rpo, findings)
    }
  }

  /// What a trigger or a plan promises of its own is kept by the rules of what its plan brings over. What is out of reach of
  /// the application's own RPO is told there.
  static func run(on own: OwnObjectivesDraft, of plan: PlanDraft?, _ draft: ApplicationDraft, _ findings: Findings) {
    guard let plan, plan.kind == .failover, let recovery = draft.regions.pair?.recovery, let rpo = own.rpo,
      let usual = draft.objectives?.rpo
    else { return }
    let restored = Set(plan.steps.filter { $0.action?.traits.restores != nil }.compactMap { $0.resource?.value })
    for resource in draft.resources where resource.isProtectionWhole {
      guard let id = resource.id?.value, let best = best(resource, recovery),
        restored.contains(id) || best.draft.rule.kind.isThereByItself, best.exposure > rpo.value, best.exposure <= usual
      else { continue }
      findings.report(
        .rpoOutOfReach, at: rpo.place,
        "up to \(best.exposure) of \(quoted(id.rawValue)) may be lost, and the RPO here is \(rpo.value): "
          + best.draft.rule.promise(in: recovery),
        remedy: "let the rule at \(best.draft.promisePlace) promise more, or state a larger `rpo` here")
    }
  }

  /// The rule that promises the most of those that bring `resource` there.
  private static func best(_ resource: ResourceDraft, _ recovery: Region) -> (draft: ProtectionDraft, exposure: Span)? {
    resource.protection.filter { $0.rule.copyTo == recovery }
      .compactMap { draft in draft.rule.longestExposure.map { (draft: draft, exposure: $0) } }
      .min { $0.exposure < $1.exposure }
  }

  private static func check(_ resource: ResourceDraft, _ recovery: Region, _ rpo: Span, _ findings: Findings) {
    guard let first = resource.protection.first(where: { $0.rule.copyTo == recovery }),
      let id = resource.id?.value.rawValue, let type = resource.type
    else { return }
    guard let best = best(resource, recovery) else {
      findings.report(
        .rpoOutOfReach, at: first.copyPlace,
        "no rule says how often \(quoted(id)) reaches \(recovery), so nothing promises the RPO of \(rpo)",
        remedy: "add `every:` to the rule that copies it, such as `every: \(rpo.written)` or less")
      return
    }
    guard best.exposure > rpo else { return }
    findings.report(
      .rpoOutOfReach, at: best.draft.promisePlace,
      "up to \(best.exposure) of \(quoted(id)) may be lost, and the RPO is \(rpo): "
        + best.draft.rule.promise(in: recovery),
      remedy: remedy(type, recovery, rpo))
  }

  /// What would be near enough: something that follows the resource all the time, where its type has that.
  private static func remedy(_ type: ResourceType, _ recovery: Region, _ rpo: Span) -> String {
    let followers = ProtectionKinds.kinds(of: type).filter(\.follows).map { "kind: \($0.rawValue)" }
    if followers.isEmpty {
      return "make it more often, with `startWithin`, `completeWithin` and `copyWithin` that leave time for it "
        + "within \(rpo), or state a larger `rpo`"
    }
    return "add \(alternatives(followers)) with `copyTo: \(recovery)` and `copyWithin:` of at most \(rpo.written), "
      + "or state a larger `rpo`"
  }
}

extension ProtectionRule {
  /// The most data that is missing in the region of `copyTo` while the rule is kept; nil where it promises nothing.
  fileprivate var longestExposure: Span? {
    switch kind {
    case .snapshot, .backup: every.map { $0.longest + copyAllowance }
    case .pitr, .replica, .replication: lag
    case .versioning: nil
    }
  }

  /// ``longestExposure`` in words: what it is made of.
  fileprivate func promise(in region: Region) -> String {
    switch kind {
    case .snapshot, .backup:
      "a \(kind.rawValue) is made \(every?.description ?? "") and its copy is in \(region) up to \(copyAllowance) later"
    case .pitr, .replica, .replication: "it may be \(lag) behind in \(region)"
    case .versioning: "nothing of it is in \(region)"
    }
  }

  private var lag: Span { copyWithin ?? Self.defaultLag }
}

extension ProtectionRule.Kind {
  /// Whether it is in the recovery region without a step that restores it.
  fileprivate var isThereByItself: Bool {
    switch self {
    case .replica, .replication: true
    case .snapshot, .backup, .pitr, .versioning: false
    }
  }

  /// Whether it goes along with the resource all the time.
  fileprivate var follows: Bool {
    switch self {
    case .pitr, .replica, .replication: true
    case .snapshot, .backup, .versioning: false
    }
  }
}

extension ProtectionDraft {
  /// Where the rule says how far behind it may be.
  fileprivate var promisePlace: Place { rule.kind.follows ? copyWithinPlace : everyPlace }
}
