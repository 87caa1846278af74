import DarumaCore

/// One reason for which a person has to look at an application: what `daruma status --breached` asks.
///
/// A worker that is dead or deaf, and a journal that is behind its head, are about all applications: they are said above
/// them (``WorkerStatus``).
struct PersonNeeded: Encodable {
  enum Kind: String, Encodable {
    /// No application file is in force.
    case noFile
    /// Users are not served from the primary region, or nobody knows from where.
    case placement
    /// What would be lost is more than it should be, or not known.
    case exposure
    /// A resource has no recovery point at all.
    case uncovered
    /// Something is not as the application file asks.
    case breach
    /// A suspected or found compromise holds recovery points back.
    case compromise
    /// An execution waits for a person: an approval, a failed step, a pause.
    case execution
    /// The newest execution ended without success, and not because a person ended it.
    case ended
    /// A trigger's condition holds, and a guard holds it back.
    case heldBack
    /// Automatic failover is paused.
    case paused
    /// The worker's credentials are of another account, or there are none.
    case credentials
    /// Something could not be listed for a long time.
    case listing
    /// What conditions ask for was never heard of.
    case evidence
    /// The recovery region is not fit to be failed over to.
    case recoveryRegion
    /// A plan would fail if it began now, or could not be looked at for a long time.
    case plan
  }

  var kind: Kind
  var words: String

  /// How long listings may fail before a person has to look: a few of them in a row.
  private static let listingPatience = Span.hours(1)

  static func all(_ state: ApplicationState, _ document: StatusDocument, at now: Instant) -> [PersonNeeded] {
    guard state.catalog != nil else { return [PersonNeeded(kind: .noFile, words: "no application file in force")] }
    return protection(document) + compromises(state) + executions(state, at: now) + surroundings(document)
  }

  private static func protection(_ document: StatusDocument) -> [PersonNeeded] {
    var needs: [PersonNeeded] = []
    if !document.isServedFromPrimary, let placement = document.placement {
      needs.append(PersonNeeded(kind: .placement, words: placement))
    }
    for exposure in document.exposures where exposure.status >= .late {
      let loss = exposure.exposure.map { ", would lose \($0.whole)" } ?? ""
      needs.append(
        PersonNeeded(
          kind: .exposure, words: "\(exposure.resource) is \(exposure.status.words)\(loss) (RPO \(exposure.rpo))"))
    }
    needs += document.uncovered.map { PersonNeeded(kind: .uncovered, words: "\($0) has no recovery point") }
    for resource in document.resources {
      needs += resource.breaches.map {
        PersonNeeded(kind: .breach, words: "\(resource.resource): expected \($0.expected); seen \($0.seen)")
      }
    }
    return needs
  }

  private static func compromises(_ state: ApplicationState) -> [PersonNeeded] {
    let protection = state.projection.protection
    return (state.catalog?.resources ?? []).compactMap { resource in
      if let found = protection.suspicion(of: resource.arn) {
        return PersonNeeded(
          kind: .compromise,
          words: "\(resource.id) may be compromised: finding \(found.finding), since \(found.firstSeen)")
      }
      let count = protection.points(of: resource.arn).count { protection.quarantine($0) != nil }
      guard count > 0 else { return nil }
      let points = count == 1 ? "1 recovery point" : "\(count) recovery points"
      return PersonNeeded(kind: .compromise, words: "\(points) of \(resource.id) in quarantine")
    }
  }

