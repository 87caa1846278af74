import DarumaCore

/// What `daruma status` shows a person.
struct StatusText {
  private var out = Terminal.output
  private let now: Instant

  /// Resources in no application that are shown by name.
  private static let mostUnowned = 10

  init(at now: Instant, times: LocalTimes?) {
    self.now = now
    out.times = times
  }

  func show(_ worker: WorkerStatus) {
    let credentials = worker.isAlive ? worker.credentials.map { " (\($0))" } ?? "" : ""
    out.line(
      out.styled(
        worker.words + credentials, worker.isAlive ? (worker.readiness == "current" ? .green : .yellow) : .red))
    if let fault = worker.diskFault { out.line(out.styled(fault, .red)) }
  }

  /// - Parameter ahead: By how much the journal is ahead of the host's clock.
  func showTimes(ahead: Span?) {
    if let times = out.times { out.line(out.styled("times are those of \(times.name(at: now))", .dim)) }
    guard let ahead else { return }
    out.line(
      out.styled(
        "the newest entry of this journal lies \(ahead.whole) ahead of this host's clock (a demonstration's clock is fast; else "
          + "one of the two was wrong): shown as of then", .yellow))
  }

  /// - Parameter points: Whether each recovery point is shown.
  func show(_ state: ApplicationState, _ document: StatusDocument, points: Bool) {
    out.line(out.styled(document.application.rawValue, .bold) + "  at \(now)")
    if let person = document.automationPausedBy {
      out.line(out.styled("  automatic failover is paused by \(person)", .yellow))
    }
    if let news = document.hearingNews { out.line(out.styled("  \(news)", .yellow)) }
    if let caller = document.caller, let account = caller.account, caller.fault == nil {
      out.line("  acts in account \(account) as \(caller.arn ?? "?")")
    }
    guard state.catalog != nil else { return out.line("  no application file in force") }
    if let placement = document.placement {
      out.line("  " + (document.isServedFromPrimary ? placement : out.styled(placement, .yellow)))
    }
    for need in document.needsPerson where need.kind == .compromise { out.line(out.styled("  \(need.words)", .red)) }
    for override in document.overrides {
      out.line(
        out.styled(
          "  guard \(override.guardName.rawValue) is overridden by \(override.by) until \(override.until): "
            + override.comment, .yellow))
    }
    for resource in document.resources { show(resource, document, points) }
    show(document.listings)
    EvidenceText(out).show(document.evidence)
    for plan in document.plans { show(plan) }
    for trigger in document.triggers {
      out.line(
        "  trigger \(trigger.trigger)  \(trigger.stateWords)"
          + (trigger.detail.isEmpty ? "" : ": \(trigger.detail)"))
    }
    for execution in document.executions.suffix(5) { show(execution) }
  }

  /// What keeps the worker from doing anything at all, before all else.
  func showHead(_ documents: [StatusDocument]) {
    for fault in CallerStatus.faults(documents) { out.line(out.styled(fault, .red)) }
  }

  func show(_ unowned: [UnownedResource]) {
    guard !unowned.isEmpty else { return }
    out.line(out.styled("backed up and in no application: \(unowned.count)", .yellow))
    for resource in unowned.prefix(Self.mostUnowned) {
      out.line("  \(resource.arn)  since \(resource.seenAt), by \(resource.source)")
    }
    if unowned.count > Self.mostUnowned {
      out.line("  and \(unowned.count - Self.mostUnowned) more; --json shows all")
    }
  }

  private func show(_ resource: ResourceStatus, _ document: StatusDocument, _ points: Bool) {
    let exposure = document.exposures.first { $0.resource == resource.resource }
    out.line(
      "  "
        + (exposure.map { line($0, document.isServedFromPrimary) }
          ?? "\(resource.resource)  not carried over to the recovery region"))
    if document.uncovered.contains(resource.resource) {
      let couldBeListed = document.caller?.fault == nil || !document.listings.isEmpty
      out.line(
        out.styled(
          "    " + (couldBeListed ? "no recovery point at all" : "no recovery point is known; nothing could be listed"),
          .red))
    } else if !resource.points.isEmpty {
      out.line("    " + sum(resource.points))
    }
    for replica in resource.replicas {
      out.line(
        "    replica\(replica.region.rawValue.isEmpty ? "" : " in \(replica.region)"): "
          + "\(replica.lag.map { "\($0)" } ?? "an unknown time") behind at \(replica.at) (\(replica.metric))")
    }
    for breach in resource.breaches {
      out.line(
        out.styled("    expected \(breach.expected); seen \(breach.seen); since \(breach.since)", .yellow))
    }
    if points { for point in resource.points { show(point) } }
  }

