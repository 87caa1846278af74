package import DarumaCore

/// A report as Markdown that reads well as plain text too.
package enum ReportText {
  package static func markdown(_ report: Report) -> String {
    var lines = ["# \(report.plan) of \(report.application): \(report.outcome)", ""]
    if let reason = report.reason { lines += ["**Why:** \(reason)", ""] }
    lines += summary(report) + [""] + objectives(report)
    lines += section("Evidence", report.evidence.map(evidence))
    lines += section("What became of each resource", report.fates.map { "- " + $0.sentence(at: moment(report)) })
    lines += section("Approved by", report.approvers.map { "- \($0.name) (\($0.role)) at \($0.at)" })
    lines += section("Overridden guards", report.overrides.map(override))
    lines += section("Sent, and nobody saw how it ended", report.leftRunning.map { "- " + $0 })
    lines += ["## Steps", "", "| step | action | state | took | what |", "| --- | --- | --- | --- | --- |"]
    lines += report.steps.map(step)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func summary(_ report: Report) -> [String] {
    [
      "- execution: \(report.execution)", "- started by: \(report.startedBy)", "- onset: \(report.onset)",
      "- started: \(report.startedAt)", "- users moved: \(usersMoved(report))",
      "- ended: \(report.endedAt)", "- after it: \(report.placement)",
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
    let witnesses = item.witnesses.isEmpty ? "" : " (\(item.witnesses.joined(separator: ", ")))"
    return "- \(item.negated ? "not expected" : "expected"): \(item.statement): \(mark)\(witnesses)"
  }

  /// The moment up to which data is counted as lost.
  private static func moment(_ report: Report) -> Instant { report.cutOverAt ?? report.endedAt }

  private static func unknown(_ report: Report) -> String {
    let left = report.fates.filter(\.fate.isLeftBehind).map(\.resource.rawValue)
    if report.cutOverAt == nil {
      return report.isCutOverUnknown ? "unknown: nobody knows whether users were moved" : "users were not moved"
    }
    return left.isEmpty ? "no data came over" : "unknown: left behind: \(left.joined(separator: ", "))"
  }

  private static func notRecovered(_ report: Report) -> String {
    guard report.reason == nil, !report.missing.isEmpty else { return "not recovered" }
    return "unknown: " + report.missing.joined(separator: ", ")
  }

  private static func override(_ override: GuardOverride) -> String {
    "- \(override.guardName.rawValue) by \(override.by) at \(override.at): \(override.comment). The risk: \(override.risk)."
  }

  private static func step(_ line: Report.StepLine) -> String {
    let took = line.duration.map { "\($0)" } ?? "-"
    return "| \(line.step) | \(line.action) | \(line.state) | \(took) | \(line.detail) |"
  }
}
