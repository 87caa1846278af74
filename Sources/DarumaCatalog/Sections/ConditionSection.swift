package import DarumaCore

/// A condition as read, with the places of what it names.
package struct ConditionDraft: Sendable {
  package var condition: Condition
  /// Every region that the condition names.
  var regions: [Located<Region>] = []
  /// Every resource that it names.
  var resources: [Located<ResourceID>] = []
  /// Where it relies on how long the provider says that it expects a fault to last.
  var expectations: [Place] = []

  init(_ leaf: Leaf, regions: [Located<Region>?] = [], resources: [Located<ResourceID>?] = []) {
    condition = .leaf(leaf)
    self.regions = regions.compactMap(\.self)
    self.resources = resources.compactMap(\.self)
  }

  init(of parts: [ConditionDraft], _ combine: ([Condition]) -> Condition) {
    condition = combine(parts.map(\.condition))
    regions = parts.flatMap(\.regions)
    resources = parts.flatMap(\.resources)
    expectations = parts.flatMap(\.expectations)
  }
}

package enum ConditionSection {
  static let definition = "condition"
  static let mostParts = 64

  /// Where a condition stands: the schema refers to the definition, for conditions hold conditions.
  package static let form: Form<ConditionDraft> = .named(definition) { conditionItself }

  private static let parts = Form<[ConditionDraft]>.list(of: form, count: 1...mostParts)
  private static let all = Key.optional("all", parts, "Each of these holds.")
  private static let any = Key.optional("any", parts, "One of these holds.")
  private static let atLeast = Key.optional(
    "atLeast", Form<Int>.count(1...mostParts).located, "How many of `of` hold.")
  private static let of = Key.optional("of", parts, "The conditions that `atLeast` counts.")
  private static let not = Key.optional("not", form, "This does not hold.")
  static let conditionItself: Form<ConditionDraft> = .mapping(
    KeyTable(
      title: "a condition", keys: [all, any, atLeast, of, not] + EvidenceSection.leaves,
      rules: [
        .needs(atLeast.name, of.name), .needs(of.name, atLeast.name),
        .exactlyOne([all.name, any.name, atLeast.name, not.name] + EvidenceSection.leaves.map(\.name)),
      ])
  ) { fields in
    let (inAll, inAny, inOf) = (fields.value(all), fields.value(any), fields.value(of))
    let (least, negated) = (fields.value(atLeast), fields.value(not))
    let leaf = EvidenceSection.leaves.compactMap { fields.value($0) }.first
    if let inAll { return ConditionDraft(of: inAll) { .all($0) } }
    if let inAny { return ConditionDraft(of: inAny) { .any($0) } }
    if let least, let inOf { return counted(least, of: inOf, fields.findings) }
    if let negated { return ConditionDraft(of: [negated]) { .not($0[0]) } }
    return leaf
  }

  private static func counted(
    _ least: Located<Int>, of parts: [ConditionDraft], _ findings: Findings
  ) -> ConditionDraft {
    if least.value > parts.count {
      findings.report(
        .outOfRange, at: least.place, "at least \(least.value) of \(parts.count) can never hold",
        remedy: "write 1 to \(parts.count)")
    }
    return ConditionDraft(of: parts) { .atLeast(least.value, of: $0) }
  }
}
