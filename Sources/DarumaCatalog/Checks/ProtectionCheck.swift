import DarumaCore

/// A rule can be kept: by a resource of this type, with what its schedule makes, to where it sends copies.
enum ProtectionCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    for resource in draft.resources {
      for rule in resource.protection {
        if let type = resource.type {
          checkKind(rule, type, findings)
          checkDestination(rule, type, resource.arn?.value, findings)
        }
        checkRetention(rule, findings)
      }
    }
  }

  private static func checkKind(_ rule: ProtectionDraft, _ type: ResourceType, _ findings: Findings) {
    let kinds = ProtectionKinds.kinds(of: type)
    guard !kinds.contains(rule.rule.kind) else { return }
    findings.report(
      .kindOfOtherType, at: rule.kindPlace,
      "\(quoted(rule.rule.kind.rawValue)) can't protect an \(type.rawValue)",
      remedy: kinds.isEmpty
        ? "remove the rule; an \(type.rawValue) holds no data"
        : "write `kind:` with \(alternatives(kinds.map(\.rawValue)))")
  }

  private static func checkDestination(
    _ rule: ProtectionDraft, _ type: ResourceType, _ resource: ARN?, _ findings: Findings
  ) {
    guard let destination = rule.rule.destination else { return }
    let shape = type.arnShape
    guard destination.service == shape.service,
      shape.resourceType.map({ $0 == destination.resourceType }) ?? true
    else {
      findings.report(
        .destinationOfOtherType, at: rule.destinationPlace, "this is not the ARN of an \(type.rawValue)",
        remedy: "write `arn:aws:\(shape.service):...:\(shape.resourceType ?? "")...`, what holds the replica")
      return
    }
    if destination == resource {
      findings.report(
        .destinationElsewhere, at: rule.destinationPlace, "this is the resource itself",
        remedy: "write the ARN of its counterpart in the recovery region")
    } else if let region = rule.rule.copyTo, !destination.region.rawValue.isEmpty, destination.region != region {
      findings.report(
        .destinationElsewhere, at: rule.destinationPlace,
        "the destination is in \(destination.region), and `copyTo` names \(region)",
        remedy: "write the ARN of the counterpart in \(region)")
    }
  }

  /// Points that live shorter than it takes to make the next leave a time without any.
  private static func checkRetention(_ rule: ProtectionDraft, _ findings: Findings) {
    guard let every = rule.rule.every, case .lasting(let kept)? = rule.rule.retain, kept < every.longest else {
      return
    }
    findings.report(
      .retentionGap, at: rule.retainPlace,
      "what is kept \(kept.written) is gone before the next is made, up to \(every.longest.written) on",
      remedy: "keep it at least \(every.longest.written)")
  }
}
