extension Event {
  /// What happened, in one sentence for a person: the same words in logs, on the terminal, in `explain` and in reports.
  package var sentence: String {
    switch body {
    case .catalog(.declared(let application, _)):
      "application file in force: \(application.resources.count) resources, \(application.triggers.count) triggers, "
        + "\(application.plans.count) plans"
    case .catalog(.withdrawn(let person)):
      "application file withdrawn by \(person): nothing is watched and no trigger fires; what is known stays"
    case .observed(let signal): signal.sentence
    case .observation(let event): event.sentence
    case .trigger(let name, let event): "trigger \(name): \(event.sentence)"
    case .executionStarted(let started):
      "execution \(started.execution) of plan \(started.plan) started by \(started.by)"
        + (started.loss.map { "; it would lose \($0.now) of data now" } ?? "")
    case .execution(_, let event): event.sentence
    case .step(_, let step, let event): "step \(step): \(event.sentence)"
    case .progress(_, let event): event.sentence
    case .effect(let id, let event): "\(id.withoutExecution): \(event.sentence)"
    case .placement(let event): event.sentence
    case .notice(let event): event.sentence
    case .command(let event): event.sentence
    }
  }
}

extension EffectID {
  /// For people, who know of which execution it is.
  fileprivate var withoutExecution: String {
    rawValue.split(separator: "/").dropFirst().joined(separator: "/")
  }
}

extension EffectMachine.Event {
  fileprivate var sentence: String {
    switch self {
    case .sent: "sent"
    case .done(let outputs, let byOther): (byOther ? "seen done, not by us" : "seen done") + outputs.sentence
    case .failed(let failure): "failed: \(failure)"
    case .lost(let failure): "nobody saw how it ended: \(failure)"
    case .calledOff(let reason): "called off: \(reason)"
    }
  }
}

extension PlacementMachine.Event {
  fileprivate var sentence: String {
    switch self {
    case .departed(let execution): "users are being moved by execution \(execution)"
    case .arrived(.recovery(let region)): "users are served from \(region)"
    case .arrived(.primary): "users are served from the primary region again"
    case .stayed(.recovery(let region)): "users were not moved: still served from \(region)"
    case .stayed(.primary): "users were not moved: still served from the primary region"
    case .lost(let reason): "nobody knows from where users are served: \(reason)"
    case .told(.recovery(let region), let person): "users are served from \(region), says \(person)"
    case .told(.primary, let person): "users are served from the primary region, says \(person)"
    }
  }
}

extension NoticeEvent {
  fileprivate var sentence: String {
    switch self {
    case .due(let effect, _): "to tell: \(effect.action.sentence)"
    case .told(let telling): "everyone is being told: \(telling.subject)"
    }
  }
}

extension Signal {
  /// What it says, in one sentence.
  package var sentence: String {
    switch fact {
    case .backupProgressed(let fact):
      "backup job \(fact.job) of \(subject) is \(spaced(fact.state.rawValue))" + because(fact.reason)
    case .recoveryPointTaken(let fact):
      "recovery point \(fact.recoveryPoint) of \(subject) exists in \(region)"
        + (fact.window.map { ", any moment up to \($0.until)" } ?? fact.takenAt.map { ", data as of \($0)" }
          ?? ", age unknown")
        + (fact.partial ? ", incomplete" : "")
    case .recoveryPointCopied(let fact):
      "recovery point of \(subject) copied to \(fact.toRegion): \(fact.recoveryPoint)"
    case .recoveryPointRemoved(let fact):
      "recovery point \(fact.recoveryPoint) is gone: \(fact.reason.rawValue)"
    case .recoveryPointScanned(let fact):
      "recovery point \(fact.recoveryPoint) scanned: \(fact.verdict.rawValue)"
    case .restoreProgressed(let fact):
      "restore job \(fact.job) is \(fact.state.rawValue)"
        + (fact.validation.map { ", its check \($0.rawValue)" } ?? "") + because(fact.reason)
    case .replicationMeasured(let fact):
      "\(subject) is \(fact.lag.map { "\($0)" } ?? "an unknown time") behind in \(fact.toRegion)"
    case .replicationFaulted(let fact):
      "replication of \(fact.object): \(fact.state.rawValue)" + because(fact.reason)
    case .alarmChanged(let fact):
      "alarm \(fact.alarm) in \(region) is \(fact.state.label) since \(fact.since)"
    case .healthNoticed(let fact):
      "provider notice \(fact.code) for \(fact.service) in \(fact.impactedRegion): \(fact.status.rawValue)"
        + (fact.expectedDuration.map { ", expected to last \($0)" } ?? "")
    case .zoneShifted(let fact): "zone \(fact.zone): \(fact.state)" + (fact.drill ? " (a drill)" : "")
    case .threatFound(let fact): "threat \(fact.finding) on \(subject), first seen \(fact.firstSeen)"
    case .resourceChanged(let fact): "\(subject): \(kebab(fact.change.rawValue))" + because(fact.reason)
    case .sourceSpoke(let fact): "\(fact.from) is alive"
    case .commandGiven(let fact): "\(fact.by) orders: \(fact.command.rawValue)"
    case .listingCompleted(let fact):
      "listing of \(fact.kind.rawValue)" + (resource.map { " of \($0)" } ?? "") + " in \(region): "
        + (fact.failure ?? "\(fact.found ?? 0) found")
    case .resourceDescribed(let fact): "\(subject) is set up so: \(fact.words)"
    case .keyChanged(let fact): "key \(fact.key) is \(kebab(fact.state.rawValue))"
    }
  }

