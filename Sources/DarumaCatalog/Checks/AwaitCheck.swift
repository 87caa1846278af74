import DarumaCore

/// What a step waits for can come true within its time, and its condition is one that people can follow.
enum AwaitCheck {
  static func run(on plan: PlanDraft, of draft: ApplicationDraft, _ findings: Findings) {
    for step in plan.steps {
      guard let action = step.action else { continue }
      if let condition = action.wanted.condition { ConditionCheck.run(on: condition, of: draft, findings) }
      let limit = step.timeout ?? Step.defaultTimeout
      guard let lasting = action.wanted.awaits?.lasting, lasting >= limit else { continue }
      findings.report(
        .outOfRange, at: action.place,
        "\(step.title) waits for \(lasting), and its time is over after \(limit)",
        remedy: "give it a `timeout` that is longer")
    }
  }
}
