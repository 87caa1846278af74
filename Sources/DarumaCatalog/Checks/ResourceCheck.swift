import DarumaCore

/// An ARN names what the resource says it is, in the application's account and primary region.
enum ResourceCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    var first: [ARN: Place] = [:]
    for resource in draft.resources {
      guard let arn = resource.arn else { continue }
      if let place = first[arn.value] {
        findings.report(
          .duplicateResource, at: arn.place, "the resource with this ARN is there already, at \(place)",
          remedy: "keep one of the two")
      }
      first[arn.value] = arn.place
      if let type = resource.type { checkType(arn, type, findings) }
      if let account = draft.account { checkAccount(arn, account, resource.type, findings) }
      if let region = draft.regions.primary { checkRegion(arn, region, resource.type, findings) }
    }
  }

  private static func checkType(_ arn: Located<ARN>, _ type: ResourceType, _ findings: Findings) {
    let shape = type.arnShape
    let fits =
      arn.value.service == shape.service && shape.resourceType.map { $0 == arn.value.resourceType } ?? true
    guard !fits else { return }
    let likely = ResourceType.allCases.first {
      $0.arnShape.service == arn.value.service && $0.arnShape.resourceType == arn.value.resourceType
    }
    let wanted = "`arn:\(arn.value.partition):\(shape.service):...:\(shape.resourceType.map { "\($0)..." } ?? "...")`"
    findings.report(
      .arnOfOtherType, at: arn.place, "this is not the ARN of an \(type.rawValue)",
      remedy: likely.map { "write `type: \($0.rawValue)`, or an ARN of the form \(wanted)" }
        ?? "write an ARN of the form \(wanted)")
  }

  private static func checkAccount(
    _ arn: Located<ARN>, _ account: Account, _ type: ResourceType?, _ findings: Findings
  ) {
    let given = arn.value.account
    guard given != account, !(type == .s3Bucket && given.rawValue.isEmpty) else { return }
    findings.report(
      .arnOfOtherAccount, at: arn.place,
      given.rawValue.isEmpty
        ? "the ARN names no account" : "the ARN is of account \(given), the application's is \(account)",
      remedy: "write the ARN of the resource in account \(account)")
  }

  private static func checkRegion(
    _ arn: Located<ARN>, _ primary: Region, _ type: ResourceType?, _ findings: Findings
  ) {
    let given = arn.value.region
    guard given != primary, !(type == .s3Bucket && given.rawValue.isEmpty) else { return }
    findings.report(
      .arnOfOtherRegion, at: arn.place,
      given.rawValue.isEmpty
        ? "the ARN names no region" : "the ARN is of region \(given), the primary region is \(primary)",
      remedy:
        "write the ARN of the resource in \(primary); its counterpart elsewhere is what plans make or start")
  }
}