  private var subject: String { resource?.rawValue ?? "an unnamed resource" }
}

private func because(_ reason: String?) -> String { reason.map { ": \($0)" } ?? "" }

extension ObservationEvent {
  fileprivate var sentence: String {
    switch self {
    case .readinessChanged(.catchingUp):
      "catching up: until all that was missed is read nothing is begun, and silence means nothing"
    case .readinessChanged(.current): "current: all that there was is read; silence counts from here"
    case .readinessChanged(.deaf(let reason, let parts)): "deaf, nothing is begun: \(reason.words(to: parts))"
    case .readinessOverdue(let since):
      "not current for \(Readiness.patience), since \(since): nothing is begun unless the file says guards.actDeaf"
    case .futureForgotten(let instant): "forgotten: what was said to have happened after \(instant)"
    case .journalAccepted(let acceptance):
      "\(acceptance.by) goes on with this journal: \(acceptance.reason)" + because(acceptance.comment)
    case .recordsLost(let lost): "records are lost: \(lost.words); everything is listed anew"
    case .callerChanged(let caller): caller.sentence
    case .fellSilent(let test, _): "\(test.source) has been silent for \(test.duration)"
    case .spokeAgain(let test): "\(test.source) speaks again"
    case .wordGiven(let fact, let word):
      "\(word.by) says \(fact), until \(word.expiresAt)" + because(word.comment)
    case .wordWithdrawn(let fact, let person): "\(person) takes back \(fact)"
    case .planReadinessChanged(let found): "plan \(found.plan): \(found.sentence)"
    case .planReadinessTurned(let turn):
      "people are told that plan \(turn.plan) is \(turn.isReady ? "ready again" : "not ready") since \(turn.since)"
    case .exposureChanged(let exposure): exposure.sentence
    case .applicationExposureChanged(let exposure):
      exposure.levels.first.map { "exposure of the application: \($0.status.words) (\($0.resource))" }
        ?? "nothing is carried over to the recovery region"
    case .complianceChanged(let change): change.sentence
    case .pastForgotten(let instant): "forgotten: recovery points that were gone before \(instant)"
    case .unownedSeen(let resource): "\(resource.arn) is in no application"
    case .pointBound(let binding):
      "recovery point \(binding.point.id) belongs here: what was heard of it before is taken over"
    }
  }
}

extension TriggerMachine.Event {
  fileprivate var sentence: String {
    switch self {
    case .held: "its condition holds; waiting out the hold-down"
    case .released: "its condition no longer holds"
    case .suppressed(let block): "held back: \(block)"
    case .fired(let execution): "fired, execution \(execution)"
    case .cooled(let until): "cooling down until \(until)"
    case .cleared: "clear"
    case .acknowledged(let person): "acknowledged by \(person)"
    }
  }
}

extension ExecutionMachine.Event {
  fileprivate var sentence: String {
    switch self {
    case .approvalRequested(let approval):
      (approval.round > 1 ? "the terms changed, approval is asked for again" : "approval is asked for")
        + " from \(approval.policy.from.map(\.rawValue).joined(separator: " or "))"
        + (approval.terms.loss.map { ": you will lose \($0.now) of data" } ?? "")
        + ", until \(approval.expiresAt)"
    case .approved(let approver): "approved by \(approver.name) (\(approver.role))"
    case .began(let authority): "running, by \(authority)"
    case .paused(let person): "paused by \(person)"
    case .stepPaused(let step, let failure): "paused: step \(step) failed: \(failure)"
    case .resumed(let person): "resumed by \(person)"
    case .verificationBegan: "all steps done; verifying that they hold"
    case .succeeded: "succeeded"
    case .failed(let failure): "failed: \(failure)"
    case .denied(let reason, let person): "denied by \(person): \(reason)"
    case .stopping(let reason, let person): "stopping, by \(person): \(reason); nothing more is sent"
    case .aborted(let reason, let person): "aborted by \(person): \(reason)"
    }
  }
}

