import DarumaCore

struct ConditionDraft: Sendable {
  var condition: Condition
  /// Every region that the condition names.
  var regions: [Located<Region>] = []

  init(_ condition: Condition, regions: [Located<Region>?] = []) {
    self.condition = condition
    self.regions = regions.compactMap(\.self)
  }

  init(of parts: [ConditionDraft], _ combine: ([Condition]) -> Condition) {
    condition = combine(parts.map(\.condition))
    regions = parts.flatMap(\.regions)
  }
}

enum ConditionSection {
  static let definition = "condition"
  static let mostParts = 64

  /// Where a condition stands: the schema refers to the definition, for conditions hold conditions.
  static let form: Form<ConditionDraft> = .named(definition) { conditionItself }

  private static let parts = Form<[ConditionDraft]>.list(of: form, count: 1...mostParts)
  private static let all = Key.optional("all", parts, "Each of these holds.")
  private static let any = Key.optional("any", parts, "One of these holds.")
  private static let atLeast = Key.optional(
    "atLeast", Form<Int>.count(1...mostParts).located, "How many of `of` hold.")
  private static let of = Key.optional("of", parts, "The conditions that `atLeast` counts.")
  private static let not = Key.optional("not", form, "This does not hold.")
  private static let alarm = Key.optional("alarm", EvidenceSection.alarm, "An alarm is in a state.")
  private static let health = Key.optional(
    "health", EvidenceSection.health, "The provider announces a fault in a region.")
  private static let silence = Key.optional(
    "silence", EvidenceSection.silence, "A source that should have spoken has not.")

  static let conditionItself: Form<ConditionDraft> = .mapping(
    KeyTable(
      title: "a condition", keys: [all, any, atLeast, of, not, alarm, health, silence],
      rules: [
        .needs(atLeast.name, of.name), .needs(of.name, atLeast.name),
        .exactlyOne([
          all.name, any.name, atLeast.name, not.name, alarm.name, health.name, silence.name,
        ]),
      ])
  ) { fields in
    let (inAll, inAny, inOf) = (fields.value(all), fields.value(any), fields.value(of))
    let (least, negated) = (fields.value(atLeast), fields.value(not))
    let leaf = [fields.value(alarm), fields.value(health), fields.value(silence)].compactMap(\.self).first
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
