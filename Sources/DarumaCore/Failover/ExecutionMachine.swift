/// One run of a plan, apart from its steps.
///
/// | state | input | event | next state |
/// | --- | --- | --- | --- |
/// | pending | approvalNeeded | approvalRequested | awaitingApproval |
/// | pending | approvalNotNeeded | began | running |
/// | pending | stopAsked | aborted | aborted |
/// | awaitingApproval | approvalNeeded | approvalRequested | awaitingApproval |
/// | awaitingApproval | approved | approved | awaitingApproval |
/// | awaitingApproval | approvalComplete | began | running |
/// | awaitingApproval | denied | denied | aborted |
/// | awaitingApproval | approvalExpired | aborted or began | aborted or running |
/// | awaitingApproval | stopAsked | aborted | aborted |
/// | running | pauseAsked | paused | pausedByOperator |
/// | running | stopAsked | stopping | stopping |
/// | running | stepFailed | stepPaused or stopping or - | pausedByFailedStep or stopping or running |
/// | running | stepsDone | verificationBegan | verifying |
/// | pausedByOperator | resumeAsked | resumed | running |
/// | pausedByOperator | stopAsked | stopping | stopping |
/// | pausedByFailedStep | resumeAsked | resumed | running |
/// | pausedByFailedStep | stopAsked | stopping | stopping |
/// | verifying | stopAsked | stopping | stopping |
/// | verifying | verified | succeeded | succeeded |
/// | verifying | verificationFailed | failed | failed |
/// | stopping | effectsEnded | aborted | aborted |
///
/// What has sent nothing yet ends at once; what has may be on its way, so it is stopping until each of its effects has
/// an end.
///
/// In every other pair nothing happens: no event, the same state. Commands of people that meet such a pair are
/// rejected with the state's name; outcomes and timers that meet it came late and are swallowed on purpose.
package struct ExecutionMachine: Codable, Hashable, Sendable {
  package enum State: Codable, Hashable, Sendable {
    case pending
    case awaitingApproval(Approval)
    case running
    case pausedByOperator(by: String)
    case pausedByFailedStep(StepID)
    case verifying
    /// Nothing is sent any more; what was sent is watched to its end.
    case stopping(reason: String, by: String)
    case succeeded(at: Instant)
    case failed(Failure, at: Instant)
    case aborted(reason: String, by: String, at: Instant)
  }

  package enum Input: Hashable, Sendable {
    case approvalNeeded(Approval)
    case approvalNotNeeded
    case approved(Approver)
    case approvalComplete
    case denied(by: String, reason: String)
    case approvalExpired(ApprovalPolicy.OnTimeout)
    case pauseAsked(by: String)
    case resumeAsked(by: String)
    case stopAsked(by: String, reason: String)
    case effectsEnded
    case stepFailed(StepID, Failure, Step.OnFailure)
    case stepsDone
    case verified
    case verificationFailed(Failure)
  }

  package enum Event: Hashable, Sendable {
    /// Asked for, or asked for again because the terms changed: the request in force before is void.
    case approvalRequested(Approval)
    case approved(Approver)
    case began(by: String)
    case paused(by: String)
    case stepPaused(StepID, Failure)
    case resumed(by: String)
    case verificationBegan
    case succeeded
    case failed(Failure)
    case denied(reason: String, by: String)
    case stopping(reason: String, by: String)
    case aborted(reason: String, by: String)
  }

  package private(set) var state: State = .pending

  package init() {}

  /// What `input` means in this state; nil where it means nothing.
  package func decide(_ input: Input) -> Event? {
    switch state {
    case .pending: whilePending(input)
    case .awaitingApproval: whileAwaitingApproval(input)
    case .running: whileRunning(input)
    case .pausedByOperator, .pausedByFailedStep: whilePaused(input)
    case .verifying: whileVerifying(input)
    case .stopping(let reason, let person): whileStopping(input, reason, person)
    case .succeeded, .failed, .aborted: nil
    }
  }

  private func whilePending(_ input: Input) -> Event? {
    switch input {
    case .approvalNeeded(let approval): .approvalRequested(approval)
    case .approvalNotNeeded: .began(by: "policy")
    case .stopAsked(let person, let reason): .aborted(reason: reason, by: person)
    case .approved, .approvalComplete, .denied, .approvalExpired, .pauseAsked, .resumeAsked, .stepFailed,
      .stepsDone, .verified, .verificationFailed, .effectsEnded:
      nil
    }
  }

  private func whileAwaitingApproval(_ input: Input) -> Event? {
    switch input {
    case .approvalNeeded(let approval): .approvalRequested(approval)
    case .approved(let approver): .approved(approver)
    case .approvalComplete: .began(by: "approval")
    case .denied(let person, let reason): .denied(reason: reason, by: person)
    case .approvalExpired(.abort): .aborted(reason: "nobody approved in time", by: "timer")
    case .approvalExpired(.proceed): .began(by: "timer")
    case .stopAsked(let person, let reason): .aborted(reason: reason, by: person)
    case .approvalNotNeeded, .pauseAsked, .resumeAsked, .stepFailed, .stepsDone, .verified, .verificationFailed,
      .effectsEnded:
      nil
    }
  }

  private func whileRunning(_ input: Input) -> Event? {
    switch input {
    case .pauseAsked(let person): .paused(by: person)
    case .stopAsked(let person, let reason): .stopping(reason: reason, by: person)
    case .stepFailed(let step, let failure, .pause): .stepPaused(step, failure)
    case .stepFailed(let step, let failure, .abort):
      .stopping(reason: "step \(step) failed: \(failure.message)", by: "plan")
    case .stepsDone: .verificationBegan
    case .stepFailed(_, _, .continue), .approvalNeeded, .approvalNotNeeded, .approved, .approvalComplete, .denied,
      .approvalExpired, .resumeAsked, .verified, .verificationFailed, .effectsEnded:
      nil
    }
  }

  private func whilePaused(_ input: Input) -> Event? {
    switch input {
    case .resumeAsked(let person): .resumed(by: person)
    case .stopAsked(let person, let reason): .stopping(reason: reason, by: person)
    case .approvalNeeded, .approvalNotNeeded, .approved, .approvalComplete, .denied, .approvalExpired, .pauseAsked,
      .stepFailed, .stepsDone, .verified, .verificationFailed, .effectsEnded:
      nil
    }
  }

  private func whileVerifying(_ input: Input) -> Event? {
    switch input {
    case .stopAsked(let person, let reason): .stopping(reason: reason, by: person)
    case .verified: .succeeded
    case .verificationFailed(let failure): .failed(failure)
    case .approvalNeeded, .approvalNotNeeded, .approved, .approvalComplete, .denied, .approvalExpired, .pauseAsked,
      .resumeAsked, .stepFailed, .stepsDone, .effectsEnded:
      nil
    }
  }

  private func whileStopping(_ input: Input, _ reason: String, _ person: String) -> Event? {
    switch input {
    case .effectsEnded: .aborted(reason: reason, by: person)
    case .stopAsked, .verified, .verificationFailed, .approvalNeeded, .approvalNotNeeded, .approved, .approvalComplete,
      .denied, .approvalExpired, .pauseAsked, .resumeAsked, .stepFailed, .stepsDone:
      nil
    }
  }

  mutating func apply(_ event: Event, at now: Instant) {
    switch event {
    case .approvalRequested(let approval): state = .awaitingApproval(approval)
    case .approved(let approver):
      guard case .awaitingApproval(var approval) = state else { return }
      approval.approvers.append(approver)
      state = .awaitingApproval(approval)
    case .began, .resumed: state = .running
    case .paused(let person): state = .pausedByOperator(by: person)
    case .stepPaused(let step, _): state = .pausedByFailedStep(step)
    case .verificationBegan: state = .verifying
    case .succeeded: state = .succeeded(at: now)
    case .failed(let failure): state = .failed(failure, at: now)
    case .stopping(let reason, let person): state = .stopping(reason: reason, by: person)
    case .denied(let reason, let person): state = .aborted(reason: "denied: " + reason, by: person, at: now)
    case .aborted(let reason, let person): state = .aborted(reason: reason, by: person, at: now)
    }
  }
}