extension StepMachine.Event {
  fileprivate var sentence: String {
    switch self {
    case .ready(let attempt, _, _): attempt == 1 ? "ready" : "ready for attempt \(attempt)"
    case .started(let effect, _): "attempt \(effect.attempt): \(effect.action.sentence)"
    case .succeeded(let outputs): "done" + outputs.sentence
    case .adopted(let outputs): "was done already, adopted" + outputs.sentence
    case .attemptFailed(let failure, let attempt, _, let retryAt):
      "attempt \(attempt) failed: \(failure); next at \(retryAt)"
    case .failed(let failure, _): "failed: \(failure)"
    case .skipped(let reason, let person): "skipped by \(person): \(reason)"
    case .stopped: "stopped before anything of it was sent"
    }
  }
}

extension ProgressEvent {
  fileprivate var sentence: String {
    switch self {
    case .noticeDue(let effect): "to tell: \(effect.action.sentence)"
    case .noticeSent(let id): "told: \(id)"
    case .noticeFailed(let id, let failure): "could not tell \(id): \(failure)"
    case .verificationDue(let effect): "verifying step \(effect.step?.rawValue ?? "")"
    case .stepVerified(let step): "step \(step) holds"
    case .verificationFailed(let step, let failure): "step \(step) does not hold: \(failure)"
    }
  }
}

extension CommandEvent {
  fileprivate var sentence: String {
    switch self {
    case .taken(_, let command): "\(command.command.rawValue) by \(command.by) is carried out"
    case .guardOverridden(let override):
      "guard \(override.guardName.rawValue) overridden by \(override.by) until \(override.until): \(override.comment). "
        + "The risk: \(override.risk)"
    case .rearmed(let person): "armed anew by \(person)"
    case .accepted(_, let command): "\(command.command.rawValue) by \(command.by) accepted"
    case .rejected(_, let command, let reason):
      "\(command.command.rawValue) by \(command.by) rejected: \(reason)"
    case .refused(_, let command, let reason):
      "\(command.command.rawValue) that says it is of \(command.by) refused: \(reason)"
    case .automationPaused(let person): "automatic failover paused by \(person)"
    case .automationResumed(let person): "automatic failover resumed by \(person)"
    case .findingCleared(let finding, let person): "finding \(finding) was looked into and cleared by \(person)"
    case .reconciliationAsked(let person): "\(person) asks for everything to be listed"
    }
  }
}

extension [String: String] {
  fileprivate var sentence: String {
    guard !isEmpty else { return "" }
    return " (" + sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ")"
  }
}

extension Exposure {
  fileprivate var sentence: String {
    "\(resource): exposure \(status.words)" + (takenAt.map { ", data as of \($0)" } ?? "") + proof
  }

  /// How far the newest point that is more than copied is proved.
  private var proof: String {
    guard let proved = levels.last(where: { $0.usability > .copied && $0.takenAt != nil }) else { return "" }
    return "; \(proved.usability) as of \(proved.takenAt.map { "\($0)" } ?? "")"
  }
}

extension Exposure.Status {
  /// For people.
  package var words: String {
    switch self {
    case .fresh: "fresh"
    case .due: "within the RPO, the next point is due"
    case .late: "within the RPO, the next point is late"
    case .breached: "beyond the RPO"
    case .silent: "unclear: the next point is late and nobody says a word of it"
    case .unknown: "unknown: no usable recovery point in the recovery region"
    }
  }
}

extension ComplianceChange {
  fileprivate var sentence: String {
    let parts =
      began.map { "\(resource): expected \($0.expected), seen \($0.seen)" }
      + ended.map { "\(resource): again as expected: \($0.expected)" }
    return parts.isEmpty ? "\(resource): looked at how it is protected, nothing new" : parts.joined(separator: "; ")
  }
}

extension ResourceDescribed {
  /// What is known, for people.
  fileprivate var words: String {
    var words: [String] = []
    if let versioning { words.append("versioning \(kebab(versioning.rawValue))") }
    if let nonCurrentRetention { words.append("old versions kept \(nonCurrentRetention)") }
    if let nonCurrentInPart { words.append("in a part only \(nonCurrentInPart)") }
    for replication in replications ?? [] {
      let leavesOut = isUnderKMS == true && replication.includesKMS == false
      words.append(
        "replication to \(replication.destination) \(replication.isEnabled ? "on" : "off")"
          + (leavesOut ? ", without what is under a key of KMS" : ""))
    }
    if replications?.isEmpty == true { words.append("no replication") }
    if let automaticRetention {
      words.append(
        automaticRetention == .zero ? "no automatic backups" : "automatic backups kept \(automaticRetention)")
    }
    if let automaticWindow { words.append("made \(automaticWindow) UTC") }
    if let encrypted { words.append(encrypted ? "encrypted" : "not encrypted") }
    return words.isEmpty ? "nothing is known" : words.joined(separator: ", ")
  }
}
