import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Recovery points, exposure against the RPO, triggers, executions: now or then.",
    discussion: """
      Reads the journal; a worker may run on it meanwhile. First whether one does, and what it has heard. Of several \
      applications one line each; of one, or of the one that is named, everything. Of each resource: the data that would \
      be lost now, the recovery points and whether an event or a listing told of them, and what is not as the application \
      file asks. Times are of the zone that TZ names, or else the application file.
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
      let path = try await journal.path()
      let reading = try await JournalReading.open(path)
      let then = try moment()
      let state = try await (then == nil ? reading.latest(warningOn: .errors) : reading.state(at: then ?? .distantPast))
        .state
      let (now, ahead) = then.map { ($0, nil) } ?? Moment.now(state)
      if let then, then > Moment.now(state).at {
        throw CommandFailure("--at \(then) has not come yet; leave it out for what is so now")
      }
      // Of a moment that has passed nobody knows it.
      let worker = then == nil ? WorkerStatus.read(path, state, at: SystemClock().now) : nil
      let waiting = worker == nil ? [] : WaitingObserver.read(JournalPlace(path))
      let documents = try choose(state).map { ($0, StatusDocument($0, worker, waiting: waiting, at: now)) }
        .filter { !breached || StatusLine($0.1).isBreached }
      if json {
        for (_, document) in documents { try JSONOutput.line(document) }
        if documents.isEmpty, !breached, let worker { try JSONOutput.line(WorkerDocument(worker: worker)) }
      } else {
        show(documents, worker, at: now, ahead: ahead)
      }
      guard application == nil, !breached else { return }
      if !json {
        StatusText(at: now, times: nil).show(state.unowned)
      } else if !state.unowned.isEmpty {
        try JSONOutput.line(UnownedDocument(unowned: state.unowned))
      }
    }
  }

  /// The worker first: whatever is said below it is worth what it has heard.
  private func show(
    _ documents: [(ApplicationState, StatusDocument)], _ worker: WorkerStatus?, at now: Instant, ahead: Span?
  ) {
    let isOverview = application == nil && documents.count > 1 && !points
    let times = LocalTimes(documents.count == 1 ? documents.first?.0.catalog : nil)
    let text = StatusText(at: now, times: times)
    if let worker { text.show(worker) }
    text.showHead(documents.map(\.1))
    text.showTimes(ahead: ahead)
    for (state, document) in documents {
      if isOverview {
        StatusLine(document, times: times).show()
      } else {
        text.show(state, document, points: points)
      }
    }
    if documents.isEmpty {
      Terminal.output.line(breached ? "no application is breached" : "the journal holds no application")
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
