/// One run of a plan: what it started with, and how far it is.
package struct Execution: Codable, Hashable, Sendable {
  package let id: ExecutionID
  /// The application and the plan as they were when it started; later changes of the file do not reach it.
  package let application: Application
  package let plan: Plan
  package let trigger: TriggerName?
  package let startedBy: String
  package let startedAt: Instant
  /// The moment from which loss and downtime are counted.
  package let onset: Instant
  package let approvalPolicy: ApprovalPolicy?
  package private(set) var evidence: [EvidenceItem]
  /// The recovery points that are restored: those of the approved terms.
  package private(set) var choices: [Choice]
  package private(set) var approvers: [Approver] = []
  package private(set) var machine = ExecutionMachine()
  package private(set) var steps: [StepID: StepMachine]
  package private(set) var notices: [EffectID: Effect] = [:]
  package private(set) var verifications: [StepID: Verification] = [:]
  package private(set) var approvalRounds = 0
  package private(set) var eventCount = 0

  /// Events of one execution before it is stopped: far more than any sane run needs, so that a loop ends.
  package static let mostEvents = 5000

  package enum Verification: Codable, Hashable, Sendable {
    case due(Effect)
    case passed
    case failed(Failure)
  }

  init(_ started: ExecutionStarted, at now: Instant) {
    id = started.execution
    application = started.application
    plan = started.plan
    trigger = started.trigger
    startedBy = started.by
    startedAt = now
    onset = started.onset
    approvalPolicy = started.approval
    evidence = started.evidence
    choices = started.choices
    steps = Dictionary(uniqueKeysWithValues: started.plan.steps.map { ($0.id, StepMachine()) })
  }

  mutating func apply(_ event: ExecutionMachine.Event, at now: Instant) {
    eventCount += 1
    machine.apply(event, at: now)
    switch event {
    case .approvalRequested(let approval):
      evidence = approval.terms.evidence
      choices = approval.terms.choices
      approvers = []
      approvalRounds += 1
    case .approved(let approver): approvers.append(approver)
    case .began, .paused, .stepPaused, .resumed, .verificationBegan, .succeeded, .failed, .aborted: break
    }
  }

  mutating func apply(_ step: StepID, _ event: StepMachine.Event, at now: Instant) {
    eventCount += 1
    steps[step]?.apply(event, at: now)
  }

  mutating func apply(_ event: ProgressEvent) {
    eventCount += 1
    switch event {
    case .noticeDue(let effect): notices[effect.id] = effect
    case .noticeSent(let id), .noticeFailed(let id, _): notices[id] = nil
    case .verificationDue(let effect):
      if let step = effect.step { verifications[step] = .due(effect) }
    case .stepVerified(let step): verifications[step] = .passed
    case .verificationFailed(let step, let failure): verifications[step] = .failed(failure)
    }
  }
}

extension Execution {
  /// What is intended and has no outcome yet. An ended execution intends nothing; one that is paused goes on with what
  /// it began, since a request that was sent can't be taken back.
  package var pendingEffects: [Effect] {
    guard !machine.hasEnded else { return [] }
    let verifying = verifications.values.compactMap { verification -> Effect? in
      guard case .due(let effect) = verification else { return nil }
      return effect
    }
    return steps.values.compactMap { $0.running?.effect } + Array(notices.values) + verifying
  }

  /// When time alone moves it on.
  func deadlines(_ readiness: Readiness) -> [Instant] {
    var deadlines = pendingEffects.map { readiness.expiry(of: $0.deadline) }
    if let approval = machine.approval { deadlines.append(approval.expiresAt) }
    for step in steps.values {
      if case .ready(_, _, let notBefore) = step.state { deadlines.append(notBefore) }
    }
    return deadlines
  }

  /// Whether any of its steps was begun.
  package var hasActed: Bool { steps.values.contains { $0.startedAt != nil } }

  /// The loss that the chosen points mean; nil where nothing is restored.
  package var loss: Span? { choices.map(\.loss).max() }
}
