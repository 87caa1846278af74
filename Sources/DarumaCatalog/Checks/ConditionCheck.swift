import DarumaCore

/// A condition that people can follow, about the application's regions, that silence alone can't satisfy.
enum ConditionCheck {
  static let mostDepth = 8
  static let mostLeaves = 64

  static func run(on trigger: TriggerDraft, of draft: ApplicationDraft, _ findings: Findings) {
    guard let when = trigger.when else { return }
    let condition = when.value.condition
    if condition.depth > mostDepth {
      findings.report(
        .conditionTooDeep, at: when.place,
        "the condition is \(condition.depth) levels deep, the limit is \(mostDepth)",
        remedy: "make it flatter, or two triggers of it")
    }
    if condition.leafCount > mostLeaves {
      findings.report(
        .conditionTooLarge, at: when.place,
        "the condition tests \(condition.leafCount) things, the limit is \(mostLeaves)",
        remedy: "use alarm names with `*`, or make two triggers of it")
    }
    checkEvidence(condition, at: when.place, findings)
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

  private static func checkEvidence(_ condition: Condition, at place: Place, _ findings: Findings) {
    if condition.canHold(with: []) {
      findings.report(
        .noEvidence, at: place, "the condition can hold without any evidence, because of its `not`",
        remedy: "ask for an alarm or a health notice as well: `all: [alarm..., not: ...]`")
    } else if condition.canHold(with: [.silence]) {
      findings.report(
        .silenceAlone, at: place,
        "silence alone would fire this trigger, and it can't act alone (INSUFFICIENT_DATA is silence too)",
        remedy: "ask for an alarm in state ALARM or a health notice as well, with `all` or `atLeast`")
    }
  }
}
