import DarumaCore

/// Events as transcripts write them: short, one a line. The wording is the tests' own; what people read is
/// `Event.sentence`.
extension Event {
  var line: String { at.clock + " " + body.words }
}

extension Instant {
  /// `03:05:00`, with milliseconds where there are some, and with the date on another day than the stories'.
  var clock: String {
    let text = description
    let time = text.dropFirst(11).dropLast(1)
    let short = time.hasSuffix(".000") ? time.dropLast(4) : time
    return String((text.hasPrefix("2026-11-24") ? "" : text.prefix(11)) + short)
  }
}

extension EventBody {
  fileprivate var words: String {
    switch self {
    case .catalog(.declared(let application, _)): "declared \(application.name)"
    case .catalog(.withdrawn(let person)): "withdrawn by \(person)"
    case .observed(let signal): "observed \(signal.words)"
    case .observation(let event): event.words
    case .trigger(let name, let event): "\(name) \(event.words)"
    case .executionStarted(let started): "\(started.execution.number) started by \(started.by)"
    case .execution(let id, let event): "\(id.number) \(event.words)"
    case .step(_, let step, let event): "\(step) \(event.words)"
    case .progress(_, let event): event.words
    case .effect(let id, let event): "\(id.told ?? id.tail) \(event.words)"
    case .placement(let event): event.words
    case .notice(.due(let effect, _)): effect.id.told ?? effect.shortID
    case .notice(.told(let telling)): "told \(telling.subject)"
    case .command(let event): event.words
    }
  }
}

extension EffectMachine.Event {
  fileprivate var words: String {
    switch self {
    case .sent: "sent"
    case .done(_, let byOther): byOther ? "done by another" : "done"
    case .failed(let failure): "failed: \(failure.code)"
    case .lost(let failure): "lost: \(failure.code)"
    case .calledOff(let reason): "called off: \(reason)"
    }
  }
}

extension PlacementMachine.Event {
  fileprivate var words: String {
    switch self {
    case .departed(let id): "users are moved by \(id.number)"
    case .arrived(let place): "users served from \(place.words)"
    case .stayed(let place): "users still served from \(place.words)"
    case .lost(let reason): "placement unknown: \(reason)"
    case .told(let place, let person): "users served from \(place.words), says \(person)"
    }
  }
}

extension PlacementMachine.Place {
  fileprivate var words: String {
    switch self {
    case .primary: "the primary"
    case .recovery(let region): region.rawValue
    }
  }
}

extension ExecutionID {
  /// `execution 1`.
  fileprivate var number: String { "execution \(rawValue.split(separator: ".").last ?? "?")" }
}

extension Signal {
  fileprivate var words: String {
    switch fact {
    case .alarmChanged(let fact): "alarm \(fact.alarm) \(fact.state.label)"
    case .healthNoticed(let fact): "\(fact.notice) \(fact.status.rawValue)"
    case .sourceSpoke(let fact): "\(fact.from)"
    default: fact.kind.rawValue
    }
  }
}

extension ObservationEvent {
  fileprivate var words: String {
    switch self {
    case .readinessChanged(.catchingUp): "catching up"
    case .readinessChanged(.current): "current"
    case .readinessChanged(.deaf(let reason, let parts)): (["deaf: \(reason.rawValue)"] + parts).joined(separator: " ")
    case .readinessOverdue(let since): "not current since \(since.clock), too long"
    case .recordsLost(let lost): "records of \(lost.topic) lost"
    case .journalAccepted(let acceptance): "journal accepted by \(acceptance.by)"
    case .callerChanged(let caller): "caller: \(caller.words)"
    case .planReadinessChanged(let found): "plan \(found.plan) \(found.verdict.words)"
    case .planReadinessTurned(let turn): "plan \(turn.plan) is told \(turn.isReady ? "ready" : "not ready")"
    case .futureForgotten(let instant): "forgotten after \(instant.clock)"
    case .fellSilent(let test, let since): "\(test.source) silent since \(since.clock)"
    case .spokeAgain(let test): "\(test.source) spoke again"
    case .wordGiven(let fact, let word): "\(word.by) says \(fact) until \(word.expiresAt.clock)"
    case .wordWithdrawn(let fact, let person): "\(person) takes back \(fact)"
    case .exposureChanged(let exposure):
      "exposure of \(exposure.resource) \(exposure.status.rawValue)"
        + (exposure.takenAt.map { ", taken at \($0.clock)" } ?? "") + exposure.proof
    case .applicationExposureChanged(let exposure): "exposure \(exposure.status?.rawValue ?? "none")"
    case .complianceChanged(let change):
      "compliance of \(change.resource): \(change.began.count) began, \(change.ended.count) ended"
    case .pastForgotten(let instant): "forgotten before \(instant)"
    case .unownedSeen(let resource): "unowned \(resource.arn)"
    case .pointBound(let binding): "bound \(binding.point.id)"
    }
  }
}

