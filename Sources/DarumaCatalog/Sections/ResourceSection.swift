import DarumaCore

struct ResourceDraft: Sendable {
  var id: Located<ResourceID>?
  var type: ResourceType?
  var arn: Located<ARN>?
  var tier: Int
  var protection: [ProtectionDraft]
  /// Whether all of `protection` was read without a complaint.
  var isProtectionWhole: Bool

  func resource() -> Resource? {
    guard let id, let type, let arn else { return nil }
    return Resource(
      id: id.value, type: type, arn: arn.value, tier: tier, protection: protection.map(\.rule))
  }

  /// Whether a rule brings something to the region that can be restored there.
  func isCopied(to region: Region) -> Bool {
    protection.contains { $0.rule.copyTo == region && $0.rule.kind.isRestorable }
  }

  /// Whether it is protected, and no rule brings anything restorable to the region.
  func staysOut(of region: Region) -> Bool { !protection.isEmpty && !isCopied(to: region) }
}

enum ResourceSection {
  static let highestTier = 100
  static let mostRules = 20

  private static let id = Key.required(
    "id", Form<ResourceID>.name("the id of a resource").located, "A short name, unique in this file.")
  private static let type = Key.required("type", Form<ResourceType>.choice(), "What kind of resource it is.")
  private static let arn = Key.required(
    "arn", Form<ARN>.arn.located, "The ARN of the resource in the primary region.")
  private static let tier = Key.optional(
    "tier", Form<Int>.count(0...highestTier), "The order of recovery: a lower tier first; 1 without it.")
  private static let protection = Key.optional(
    "protection", Form<[ProtectionDraft]>.list(of: ProtectionSection.form, count: 0...mostRules).judged,
    "How the resource should be protected.")

  static let form = Form<ResourceDraft>.mapping(
    KeyTable(
      title: "a resource", keys: [id, type, arn, tier, protection],
      furtherSchema: ProtectionKinds.schemaOfResources)
  ) { fields in
    let rules = fields.value(protection)
    return ResourceDraft(
      id: fields.value(id), type: fields.value(type), arn: fields.value(arn), tier: fields.value(tier) ?? 1,
      protection: rules?.value ?? [], isProtectionWhole: rules?.isWhole ?? !fields.isGiven(protection))
  }
}

extension ProtectionRule.Kind {
  /// Whether a plan can restore from what it makes; a replica is led to, not restored.
  fileprivate var isRestorable: Bool {
    switch self {
    case .snapshot, .backup, .pitr: true
    case .replica, .replication, .versioning: false
    }
  }
}
