import DarumaCore

/// A condition that people can follow, about the application's regions. That of a trigger can't be satisfied by silence alone.
enum ConditionCheck {
  static let mostDepth = 8
  static let mostLeaves = 64

  static func run(on when: Located<ConditionDraft>, of draft: ApplicationDraft, _ findings: Findings) {
    let condition = when.value.condition
    if condition.depth > mostDepth {
      findings.report(
        .conditionTooDeep, at: when.place,
        "the condition is \(condition.depth) levels deep, the limit is \(mostDepth)",
        remedy: "make it flatter, or two of it")
    }
    if condition.leaves.count > mostLeaves {
      findings.report(
        .conditionTooLarge, at: when.place,
        "the condition tests \(condition.leaves.count) things, the limit is \(mostLeaves)",
        remedy: "use alarm names with `*`, or make two of it")
    }
    checkExpectations(when.value, findings)
    checkResources(when.value, draft, findings)
    guard let pair = draft.regions.pair else { return }
    for region in when.value.regions where region.value != pair.primary && region.value != pair.recovery {
      findings.report(
        .conditionElsewhere, at: region.place,
        "\(region.value) is neither the primary region nor the recovery region",
        remedy: NearMiss.of(
          region.value.rawValue, among: [pair.primary.rawValue, pair.recovery.rawValue]
        ).map { "did you mean \(quoted($0))?" } ?? "use \(pair.primary) or \(pair.recovery)")
    }
  }

  /// Only of what may start a plan: a step may wait for whatever is so.
  static func checkEvidence(of when: Located<ConditionDraft>, _ regions: Regions?, _ findings: Findings) {
    let (condition, place) = (when.value.condition, when.place)
    func isOf(_ weights: Set<Weight>) -> (Leaf) -> Bool { { weights.contains($0.test.weight(in: regions)) } }
    if condition.canHold({ _ in false }) {
      findings.report(
        .noEvidence, at: place, "the condition can hold without any evidence, because of its `not`",
        remedy: "ask for an alarm or a health notice as well: `all: [alarm..., not: ...]`")
    } else if condition.canHold(isOf([.silence])) {
      findings.report(
        .silenceAlone, at: place,
        "silence alone would fire this trigger, and it can't act alone (INSUFFICIENT_DATA is silence too)",
        remedy: "ask for an alarm in state ALARM or a health notice as well, with `all` or `atLeast`")
    } else if condition.canHold(isOf([.silence, .context])) {
      findings.report(
        .noWeight, at: place,
        "this trigger could fire though nothing speaks against the primary region: that all is well elsewhere, a "
          + "circumstance or silence is no reason to leave it",
        remedy:
          "ask for an alarm in state ALARM or a health notice of the primary region as well, with `all` or `atLeast`"
      )
    }
  }

  /// The provider tells in prose how long it expects a fault to last, and no field says it.
  private static func checkExpectations(_ draft: ConditionDraft, _ findings: Findings) {
    guard draft.condition.interests.words.isEmpty else { return }
    for place in draft.expectations {
      findings.report(
        .expectationUnsaid, at: place,
        "AWS Health has no field that says how long a fault is expected to last; unless an adapter of yours adds it, this "
          + "is never known",
        remedy: "let an operator say it: `any: [health: ..., said: provider-expects-4h]`, and "
          + "`daruma say APP provider-expects-4h --for 4h --by YOU`")
    }
  }

  private static func checkResources(_ when: ConditionDraft, _ draft: ApplicationDraft, _ findings: Findings) {
    let known = draft.resources.compactMap(\.id?.value)
    for resource in when.resources where !known.contains(resource.value) {
      findings.report(
        .unknownResource, at: resource.place, "there is no resource \(quoted(resource.value.rawValue))",
        remedy: NearMiss.remedy(
          resource.value.rawValue, among: known.map(\.rawValue), whatIsKnown: "resource"))
    }
  }
}