extension ExecutionMachine {
  /// The state's name, as in DESIGN.md section 5.
  package var stateName: String {
    switch state {
    case .pending: "pending"
    case .awaitingApproval: "awaitingApproval"
    case .running: "running"
    case .pausedByOperator: "pausedByOperator"
    case .pausedByFailedStep: "pausedByFailedStep"
    case .verifying: "verifying"
    case .stopping: "stopping"
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .aborted: "aborted"
    }
  }

  package var endedAt: Instant? {
    switch state {
    case .succeeded(let at), .failed(_, let at), .aborted(_, _, let at): at
    case .pending, .awaitingApproval, .running, .pausedByOperator, .pausedByFailedStep, .verifying, .stopping: nil
    }
  }

  /// A request that was made by a clock ahead was made at `instant`; what ended then ended at `instant`.
  mutating func forgetFuture(after instant: Instant) {
    switch state {
    case .awaitingApproval(var approval):
      approval.requestedAt = min(approval.requestedAt, instant)
      approval.expiresAt = min(approval.expiresAt, instant + approval.policy.timeout)
      state = .awaitingApproval(approval)
    case .succeeded(let at): state = .succeeded(at: min(at, instant))
    case .failed(let failure, let at): state = .failed(failure, at: min(at, instant))
    case .aborted(let reason, let person, let at): state = .aborted(reason: reason, by: person, at: min(at, instant))
    case .pending, .running, .pausedByOperator, .pausedByFailedStep, .verifying, .stopping: return
    }
  }

  package var hasEnded: Bool { endedAt != nil }

  /// Whether nothing of it is sent any more, and what was sent has no end yet.
  package var isStopping: Bool {
    if case .stopping = state { true } else { false }
  }

  /// Whether its steps are its business now: not before they are approved, nor when they are done with.
  package var isUnderWay: Bool {
    switch state {
    case .running, .pausedByOperator, .pausedByFailedStep: true
    case .pending, .awaitingApproval, .verifying, .stopping, .succeeded, .failed, .aborted: false
    }
  }

  package var approval: Approval? {
    guard case .awaitingApproval(let approval) = state else { return nil }
    return approval
  }
}
