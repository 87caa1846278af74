import DarumaCore

/// What `daruma status` shows a person.
enum StatusText {
  static func show(_ state: ApplicationState, at now: Instant) {
    let document = StatusDocument(state, at: now)
    let out = Terminal.output
    out.line(out.styled(document.application.rawValue, .bold) + "  at \(now)")
    if let person = document.automationPausedBy {
      out.line(out.styled("  automatic failover is paused by \(person)", .yellow))
    }
    guard state.catalog != nil else { return out.line("  no application file in force") }
    out.line("  recovery points  \(document.recoveryPoints) usable")
    for exposed in document.exposures { out.line("  " + line(exposed)) }
    for trigger in document.triggers {
      out.line(
        "  trigger \(trigger.trigger)  \(trigger.state)"
          + (trigger.detail.isEmpty ? "" : ": \(trigger.detail)"))
    }
    for execution in document.executions.suffix(5) { show(execution) }
  }

  private static func line(_ exposed: StatusDocument.Exposed) -> String {
    let out = Terminal.output
    guard let exposure = exposed.exposure else {
      return out.styled("\(exposed.resource)  nothing to restore from in the recovery region", .red)
    }
    let text = "\(exposed.resource)  would lose \(exposure) now (RPO \(exposed.rpo))"
    switch exposed.status {
    case .withinObjective: return out.styled(text, .green)
    case .breached, .unknown: return out.styled(text + ", breached", .red)
    }
  }

  private static func show(_ execution: StatusDocument.Executed) {
    let out = Terminal.output
    out.line("  execution \(execution.execution)  \(execution.plan)  \(out.styled(execution.state, .bold))")
    if let approval = execution.approval {
      out.line(
        out.styled(
          "    waits for approval until \(approval.expiresAt)"
            + (approval.loss.map { ": \($0) of data will be lost" } ?? ""), .yellow))
      out.line("    digest \(approval.digest)")
    }
    for step in execution.steps { out.line("    \(step.step)  \(step.state)") }
  }
}