  private static func executions(_ state: ApplicationState, at now: Instant) -> [PersonNeeded] {
    let executions = state.executions.values.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    var needs = executions.filter { !$0.remedies.isEmpty }.map {
      PersonNeeded(kind: .execution, words: "\($0.plan.name) is \($0.machine.stateWords)")
    }
    for execution in executions where !execution.machine.hasEnded {
      for step in execution.plan.steps {
        guard let wait = state.wait(of: step.id, of: execution, at: now), wait.command != nil else { continue }
        needs.append(PersonNeeded(kind: .execution, words: "\(execution.plan.name), step \(step.id) \(wait.words)"))
      }
    }
    if let newest = executions.last, let reason = newest.endedByItself, !isOver(newest, state) {
      needs.append(
        PersonNeeded(kind: .ended, words: "\(newest.plan.name) \(newest.machine.stateWords): \(reason)"))
    }
    for (name, trigger) in state.triggers.sorted(by: { $0.key < $1.key }) {
      guard case .suppressed(_, let block) = trigger.state else { continue }
      needs.append(PersonNeeded(kind: .heldBack, words: "trigger \(name) is held back: \(block)"))
    }
    return needs
  }

  /// Whether what it was about is over: its trigger is clear again, or a person has armed it anew.
  private static func isOver(_ execution: Execution, _ state: ApplicationState) -> Bool {
    if let rearmed = state.rearmedAt, let ended = execution.machine.endedAt, rearmed >= ended { return true }
    guard let trigger = execution.trigger else { return false }
    switch state.triggers[trigger]?.state {
    case nil, .clear, .acknowledged: return true
    case .holding, .suppressed, .firing, .coolingDown: return false
    }
  }

  private static func surroundings(_ document: StatusDocument) -> [PersonNeeded] {
    var needs: [PersonNeeded] = []
    if let person = document.automationPausedBy {
      needs.append(PersonNeeded(kind: .paused, words: "automatic failover is paused by \(person)"))
    }
    if let fault = document.caller?.fault {
      needs.append(PersonNeeded(kind: .credentials, words: "nothing is listed or done in AWS: \(fault)"))
    }
    for listing in document.listings {
      let lasts = listing.succeededAt.map { document.at - $0 > listingPatience } ?? true
      guard let failure = listing.failure, lasts else { continue }
      needs.append(
        PersonNeeded(kind: .listing, words: "\(listing.kind.rawValue) in \(listing.region) can't be listed: \(failure)")
      )
    }
    for plan in document.plans where plan.needsPerson(at: document.at) {
      let first = plan.marks.first.map { ": \($0.words)" } ?? ""
      let more = plan.marks.count > 1 ? "; and \(plan.marks.count - 1 + (plan.further ?? 0)) more" : ""
      needs.append(PersonNeeded(kind: .plan, words: "plan \(plan.plan) is \(plan.words)\(first)\(more)"))
    }
    needs += document.evidence.unheardAlarms.map {
      PersonNeeded(kind: .evidence, words: "a condition asks for alarm \($0), which was never heard of")
    }
    needs += document.evidence.sources.filter { $0.lastHeard == nil }.map {
      PersonNeeded(kind: .evidence, words: "a condition asks for heartbeat \($0.source), which was never heard")
    }
    if let reason = document.evidence.recoveryRegionBlocked {
      needs.append(PersonNeeded(kind: .recoveryRegion, words: "the recovery region is not fit: \(reason)"))
    }
    return needs
  }
}

extension PlanStatus {
  /// How long it may be unknown before a person has to look.
  private static let patience = Span.hours(1)

  fileprivate func needsPerson(at now: Instant) -> Bool {
    switch readiness {
    case .ready: false
    case .notReady: true
    case .unknown: since.map { now - $0 > Self.patience } ?? false
    }
  }
}

extension Execution {
  /// Who ends an execution that is no person.
  private static let machinery = ["timer", "limit", "plan"]

  /// Why it ended without success where no person ended it; nil else.
  fileprivate var endedByItself: String? {
    switch machine.state {
    case .failed(let failure, _): failure.description
    case .aborted(let reason, let person, _):
      Self.machinery.contains(person) || person.hasPrefix("guard ") ? reason : nil
    case .pending, .awaitingApproval, .running, .pausedByOperator, .pausedByFailedStep, .verifying, .stopping,
      .succeeded:
      nil
    }
  }
}
