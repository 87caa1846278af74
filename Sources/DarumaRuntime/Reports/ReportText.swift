package import DarumaCore

/// A report as Markdown that reads well as plain text too.
package enum ReportText {
  package static func markdown(_ report: Report) -> String {
    var lines = ["# \(report.plan) of \(report.application): \(report.outcome)", "", "All times are UTC.", ""]
    if let reason = report.reason { lines += ["**Why:** \(safe(reason))", ""] }
    lines += summary(report) + [""] + objectives(report)
    lines += section("Evidence", report.evidence.map(evidence))
    lines += section("What became of each resource", report.fates.map { "- " + safe($0.sentence(at: moment(report))) })
    lines += section("Asked", (report.history?.requests ?? []).map(request))
    lines += section("Approved by", report.approvers.map(approver))
    lines += section("What people ordered", (report.history?.orders ?? []).map(order))
    lines += section("Overridden guards", report.overrides.map(override))
    lines += section("Sent, and nobody saw how it ended", report.leftRunning.map { "- " + safe($0) })
    lines += ["## Steps", "", "| step | action | state | took | what |", "| --- | --- | --- | --- | --- |"]
    lines += report.steps.map(step) + [""]
    if let history = report.history {
      lines += [
        "## Attempts", "", "| step | attempt | began | took | ended | why |", "| --- | --- | --- | --- | --- | --- |",
      ]
      lines += history.attempts.map(attempt) + [""]
      lines += section(
        "What happened", history.timeline.map { "- \($0.at) \(safe($0.sentence)) (commit \($0.commit))" })
    }
    lines += section("What this rests on", ground(report))
    return lines.joined(separator: "\n")
  }

  private static func safe(_ text: some CustomStringConvertible) -> String { OutsideText.markdown(text.description) }

  private static func request(_ request: ExecutionHistory.Request) -> String {
    "- request \(request.round) at \(request.at), to \(request.roles.map(\.rawValue).joined(separator: " or ")), until "
      + "\(request.expiresAt), digest \(request.digest) (commit \(request.commit))"
  }

  private static func approver(_ approver: Approver) -> String {
    "- \(safe(approver.name)) (\(safe(approver.role))) at \(approver.at), digest \(safe(approver.digest))"
  }

  private static func order(_ order: ExecutionHistory.Order) -> String {
    let role = order.role.map { " (\(safe($0)))" } ?? ""
    let step = order.step.map { " of step \(safe($0))" } ?? ""
    let comment = order.comment.map { ": \(safe($0))" } ?? ""
    let end = order.refusal.map { "refused: \(safe($0))" } ?? "done"
    return "- \(order.at) \(order.order.rawValue)\(step) by \(safe(order.by))\(role)"
      + (order.signed ? ", signed" : "") + "\(comment); \(end) (commit \(order.commit))"
  }

  private static func attempt(_ attempt: ExecutionHistory.Attempt) -> String {
    let took = attempt.endedAt.map { "\($0 - attempt.startedAt)" } ?? "-"
    return "| \(safe(attempt.step)) | \(attempt.attempt) | \(attempt.startedAt) | \(took) | "
      + "\(attempt.endedAt == nil ? "nobody saw it end" : attempt.outcome) | \(safe(attempt.reason ?? "")) |"
  }

  private static func ground(_ report: Report) -> [String] {
    var lines = [
      "- account \(report.account), primary region \(report.regions.primary), recovery region \(report.regions.recovery)",
      "- application file: SHA-256 \(report.file)",
    ]
    if let history = report.history, let first = history.firstCommit, let last = history.lastCommit {
      lines.append(
        "- journal: commits \(first) to \(last), by worker \(history.workers.map(safe).joined(separator: ", then "))")
    }
    if let mark = report.journal {
      lines.append(
        "- \(mark.words); `daruma journal verify --expect-head` holds the "
          + "journal against it")
    }
    if let version = report.version { lines.append("- written by Daruma \(version)") }
    return lines
  }

  private static func summary(_ report: Report) -> [String] {
    [
      "- execution: \(report.execution)", "- started by: \(safe(report.startedBy))", "- onset: \(report.onset)",
      "- started: \(report.startedAt)", "- users moved: \(usersMoved(report))",
      "- ended: \(report.endedAt)", "- after it: \(safe(report.placement))",
    ]
      + (report.deafSince.map {
        ["- it acted although it could not hear everything since \($0): an all-clear or a denial may have been unread"]
      } ?? [])
  }

  private static func usersMoved(_ report: Report) -> String {
    report.cutOverAt.map { "\($0)" } ?? (report.isCutOverUnknown ? "nobody knows" : "no")
  }

  private static func objectives(_ report: Report) -> [String] {
    var rows = ["| | actual | objective | |", "| --- | --- | --- | --- |"]
    rows.append(row("RTA (time to recover)", report.rta, missing: notRecovered(report)))
    rows.append(
      row("RPA (data lost, if nothing was written since the onset)", report.rpaAtOnset, missing: unknown(report)))
    rows.append(row("RPA at the most (if writes went on until users were moved)", report.rpa, missing: unknown(report)))
    return rows + [""]
  }

  private static func row(_ name: String, _ objective: Report.Objective?, missing: String) -> String {
    guard let objective else { return "| \(name) | \(missing) | | |" }
    let verdict = objective.isMet ? "met" : "missed"
    return "| \(name) | \(objective.actual) | \(objective.objective) | \(verdict) |"
  }

  private static func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["## \(title)", ""] + lines + [""]
  }

  private static func evidence(_ item: EvidenceItem) -> String {
    let mark = item.holds ? "yes" : "no"
    let witnesses = item.witnesses.isEmpty ? "" : " (\(safe(item.witnesses.joined(separator: ", "))))"
    return "- \(item.negated ? "not expected" : "expected"): \(safe(item.statement)): \(mark)\(witnesses)"
  }

  /// The moment up to which data is counted as lost.
  private static func moment(_ report: Report) -> Instant { report.cutOverAt ?? report.endedAt }

  private static func unknown(_ report: Report) -> String {
    let left = report.fates.filter(\.fate.isLeftBehind).map(\.resource.rawValue)
    if report.kind == .restore { return "no recovery point took the place of data" }
    if report.cutOverAt == nil {
      return report.isCutOverUnknown ? "unknown: nobody knows whether users were moved" : "users were not moved"
    }
    return left.isEmpty ? "no data came over" : "unknown: left behind: \(left.joined(separator: ", "))"
  }

  private static func notRecovered(_ report: Report) -> String {
    guard report.reason == nil, !report.missing.isEmpty else { return "not recovered" }
    return "unknown: " + safe(report.missing.joined(separator: ", "))
  }

  private static func override(_ override: GuardOverride) -> String {
    "- \(override.guardName.rawValue) by \(safe(override.by)) at \(override.at): \(safe(override.comment)). The risk: "
      + "\(override.risk)."
  }

  private static func step(_ line: Report.StepLine) -> String {
    let took = line.duration.map { "\($0)" } ?? "-"
    return "| \(safe(line.step)) | \(line.action) | \(line.state) | \(took) | \(safe(line.detail)) |"
  }
}
