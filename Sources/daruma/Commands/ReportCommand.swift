import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "The report of an execution that has ended, from the journal.")

  @Argument(help: "The execution.") var execution: String
  @OptionGroup var journal: JournalOptions
  @Flag(help: "As JSON instead of Markdown.") var json = false

  func run() async throws {
    try await reportingFailures {
      let reading = try await JournalReading.open(try await journal.path())
      let state = try await reading.latest(warningOn: .errors).state
      let id = ExecutionID(execution)
      guard let owner = state.applications.values.first(where: { $0.executions[id] != nil }),
        let found = owner.executions[id]
      else {
        throw CommandFailure("the journal holds no execution \(execution)")
      }
      guard var report = Report(id, of: owner) else {
        throw CommandFailure("execution \(execution) is \(found.machine.stateWords): it has not ended yet")
      }
      var entries = ExecutionEntries()
      var isOpen = false
      try await reading.chain { commit, head in
        isOpen = isOpen || commit.begins(id)
        guard isOpen else { return }
        entries.take(commit)
        guard commit.ends(id) else { return }
        isOpen = false
        report.journal = Report.JournalMark(commit: commit.number, head: head.rawValue)
      }
      report.history = ExecutionHistory(id, of: entries.entries(of: id))
      report.version = Version.text
      if json { try JSONOutput.line(report) } else { Terminal.output.lines(ReportText.markdown(report)) }
    }
  }
}
