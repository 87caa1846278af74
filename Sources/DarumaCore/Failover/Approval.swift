/// What a person is asked to agree to.
package struct ApprovalTerms: Codable, Hashable, Sendable {
  package var application: ApplicationName
  package var execution: ExecutionID
  package var plan: PlanName
  /// The digest of the application file that the plan is of.
  package var file: String
  package var evidence: [EvidenceItem]
  /// Every resource of the application.
  package var fates: [ResourceFate]
  /// The moment at which downtime began, as far as is known.
  package var onset: Instant
  /// The moment that the figures are of.
  package var asOf: Instant
  /// Nil where no data comes over.
  package var loss: Loss?
  /// What is asked of whom.
  package var policy: ApprovalPolicy
  /// Whether it acts although it can't hear everything; nil where it hears.
  package var deafSince: Instant?
  /// What it is held against, where that is not what holds for the whole application.
  package var objectives: Objectives?
  /// What is restored is from before then; nil where the newest is wanted.
  package var before: Instant?

  package init(
    application: ApplicationName, execution: ExecutionID, plan: PlanName, file: String, evidence: [EvidenceItem],
    fates: [ResourceFate], onset: Instant, asOf: Instant, loss: Loss?, policy: ApprovalPolicy,
    deafSince: Instant? = nil,
    objectives: Objectives? = nil, before: Instant? = nil
  ) {
    self.application = application
    self.execution = execution
    self.plan = plan
    self.file = file
    self.evidence = evidence
    self.fates = fates
    self.onset = onset
    self.asOf = asOf
    self.loss = loss
    self.policy = policy
    self.deafSince = deafSince
    self.objectives = objectives
    self.before = before
  }

  /// What is restored from what.
  package var choices: [Choice] {
    fates.compactMap { fate in
      guard case .restored(let choice) = fate.fate else { return nil }
      return choice
    }
  }

  package var leftBehind: [ResourceID] { fates.filter(\.fate.isLeftBehind).map(\.resource) }

  /// What an approval binds (invariant 11): not which alarm it is, as long as what holds holds; not the minute, as long
  /// as the loss stays within what a person would call the same.
  package var binding: ApprovalBinding {
    ApprovalBinding(
      application: application, execution: execution, plan: plan, file: file,
      truths: evidence.map { ApprovalBinding.Truth(statement: $0.statement, negated: $0.negated, holds: $0.holds) },
      points: choices.map { ApprovalBinding.Point(resource: $0.resource, point: $0.point) },
      leftBehind: leftBehind, lossAtMost: loss?.atMost, policy: policy, isDeaf: deafSince != nil,
      objectives: objectives, before: before)
  }
}

/// The part of the terms whose digest an approval names.
package struct ApprovalBinding: Codable, Hashable, Sendable {
  package struct Truth: Codable, Hashable, Sendable {
    var statement: String
    var negated: Bool
    var holds: Bool
  }

  package struct Point: Codable, Hashable, Sendable {
    var resource: ResourceID
    var point: RecoveryPointID
  }

  var application: ApplicationName
  var execution: ExecutionID
  var plan: PlanName
  var file: String
  var truths: [Truth]
  var points: [Point]
  var leftBehind: [ResourceID]
  var lossAtMost: Span?
  var policy: ApprovalPolicy
  var isDeaf: Bool
  var objectives: Objectives?
  var before: Instant?
}

/// The recovery point that a resource is restored from, and what that loses.
package struct Choice: Codable, Hashable, Sendable {
  package var resource: ResourceID
  package var point: RecoveryPointID
  package var usability: Usability
  package var takenAt: Instant
  /// From ``takenAt`` to when it was chosen.
  package var loss: Span
  /// Of a continuous point: the last moment that may be restored, where that is before its end.
  package var notAfter: Instant?

  package init(
    resource: ResourceID, point: RecoveryPointID, usability: Usability, takenAt: Instant, loss: Span,
    notAfter: Instant? = nil
  ) {
    self.resource = resource
    self.point = point
    self.usability = usability
    self.takenAt = takenAt
    self.loss = loss
    self.notAfter = notAfter
  }
}

/// A request for approval in force.
package struct Approval: Codable, Hashable, Sendable {
  package var terms: ApprovalTerms
  /// The digest of the terms' ``ApprovalTerms/binding``: what an approval names.
  package var digest: String
  package var policy: ApprovalPolicy
  package var requestedAt: Instant
  /// That of the first request: asking again gives nobody more time.
  package var expiresAt: Instant
  /// The number of this request in its execution, from 1.
  package var round: Int
  package var approvers: [Approver] = []

  /// At least so long after a request lies the next one of the same execution: people must be able to answer one.
  package static let pause = Span.minutes(5)

  package init(
    terms: ApprovalTerms, digest: String, policy: ApprovalPolicy, requestedAt: Instant, expiresAt: Instant,
    round: Int
  ) {
    self.terms = terms
    self.digest = digest
    self.policy = policy
    self.requestedAt = requestedAt
    self.expiresAt = expiresAt
    self.round = round
  }

  package var isComplete: Bool { approvers.count >= policy.required }

  /// The next request comes no earlier; where there is little time to answer, after half of it.
  package var nextRequestAt: Instant {
    requestedAt + min(Self.pause, Span(milliseconds: policy.timeout.milliseconds / 2))
  }
}

package struct Approver: Codable, Hashable, Sendable {
  package var name: String
  package var role: Role
  package var digest: String
  package var at: Instant

  package init(name: String, role: Role, digest: String, at: Instant) {
    self.name = name
    self.role = role
    self.digest = digest
    self.at = at
  }

  /// Whether both names are one person's: however it is written, with blanks around or between, in full width, and with
  /// characters that nobody sees.
  package static func isSame(_ left: String, _ right: String) -> Bool { identity(left) == identity(right) }

  private static func identity(_ name: String) -> String {
    var seen = String.UnicodeScalarView()
    for scalar in name.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
      seen.append(halfWidth(scalar))
    }
    return String(seen).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The forms of full width (U+FF01 to U+FF5E) are those of ASCII, in the same order.
  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}
