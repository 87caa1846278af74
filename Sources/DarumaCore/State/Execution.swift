/// One run of a plan: what it started with, and how far it is.
package struct Execution: Codable, Hashable, Sendable {
  package let id: ExecutionID
  /// The application as it was when it started; later changes of the file do not reach it.
  package let application: Application
  /// The digest of that file.
  package let file: String
  package let plan: Plan
  package let trigger: TriggerName?
  package let startedBy: String
  package private(set) var startedAt: Instant
  /// When downtime began, as far as is known.
  package let onset: Instant
  package let approvalPolicy: ApprovalPolicy?
  /// The command that started it; nil where a trigger did.
  let command: SignalID?
  /// Recovery points must be of before then: a compromise began, or a person says so. Nil where the newest are wanted.
  package let before: Instant?
  package private(set) var evidence: [EvidenceItem]
  /// What becomes of each resource: as it was approved, or as it was when it started.
  package private(set) var fates: [ResourceFate]
  /// The loss that was agreed to at the most; nil where no data comes over.
  package private(set) var lossAtMost: Span?
  package private(set) var approvers: [Approver] = []
  package private(set) var machine = ExecutionMachine()
  package private(set) var steps: [StepID: StepMachine]
  package private(set) var verifications: [StepID: Verification] = [:]
  package private(set) var approvalRounds = 0
  package private(set) var lastRequestAt: Instant?
  /// Who did not want it: denied it, or ended it by hand.
  package private(set) var deniedBy: String?
  /// Whether anything that changes the outside was sent.
  package private(set) var hasChanged = false
  /// When users were moved by it.
  package private(set) var cutOverAt: Instant?
  /// Since when not everything was heard as it acted; nil where all was.
  package private(set) var deafSince: Instant?
  /// Guards that a person overrode for it.
  package private(set) var overrides: [GuardOverride] = []
  package private(set) var eventCount = 0

  /// Events of one execution before it is stopped: far more than any sane run needs, so that a loop ends.
  package static let mostEvents = 5000

  package enum Verification: Codable, Hashable, Sendable {
    case due(Effect)
    case passed
    case failed(Failure)
  }

  /// `application`: the file that `started` names.
  init?(_ started: ExecutionStarted, _ application: Application, at now: Instant) {
    guard let plan = application.plan(started.plan) else { return nil }
    id = started.execution
    self.application = application
    file = started.file
    self.plan = plan
    trigger = started.trigger
    startedBy = started.by
    startedAt = now
    onset = started.onset
    approvalPolicy = started.approval
    command = started.command
    before = started.before
    evidence = started.evidence
    fates = started.fates
    lossAtMost = started.loss?.atMost
    steps = Dictionary(uniqueKeysWithValues: plan.steps.map { ($0.id, StepMachine()) })
  }

  mutating func apply(_ event: ExecutionMachine.Event, at now: Instant) {
    eventCount += 1
    machine.apply(event, at: now)
    switch event {
    case .approvalRequested(let approval):
      evidence = approval.terms.evidence
      fates = approval.terms.fates
      lossAtMost = approval.terms.loss?.atMost
      approvers = []
      approvalRounds += 1
      lastRequestAt = now
    case .approved(let approver): approvers.append(approver)
    case .denied(_, let person): deniedBy = person
    case .began, .paused, .stepPaused, .resumed, .verificationBegan, .succeeded, .failed, .stopping, .aborted: break
    }
  }

  mutating func apply(_ step: StepID, _ event: StepMachine.Event, at now: Instant) {
    eventCount += 1
    steps[step]?.apply(event, at: now)
  }

  mutating func apply(_ event: ProgressEvent) {
    eventCount += 1
    switch event {
    case .noticeDue, .noticeSent, .noticeFailed: break
    case .verificationDue(let effect):
      if let step = effect.step { verifications[step] = .due(effect) }
    case .stepVerified(let step): verifications[step] = .passed
    case .verificationFailed(let step, let failure): verifications[step] = .failed(failure)
    }
  }

  /// One of its effects was sent, or was so already.
  mutating func noteChange() { hasChanged = true }

  /// What it waits for began at `instant` at the latest.
  mutating func forgetFuture(after instant: Instant) {
    machine.forgetFuture(after: instant)
    startedAt = min(startedAt, instant)
    lastRequestAt = lastRequestAt.map { min($0, instant) }
  }

  mutating func noteDeaf(since instant: Instant) { deafSince = deafSince ?? instant }

  mutating func noteUnwanted(by person: String) { deniedBy = person }

  mutating func noteCutOver(at now: Instant) { cutOverAt = cutOverAt ?? now }

  mutating func note(_ override: GuardOverride) { overrides.append(override) }
}

extension Execution {
  /// What is restored from what.
  package var choices: [Choice] {
    fates.compactMap { fate in
      guard case .restored(let choice) = fate.fate else { return nil }
      return choice
    }
  }

  /// When time alone moves it on, apart from its effects.
  var deadlines: [Instant] {
    var deadlines: [Instant] = []
    if let approval = machine.approval {
      deadlines += [approval.expiresAt, approval.nextRequestAt]
    }
    for step in steps.values {
      if case .ready(_, _, let notBefore) = step.state { deadlines.append(notBefore) }
      if let running = step.running, case .moment(let lasting?, _)? = running.effect.action.awaits {
        deadlines.append(running.since + lasting)
      }
    }
    return deadlines
  }
}
