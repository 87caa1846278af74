import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Logging

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the worker: listens, decides, asks, acts.",
    discussion: """
      Reads raw records from Kafka, or from a file of one JSON value a line with --input. Stops cleanly on SIGTERM and \
      Ctrl-C; a worker that is killed goes on from its journal. SIGHUP reads the application files anew.
      """)

  @OptionGroup var setUp: SetUpOptions

  @Option(
    help: ArgumentHelp(
      "Read raw records from this file, or - for standard input, instead of Kafka.",
      valueName: "file"))
  var input: String?

  @Flag(
    help: """
      Stop after the last record of --input and print the digests of the state. Only decides: what is intended stays \
      pending in the journal and is done by the next run without this flag.
      """)
  var exitAtEnd = false

  @Flag(
    help: """
      The host's clock is right, and was ahead before: what the journal says of times to come is forgotten, and listed \
      anew. Without it a worker whose journal is ahead of the clock does nothing.
      """)
  var trustClock = false

  @Flag(
    help: """
      Where kafka.onLostRecords is stop: go on, this once, with the earliest records that there are. What is lost when the \
      worker starts is journaled, people are told, and everything is listed anew.
      """)
  var goOnAfterLoss = false

  @Flag(help: "Print the summary as one JSON object.") var json = false

  func validate() throws {
    if exitAtEnd && input == nil {
      throw ValidationError("--exit-at-end goes with --input: a topic has no end")
    }
  }

  func run() async throws {
    try await reportingFailures {
      var configuration = try await setUp.read()
      configuration.hearing.trustsClock = trustClock
      let logger = LogSetUp.logger(level: configuration.logLevel)
      let daemon = Daemon(
        configuration: configuration, input: input, exitsAtEnd: exitAtEnd, goesOnAfterLoss: goOnAfterLoss,
        logger: logger)
      defer { LogSetUp.flush() }
      let state = try await daemon.run()
      guard exitAtEnd else { return }
      try RunSummary(state).show(json: json)
    }
  }
}

/// What is known at the end of a bounded run.
private struct RunSummary: Encodable {
  var applications: Int
  var events: Int64
  var stateDigest: StateDigest
  var projectionDigest: StateDigest
  var pendingEffects: Int

  init(_ state: State) throws {
    applications = state.applications.count
    events = state.applications.values.map(\.sequence).reduce(0, +)
    stateDigest = try StateDigest.of(state)
    projectionDigest = try StateDigest.of(state.projections)
    pendingEffects = state.pendingEffects.count
  }

  func show(json: Bool) throws {
    guard !json else { return try JSONOutput.line(self) }
    Terminal.output.line("applications       \(applications)")
    Terminal.output.line("events             \(events)")
    Terminal.output.line("pending effects    \(pendingEffects)")
    Terminal.output.line("state digest       \(stateDigest)")
    Terminal.output.line("projection digest  \(projectionDigest)")
  }
}
