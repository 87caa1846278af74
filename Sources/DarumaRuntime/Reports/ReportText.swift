package import DarumaCore

/// A report as Markdown that reads well as plain text too.
package enum ReportText {
  package static func markdown(_ report: Report) -> String {
    var lines = ["# \(report.plan) of \(report.application): \(report.outcome)", ""]
    if let reason = report.reason { lines += ["**Why:** \(reason)", ""] }
    lines += summary(report) + [""] + objectives(report)
    lines += section("Evidence", report.evidence.map(evidence))
    lines += section("Restored from", report.choices.map(choice))
    lines += section("Approved by", report.approvers.map { "- \($0.name) (\($0.role)) at \($0.at)" })
    lines += ["## Steps", "", "| step | action | state | took | what |", "| --- | --- | --- | --- | --- |"]
    lines += report.steps.map(step)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func summary(_ report: Report) -> [String] {
    [
      "- execution: \(report.execution)", "- started by: \(report.startedBy)", "- onset: \(report.onset)",
      "- started: \(report.startedAt)", "- ended: \(report.endedAt)",
    ]
  }

  private static func objectives(_ report: Report) -> [String] {
    var rows = ["| | actual | objective | |", "| --- | --- | --- | --- |"]
    rows.append(row("RTA (time to recover)", report.rta, missing: "not recovered"))
    rows.append(row("RPA (data lost)", report.rpa, missing: "nothing restored"))
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

  private static func choice(_ choice: Choice) -> String {
    "- \(choice.resource): \(choice.point), data as of \(choice.takenAt), \(choice.loss) lost"
  }

  private static func step(_ line: Report.StepLine) -> String {
    let took = line.duration.map { "\($0)" } ?? "-"
    return "| \(line.step) | \(line.action) | \(line.state) | \(took) | \(line.detail) |"
  }
}
