/// The name of an event in every format: `<family>.<what happened>.v<version>`. A name never changes its meaning; what
/// is to say something else gets a new version and an upcaster in the journal.
package struct EventType: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

extension EventBody {
  package var type: EventType {
    switch self {
    case .catalog(.declared): "catalog.application-declared.v2"
    case .catalog(.withdrawn): "catalog.application-withdrawn.v1"
    case .observed(let signal): EventType("observed." + kebab(signal.fact.kind.rawValue) + ".v1")
    case .observation(.readinessChanged): "observation.readiness-changed.v1"
    case .observation(.readinessOverdue): "observation.readiness-overdue.v1"
    case .observation(.futureForgotten): "observation.future-forgotten.v1"
    case .observation(.journalAccepted): "observation.journal-accepted.v1"
    case .observation(.recordsLost): "observation.records-lost.v1"
    case .observation(.callerChanged): "observation.caller-changed.v1"
    case .observation(.planReadinessChanged): "observation.plan-readiness-changed.v1"
    case .observation(.planReadinessTurned): "observation.plan-readiness-turned.v1"
    case .observation(.fellSilent): "observation.source-fell-silent.v1"
    case .observation(.spokeAgain): "observation.source-spoke-again.v1"
    case .observation(.wordGiven): "observation.word-given.v1"
    case .observation(.wordWithdrawn): "observation.word-withdrawn.v1"
    case .observation(.exposureChanged): "protection.exposure-changed.v2"
    case .observation(.applicationExposureChanged): "protection.application-exposure-changed.v1"
    case .observation(.complianceChanged): "protection.compliance-changed.v1"
    case .observation(.pastForgotten): "protection.past-forgotten.v1"
    case .observation(.unownedSeen): "protection.unowned-resource-seen.v1"
    case .observation(.pointBound): "protection.point-bound.v1"
    case .trigger(_, let event): EventType("failover.trigger-" + kebab(event.kind.rawValue) + ".v1")
    case .executionStarted: "failover.execution-started.v3"
    case .execution(_, let event): event.kind.type
    case .step(_, _, let event): event.kind.type
    case .progress(_, .noticeDue): "failover.notice-due.v2"
    case .progress(_, .noticeSent): "failover.notice-sent.v1"
    case .progress(_, .noticeFailed): "failover.notice-failed.v1"
    case .progress(_, .verificationDue): "failover.verification-due.v2"
    case .progress(_, .stepVerified): "failover.verification-passed.v1"
    case .progress(_, .verificationFailed): "failover.verification-failed.v1"
    case .effect(_, let event): EventType("effect." + kebab(event.kind.rawValue) + ".v1")
    case .placement(let event): EventType("placement." + kebab(event.kind.rawValue) + ".v1")
    case .notice(.due): "notice.due.v2"
    case .notice(.told): "notice.told.v1"
    case .command(.taken): "command.taken.v1"
    case .command(.guardOverridden): "command.guard-overridden.v1"
    case .command(.rearmed): "command.rearmed.v1"
    case .command(.accepted): "command.accepted.v1"
    case .command(.rejected): "command.rejected.v1"
    case .command(.refused): "command.refused.v1"
    case .command(.automationPaused): "command.automation-paused.v1"
    case .command(.automationResumed): "command.automation-resumed.v1"
    case .command(.findingCleared): "command.finding-cleared.v1"
    case .command(.reconciliationAsked): "command.reconciliation-asked.v1"
    }
  }
}

extension ExecutionMachine.Event.Kind {
  /// Version 2 of a request names the application file that the plan is of, in place of carrying the plan.
  var type: EventType {
    EventType("failover.execution-" + kebab(rawValue) + (self == .approvalRequested ? ".v2" : ".v1"))
  }
}

extension StepMachine.Event.Kind {
  /// Version 2 of a start says the action by its name.
  var type: EventType { EventType("failover.step-" + kebab(rawValue) + (self == .started ? ".v2" : ".v1")) }
}

/// `recoveryPointTaken` becomes `recovery-point-taken`.
func kebab(_ name: String) -> String {
  var text = ""
  for character in name {
    if character.isUppercase { text += "-" }
    text += character.lowercased()
  }
  return text
}

/// `missed window` of `missedWindow`: for people.
func spaced(_ name: String) -> String { kebab(name).split(separator: "-").joined(separator: " ") }
