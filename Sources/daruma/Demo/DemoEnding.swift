import DarumaCore
import DarumaRuntime
import DarumaSimulation

/// What the demonstration ends with: the report, what the kill came to, and what to try next.
struct DemoEnding {
  let report: Report
  let folder: DemoFolder
  let host: CloudHost
  let names: DemoNames

  func show(on terminal: Terminal) {
    terminal.line()
    var short = report
    // It was just told.
    short.history = nil
    for line in ReportText.markdown(short).split(separator: "\n", omittingEmptySubsequences: false) {
      terminal.line(line.hasPrefix("#") ? terminal.styled(String(line), .bold) : names.shown(String(line)))
    }
    if let effect { terminal.line(terminal.styled(effect, .green)) }
    // Commands are typed as they stand.
    var plain = terminal
    plain.times = nil
    next(plain)
  }

  /// What AWS itself says; nil where the worker was not killed.
  private var effect: String? {
    let orders = host.log.count(of: DemoPowerCut.operation, isDone: true)
    guard orders > 0 else { return nil }
    let restored = host.withCloud { cloud in
      cloud.estate[region: SampleEstate.recoveryRegion].databases.instances.keys.sorted()
    }
    return "The worker was killed after AWS had begun the restore and before it could know. AWS counts \(orders) "
      + "restore carried out, and \(restored.count) database in \(SampleEstate.recoveryRegion): "
      + "\(restored.joined(separator: ", ")). Exactly one effect."
  }

  private func next(_ terminal: Terminal) {
    let program = CommandLine.arguments.first ?? "daruma"
    terminal.line()
    terminal.line(terminal.styled("What to try next", .bold))
    let steps: [(String, String)]
    if folder.isTemporary {
      steps = [
        ("\(program) demo --keep night", "again, and keep the journal to look at"),
        ("\(program) schema --sample", "the application file of this night"),
        ("\(program) validate FILE", "check one of your own"),
      ]
    } else {
      let journal = "--journal \(folder.journal)"
      steps = [
        ("\(program) status \(journal)", "what can be restored now, and from where users are served"),
        ("\(program) explain \(report.application) region-outage \(journal)", "why the trigger fired"),
        ("\(program) report \(report.execution) \(journal)", "the report, with each attempt"),
        ("\(program) journal verify \(folder.journal)", "that nobody changed a byte of it"),
        ("\(program) status --at \(report.startedAt) \(journal)", "what was known when it began"),
      ]
    }
    for (command, purpose) in steps { terminal.line("  \(command)   # \(purpose)") }
    terminal.line("  README.md: wire it to your AWS account")
  }
}
