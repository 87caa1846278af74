/// Condition + hold-down + cool-down + approval policy + the plan it starts.
package struct Trigger: Codable, Hashable, Sendable {
  package var name: TriggerName
  package var when: Condition
  /// How long the condition must hold without a break before the trigger fires.
  package var holdFor: Span
  /// How long after its execution the trigger can't fire again.
  package var coolDown: Span
  /// Nil: as the plan says, and where that says nothing nobody is asked.
  package var approval: ApprovalPolicy?
  package var run: PlanName
  /// Nil where it states none of its own.
  package var objectives: OwnObjectives?

  package static let defaultHoldFor = Span.minutes(5)
  package static let defaultCoolDown = Span.hours(1)

  package init(
    name: TriggerName, when: Condition, holdFor: Span = Trigger.defaultHoldFor,
    coolDown: Span = Trigger.defaultCoolDown, approval: ApprovalPolicy? = nil, run: PlanName,
    objectives: OwnObjectives? = nil
  ) {
    self.name = name
    self.when = when
    self.holdFor = holdFor
    self.coolDown = coolDown
    self.approval = approval
    self.run = run
    self.objectives = objectives
  }
}

/// Who must agree before an execution acts.
package struct ApprovalPolicy: Codable, Hashable, Sendable {
  package enum OnTimeout: String, Codable, Hashable, Sendable, CaseIterable {
    case abort, proceed
  }

  /// How many different people must approve.
  package var required: Int
  /// From which roles.
  package var from: [Role]
  package var timeout: Span
  package var onTimeout: OnTimeout

  package static let defaultTimeout = Span.minutes(30)

  package init(
    required: Int = 1, from: [Role], timeout: Span = ApprovalPolicy.defaultTimeout,
    onTimeout: OnTimeout = .abort
  ) {
    self.required = required
    self.from = from
    self.timeout = timeout
    self.onTimeout = onTimeout
  }
}
