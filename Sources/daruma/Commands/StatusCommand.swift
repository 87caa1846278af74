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
  @Flag(help: "Only applications that need a person, with worker and journal as ever.")
  var breached = false
  @Flag(help: "Show each recovery point.") var points = false
  @Flag(help: "One JSON object an application, with each recovery point.") var json = false

  func run() async throws {
    try await reportingFailures {
      let path = try await journal.path()
      let reading = try await JournalReading.open(path)
      let then = try moment()
      let (fold, doubt) = try await read(reading, at: then)
      let state = fold.state
      let (now, ahead) = then.map { ($0, nil) } ?? Moment.now(state)
      if let then, then > Moment.now(state).at {
        throw CommandFailure("--at \(then) has not come yet; leave it out for what is so now")
      }
      // Of a moment that has passed nobody knows it.
      let worker = then == nil ? WorkerStatus.read(path, state, doubt, at: SystemClock().now) : nil
      let waiting = worker == nil ? [] : WaitingObserver.read(JournalPlace(path))
      let all = try choose(state).map { ($0, StatusDocument($0, worker, waiting: waiting, at: now)) }
      let documents = all.filter { !breached || !$0.1.needsPerson.isEmpty }
      if json {
        for (_, document) in documents { try JSONOutput.line(document) }
        if documents.isEmpty, let worker, !breached || !worker.isWell {
          try JSONOutput.line(WorkerDocument(worker: worker))
        }
      } else {
        show(documents, of: all.map(\.1), worker, at: now, ahead: ahead)
      }
      guard application == nil, !breached else { return }
      if !json {
        StatusText(at: now, times: nil).show(state.unowned)
      } else if !state.unowned.isEmpty {
        try JSONOutput.line(UnownedDocument(unowned: state.unowned))
      }
    }
  }

  /// The state, and why it may not be the newest. People are warned of that before anything else.
  private func read(_ reading: JournalReading, at then: Instant?) async throws -> (JournalFold<State>, String?) {
    if let then { return (try await reading.state(at: then), nil) }
    let (fold, doubt) = try await reading.latestAndDoubt()
    if let doubt { Terminal.errors.line(Terminal.errors.styled("warning: \(doubt)", .red)) }
    return (fold, doubt)
  }

  /// The worker first: whatever is said below it is worth what it has heard. What stands at the head is of all
  /// applications, whichever of them are shown.
  private func show(
    _ documents: [(ApplicationState, StatusDocument)], of all: [StatusDocument], _ worker: WorkerStatus?,
    at now: Instant, ahead: Span?
  ) {
    let isOverview = application == nil && documents.count > 1 && !points
    let times = LocalTimes(documents.count == 1 ? documents.first?.0.catalog : nil)
    let text = StatusText(at: now, times: times)
    if let worker { text.show(worker) }
    text.showHead(all)
    text.showTimes(ahead: ahead)
    for (state, document) in documents {
      if isOverview {
        StatusLine(document, times: times).show()
      } else {
        text.show(state, document, points: points)
      }
    }
    if documents.isEmpty { Terminal.output.line(empty(all, worker)) }
  }

  /// What is said where no application is shown.
  private func empty(_ all: [StatusDocument], _ worker: WorkerStatus?) -> String {
    if all.isEmpty { return "the journal holds no application" }
    guard worker?.isWell ?? true else {
      return "no application needs a person by what the journal knows; what is said above does"
    }
    return "no application needs a person"
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
    return [try state.application(named: application)]
  }
}