extension Exposure {
  /// How far the newest point that is more than copied is proved.
  fileprivate var proof: String {
    levels.last { $0.usability > .copied && $0.takenAt != nil }.map { ", \($0.usability)" } ?? ""
  }
}

extension TriggerMachine.Event {
  fileprivate var words: String {
    switch self {
    case .held(let since): "held since \(since.clock)"
    case .released: "released"
    case .suppressed(let block): "suppressed: \(block)"
    case .fired: "fired"
    case .cooled(let until): "cooling down until \(until.clock)"
    case .cleared: "cleared"
    case .acknowledged(let person): "acknowledged by \(person)"
    }
  }
}

extension ExecutionMachine.Event {
  fileprivate var words: String {
    switch self {
    case .approvalRequested(let approval):
      "asks for approval \(approval.round)" + (approval.terms.loss.map { ", loss \($0.now)" } ?? "")
        + ", until \(approval.expiresAt.clock)"
    case .approved(let approver): "approved by \(approver.name)"
    case .began(let authority): "began by \(authority)"
    case .paused(let person): "paused by \(person)"
    case .stepPaused(let step, let failure): "paused at \(step): \(failure.code)"
    case .resumed(let person): "resumed by \(person)"
    case .verificationBegan: "verifies"
    case .succeeded: "succeeded"
    case .failed(let failure): "failed: \(failure)"
    case .denied(let reason, let person): "denied by \(person): \(reason)"
    case .stopping(let reason, let person): "stopping by \(person): \(reason)"
    case .aborted(let reason, let person): "aborted by \(person): \(reason)"
    }
  }
}

extension StepMachine.Event {
  fileprivate var words: String {
    switch self {
    case .ready(let attempt, let last, _): "ready for attempt \(attempt) of \(last)"
    case .started(let effect, _): "started, until \(effect.deadline.clock)"
    case .succeeded: "succeeded"
    case .adopted: "adopted"
    case .attemptFailed(let failure, let attempt, _, let retryAt):
      "attempt \(attempt) failed: \(failure.code), next at \(retryAt.clock)"
    case .failed(let failure, let attempt): "failed at attempt \(attempt): \(failure.code)"
    case .skipped(let reason, let person): "skipped by \(person): \(reason)"
    case .stopped: "stopped"
    }
  }
}

extension ProgressEvent {
  fileprivate var words: String {
    switch self {
    case .noticeDue(let effect): "notice \(effect.shortID)"
    case .noticeSent(let id): "notice \(id.tail) sent"
    case .noticeFailed(let id, let failure): "notice \(id.tail) failed: \(failure.code)"
    case .verificationDue(let effect): "verify \(effect.step?.rawValue ?? "?")"
    case .stepVerified(let step): "\(step) holds"
    case .verificationFailed(let step, let failure): "\(step) does not hold: \(failure.code)"
    }
  }
}

extension EffectID {
  /// `notice approval-1/1`; nil for what is no message.
  fileprivate var told: String? {
    let parts = rawValue.split(separator: "/")
    return parts.count == 4 && parts[1] == "notices" ? "notice \(parts[2])/\(parts[3])" : nil
  }

  fileprivate var tail: String { rawValue.split(separator: "/").dropFirst().joined(separator: "/") }
}

extension CommandEvent {
  fileprivate var words: String {
    switch self {
    case .taken(_, let command): "taken \(command.command.rawValue) by \(command.by)"
    case .guardOverridden(let override): "\(override.guardName.rawValue) overridden by \(override.by)"
    case .rearmed(let person): "rearmed by \(person)"
    case .accepted(_, let command): "accepted \(command.command.rawValue) by \(command.by)"
    case .rejected(_, let command, let reason):
      "rejected \(command.command.rawValue) by \(command.by): \(reason)"
    case .refused(_, let command, let reason):
      "refused \(command.command.rawValue) by \(command.by): \(reason)"
    case .automationPaused(let person): "automation paused by \(person)"
    case .automationResumed(let person): "automation resumed by \(person)"
    case .findingCleared(let finding, let person): "finding \(finding) cleared by \(person)"
    case .reconciliationAsked(let person): "listings asked for by \(person)"
    }
  }
}
