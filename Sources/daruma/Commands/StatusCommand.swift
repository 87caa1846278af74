import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Recovery points, exposure against the RPO, triggers, executions: now or then.",
    discussion: """
      Reads the journal; a worker may run on it meanwhile. Of several applications one line each; of one, or of the one that is \
      named, everything. Of each resource: the data that would be lost now, the \
      recovery points and whether an event or a listing told of them, and what is not as the application file asks.
      """)

  @Argument(help: "One application; all if not given.") var application: String?
  @Option(help: ArgumentHelp("As it was at this moment (RFC 3339).", valueName: "time")) var at: String?
  @OptionGroup var journal: JournalOptions
  @Flag(help: "Only applications that are not as their file asks, or not served from their primary region.")
  var breached = false
  @Flag(help: "Show each recovery point.") var points = false
  @Flag(help: "One JSON object an application, with each recovery point.") var json = false

  func run() async throws {
    try await reportingFailures {
      let reading = try await JournalReading.open(try await journal.path())
      let now = try moment() ?? SystemClock().now
      let fold = at == nil ? try await reading.latest() : try await reading.state(at: now)
      let chosen = try choose(fold.state).filter { !breached || StatusLine(StatusDocument($0, at: now)).isBreached }
      let isOverview = application == nil && chosen.count > 1 && !points
      let text = StatusText(at: now)
      for state in chosen {
        if json {
          try JSONOutput.line(StatusDocument(state, at: now))
        } else if isOverview {
          Terminal.output.line(StatusLine(StatusDocument(state, at: now)).text)
        } else {
          text.show(state, points: points)
        }
      }
      if chosen.isEmpty, !json {
        Terminal.output.line(breached ? "no application is breached" : "the journal holds no application")
      }
      guard application == nil, !breached else { return }
      let unowned = fold.state.unowned
      if !json {
        text.show(unowned)
      } else if !unowned.isEmpty {
        try JSONOutput.line(UnownedDocument(unowned: unowned))
      }
    }
  }

  private func moment() throws -> Instant? {
    guard let at else { return nil }
    guard let instant = Instant(rfc3339: at) else {
      throw CommandFailure("--at \(at) is no RFC 3339 time; write it like 2026-11-24T03:42:00Z")
    }
    return instant
  }

  private func choose(_ state: State) throws -> [ApplicationState] {
    guard let application else {
      return state.applications.values.filter { $0.name != .none }.sorted { $0.name < $1.name }
    }
    guard let found = state.applications[ApplicationName(application)] else {
      let known = state.applications.keys.sorted().map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "the journal knows no application \(application)" + (known.isEmpty ? "" : "; it knows \(known)"))
    }
    return [found]
  }
}
