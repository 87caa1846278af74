/// A named graph of steps.
package struct Plan: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case failover, failback, restore, drill
  }

  package var name: PlanName
  package var kind: Kind
  package var steps: [Step]
  /// Nil where it states none of its own.
  package var objectives: OwnObjectives?
  /// Who must agree, whoever starts it; a trigger may say otherwise.
  package var approval: ApprovalPolicy?

  package init(
    name: PlanName, kind: Kind, steps: [Step], objectives: OwnObjectives? = nil, approval: ApprovalPolicy? = nil
  ) {
    self.name = name
    self.kind = kind
    self.steps = steps
    self.objectives = objectives
    self.approval = approval
  }

  package func step(_ id: StepID) -> Step? { steps.first { $0.id == id } }

  /// The resources that the plan restores: each needs a usable recovery point before it may start.
  package var restoredResources: [ResourceID] {
    steps.compactMap { $0.action.restores == nil ? nil : $0.resource }
  }

  /// Whether a step makes the resource anew in the recovery region, and not from a recovery point.
  package func remakes(_ resource: ResourceID) -> Bool {
    steps.contains { step in
      step.resource == resource && step.action.traits.nature == .remakes && step.region ?? .recovery == .recovery
    }
  }
}

/// One step of a plan.
package struct Step: Codable, Hashable, Sendable {
  package enum OnFailure: String, Codable, Hashable, Sendable, CaseIterable {
    /// The execution waits for a person.
    case pause
    /// The execution goes on as if the step had been done.
    case `continue`
    /// The execution ends.
    case abort
  }

  /// Where a step acts.
  package enum Place: Hashable, Sendable {
    case recovery, primary
    case named(Region)
  }

  package var id: StepID
  package var action: StepAction
  package var resource: ResourceID?
  /// Steps that must be done before this one.
  package var after: [StepID]
  /// Longest time for one attempt.
  package var timeout: Span
  /// How often a failed attempt is repeated.
  package var retries: Int
  /// Pause before the first retry; it doubles with each, up to ``longestBackoff``, and varies by up to a fifth.
  package var backoff: Span
  package var onFailure: OnFailure
  /// Whether users and writes reach the recovery region after this step: the point of no return.
  package var cutOver: Bool
  /// Why the step may need the primary region or a global control plane; nil where it does not.
  package var needs: String?
  /// Nil: in the recovery region.
  package var region: Place?

  package static let defaultTimeout = Span.minutes(30)
  package static let defaultRetries = 2
  package static let defaultBackoff = Span.seconds(30)
  package static let longestBackoff = Span.minutes(15)
  package static let mostRetries = 20

  package init(
    id: StepID, action: StepAction, resource: ResourceID? = nil, after: [StepID] = [],
    timeout: Span = Step.defaultTimeout, retries: Int = Step.defaultRetries,
    backoff: Span = Step.defaultBackoff,
    onFailure: OnFailure = .pause, cutOver: Bool = false, needs: String? = nil, region: Place? = nil
  ) {
    self.id = id
    self.action = action
    self.resource = resource
    self.after = after
    self.timeout = timeout
    self.retries = retries
    self.backoff = backoff
    self.onFailure = onFailure
    self.cutOver = cutOver
    self.needs = needs
    self.region = region
  }
}

extension Step.Place: Codable {
  private static let recoveryWord = "recovery"
  private static let primaryWord = "primary"

  /// As in an application file: `recovery`, `primary`, or the code of a region. No region is called as the two words are.
  package init(_ written: String) {
    self =
      switch written {
      case Self.recoveryWord: .recovery
      case Self.primaryWord: .primary
      default: .named(Region(written))
      }
  }

  package var written: String {
    switch self {
    case .recovery: Self.recoveryWord
    case .primary: Self.primaryWord
    case .named(let region): region.rawValue
    }
  }

  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(written)
  }
}

extension Regions {
  /// The region in which a step acts.
  package func region(of step: Step) -> Region {
    switch step.region {
    case nil, .recovery: recovery
    case .primary: primary
    case .named(let region): region
    }
  }
}
