/// What a person is asked to agree to. Everything in it is bound by its digest: if any of it changes, the request is
/// void and is asked again (invariant 11).
package struct ApprovalTerms: Codable, Hashable, Sendable {
  package var application: ApplicationName
  package var execution: ExecutionID
  package var plan: Plan
  package var evidence: [EvidenceItem]
  package var choices: [Choice]
  /// The moment from which loss and downtime are counted.
  package var onset: Instant

  package init(
    application: ApplicationName, execution: ExecutionID, plan: Plan, evidence: [EvidenceItem],
    choices: [Choice],
    onset: Instant
  ) {
    self.application = application
    self.execution = execution
    self.plan = plan
    self.evidence = evidence
    self.choices = choices
    self.onset = onset
  }

  /// The predicted loss: the greatest of all restored resources; nil where nothing is restored.
  package var loss: Span? { choices.map(\.loss).max() }
}

/// The recovery point that a resource is restored from, and what that loses.
package struct Choice: Codable, Hashable, Sendable {
  package var resource: ResourceID
  package var point: RecoveryPointID
  package var usability: Usability
  package var takenAt: Instant
  /// From ``takenAt`` to the onset; never negative.
  package var loss: Span

  package init(
    resource: ResourceID, point: RecoveryPointID, usability: Usability, takenAt: Instant, loss: Span
  ) {
    self.resource = resource
    self.point = point
    self.usability = usability
    self.takenAt = takenAt
    self.loss = loss
  }
}

/// A request for approval in force.
package struct Approval: Codable, Hashable, Sendable {
  package var terms: ApprovalTerms
  /// The digest of ``terms``: what an approval names.
  package var digest: String
  package var policy: ApprovalPolicy
  package var requestedAt: Instant
  package var expiresAt: Instant
  /// How many requests of this execution came before.
  package var round: Int
  package var approvers: [Approver] = []

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
}