  private func line(_ exposed: ExposureStatus, _ isServedFromPrimary: Bool) -> String {
    guard let exposure = exposed.exposure else {
      guard isServedFromPrimary else {
        return out.styled(
          "\(exposed.resource)  what would be lost now is not known: users are not served from where its backups are made",
          .yellow)
      }
      return out.styled("\(exposed.resource)  nothing known to restore from in the recovery region", .red)
    }
    let text = "\(exposed.resource)  would lose \(exposure.whole) now (RPO \(exposed.rpo)), \(exposed.status.words)"
    let proved = exposed.levels.last { $0.exposure != nil && $0.usability != "taken" && $0.usability != "copied" }
    let proof = proved.map { "; \($0.usability): \($0.exposure.map { "\($0.whole)" } ?? "")" } ?? ""
    switch exposed.status {
    case .fresh, .due: return out.styled(text, .green) + proof
    case .late: return out.styled(text, .yellow) + proof
    case .breached, .silent, .unknown: return out.styled(text, .red) + proof
    }
  }

  private func sum(_ points: [PointStatus]) -> String {
    let usable = points.count { $0.usable }
    let heard = points.count { $0.heardAt != nil }
    let listed = points.count { $0.listedAt != nil }
    return
      "\(usable) recovery \(usable == 1 ? "point" : "points") that can be restored in the recovery region, of \(points.count) known: "
      + "\(heard) told by event, \(listed) seen in a listing"
  }

  private func show(_ point: PointStatus) {
    let facts = [
      point.region?.rawValue, point.takenAt.map { "data as of \($0)" } ?? "age unknown", point.usability,
      point.unusable, point.check, point.expiresAt.map { "until \($0)" },
      point.heardAt == nil ? nil : "event", point.listedAt == nil ? nil : "listing",
    ].compactMap(\.self)
    let text = "    \(point.recoveryPoint)  " + facts.joined(separator: ", ")
    out.line(point.usable ? text : out.styled(text, .dim))
  }

  private func show(_ listings: [ListingStatus]) {
    guard let newest = listings.map(\.at).max() else { return out.line("  nothing was listed; all is known by events") }
    out.line("  listings  \(listings.count), the newest at \(newest)")
    for listing in listings {
      guard let failure = listing.failure else { continue }
      out.line(
        out.styled(
          "    \(listing.kind.rawValue) in \(listing.region) failed at \(listing.at): \(failure)", .yellow))
    }
  }

  private func show(_ plan: PlanStatus) {
    let style: Terminal.Style =
      switch plan.readiness {
      case .ready: .green
      case .notReady: .red
      case .unknown: .yellow
      }
    out.line(out.styled("  plan \(plan.plan)  \(plan.words)" + (plan.since.map { " since \($0)" } ?? ""), style))
    for mark in plan.marks {
      out.line(out.styled("    \(mark.words); since \(mark.since)", mark.kind == .unmet ? .red : .yellow))
      if let remedy = mark.remedy { out.line(out.styled("      to mend it: \(remedy)", .dim)) }
    }
    if let further = plan.further { out.line("    and \(further) more") }
  }

  private func show(_ execution: StatusDocument.Executed) {
    out.line("  execution \(execution.execution)  \(execution.plan)  \(out.styled(execution.stateWords, .bold))")
    if let due = execution.dueAt {
      let text = "    to be back by \(due) (RTO \(execution.rto)), with no more than \(execution.rpo) lost (RPO)"
      out.line(out.styled(text + (due < now ? "; that is past" : ""), due < now ? .red : .dim))
    }
    if let approval = execution.approval {
      out.line(
        out.styled(
          "    waits for approval until \(approval.expiresAt)"
            + (approval.loss.map { ": \($0.whole) of data will be lost" } ?? ""), .yellow))
      let names = approval.approvers.joined(separator: ", ")
      out.line(
        "    approved by \(approval.approvers.count) of \(approval.required)" + (names.isEmpty ? "" : ": \(names)"))
      if let outdated = approval.outdated, let next = approval.askedAnewAt {
        out.line(
          out.styled("    no longer so: \(outdated). It is asked anew at \(next); approvals of it are refused", .red))
      }
      out.line("    digest \(approval.digest)")
    }
    if let reason = execution.endedBecause { out.line("    \(reason)") }
    for line in execution.remedies { out.line(out.styled("    \(line)", .yellow)) }
    for step in execution.steps {
      out.line("    \(step.step)  \(step.stateWords)" + (step.failure.map { out.styled("  \($0)", .red) } ?? ""))
      if let waits = step.waits { waits.show(on: out) }
    }
  }
}

extension StatusDocument.Waiting {
  func show(on out: Terminal) {
    out.line(out.styled("      since \(since): \(words)", command == nil ? .dim : .yellow))
    if let command {
      out.line(out.styled("      when it is done: \(command); if it can't be: add --failed REASON", .yellow))
    }
  }
}
