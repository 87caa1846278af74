import ArgumentParser
import DarumaActions
import DarumaCatalog
import DarumaCore
import DarumaJournal
import DarumaRuntime
import Foundation

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "What a plan would do, call by call; nothing is sent.",
    discussion: """
      Reads the journal for the application in force and its recovery points, and shows every call in the order of the \
      steps, with its parameters and region, what a repeat does, what undoes it, and how long it takes against the RTO. \
      With --file the plan of a file that is not in force yet; where there is no journal, recovery points are then left \
      open. With --check it is looked, and only looked, whether each step would succeed: what it acts on, what it needs, \
      and by IAM's simulation whether the credentials at hand may do it. Exit code 1 where something is \
      in the way: a guard, no recovery point, or a step that can't be done.
      """)

  @Argument(help: "The application.") var application: String
  @Argument(help: "The plan.") var plan: String
  @Option(help: ArgumentHelp("An application file that need not be in force.", valueName: "file")) var file: String?
  @Option(help: ArgumentHelp("As it was at this moment (RFC 3339).", valueName: "time")) var at: String?
  @Flag(help: "Asks AWS, only to read, whether each step would succeed.") var check = false
  @Flag(help: "Steps alone, without their calls.") var brief = false
  @Flag(
    name: .customLong("iam-policy"),
    help: "The IAM policy that allows what the plan calls and what the worker lists, and nothing else.")
  var policy = false
  @OptionGroup var journal: JournalOptions
  @Flag(help: "One JSON object.") var json = false

  func validate() throws {
    guard policy, check || brief || json else { return }
    throw ValidationError("--iam-policy prints the policy alone: leave out --check, --brief and --json")
  }

  func run() async throws {
    try await reportingFailures {
      let (declared, state, now) = try await read()
      let protection = state?.projection.protection ?? Protection()
      guard let run = DryRun.of(PlanName(plan), declared, protection, at: now) else {
        throw CommandFailure(
          "application \(declared.name) has no plan \(OutsideText.plain(plan)): "
            + NearMiss.remedy(plan, among: declared.plans.map(\.name.rawValue), whatIsKnown: "plan"))
      }
      if policy {
        try showPolicy(run, declared, protection)
        return
      }
      var document = PlanDocument(run, declared, state, at: now)
      if check { try await PlanInspection(run, declared).inspect(&document) }
      if json { try JSONOutput.line(document) } else { PlanText(document, isBrief: brief).show() }
      if document.hindrances > 0 || document.unmet > 0 { throw ExitStatus.finding }
    }
  }

  /// The application; what the journal knows of it, nil where there is no journal; and as of when.
  private func read() async throws -> (Application, ApplicationState?, Instant) {
    let written = try file.map(readFile)
    guard let state = try await readState(isNeeded: written == nil) else {
      return (try written ?? known(nil), nil, try moment() ?? SystemClock().now)
    }
    let name = written?.name ?? ApplicationName(application)
    let present = Moment.now(state).at
    let now = try moment() ?? present
    guard now <= present else {
      throw CommandFailure("--at \(now) has not come yet; leave it out for what would be now")
    }
    if let written { return (written, state.applications[name] ?? ApplicationState(name: name), now) }
    let found = try state.application(named: application)
    return (try known(found.catalog), found, now)
  }

  private func known(_ catalog: Application?) throws -> Application {
    guard let catalog else {
      throw CommandFailure("no file of application \(OutsideText.plain(application)) is in force; give one with --file")
    }
    return catalog
  }

  /// Nil where there is no journal, and none is needed.
  private func readState(isNeeded: Bool) async throws -> State? {
    let path = try await journal.path()
    let isNamed = isNeeded || journal.journal != nil || journal.setUp.config != nil
    guard isNamed || FileManager.default.fileExists(atPath: path) else { return nil }
    let reading = try await JournalReading.open(path)
    if let then = try moment() { return try await reading.state(at: then).state }
    return try await reading.latest(warningOn: .errors).state
  }

  private func readFile(_ path: String) throws -> Application {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) can't be read; check the path")
    }
    let reading = ApplicationFile.read([UInt8](data), file: path)
    let errors = reading.diagnostics.filter { $0.severity == .error }
    guard let found = reading.application, errors.isEmpty else {
      throw CommandFailure(
        errors.map(\.description).joined(separator: "\n") + "\n\(path) is not valid; `daruma validate` says the same")
    }
    guard found.name == ApplicationName(application) else {
      throw CommandFailure("\(path) is of application \(found.name), not of \(OutsideText.plain(application))")
    }
    return found
  }

  private func moment() throws -> Instant? {
    guard let at else { return nil }
    guard let instant = Instant(rfc3339: at) else {
      throw CommandFailure("--at \(OutsideText.plain(at)) is no RFC 3339 time; write it like 2026-11-24T03:42:00Z")
    }
    return instant
  }

  private func showPolicy(_ run: DryRun, _ declared: Application, _ protection: Protection) throws {
    if let (step, failure) = run.faults.min(by: { $0.key < $1.key }) {
      throw CommandFailure("step \(step) can't be said: \(failure)")
    }
    var calls: [PlannedCall] = []
    for item in run.items {
      calls += try ActionCatalog.calls(of: item.effect) + ActionCatalog.looks(of: item.effect)
    }
    calls.append(PermissionCheck.planned(in: declared.account, declared.regions.recovery))
    for contact in declared.contacts {
      if case .sns(let topic) = contact.channel { calls.append(PlannedCall(publishingTo: topic)) }
    }
    let listings = ListingPlan.requests(for: declared, protection)
    let policy = PolicyDocument(calls, listings)
    Terminal.output.json(try JSONOutput.pretty(policy))
    if let text = PolicyDocument.tooLong(try JSONOutput.text(policy).utf8.count) {
      Terminal.errors.line(Terminal.errors.styled("note: ", .yellow) + text)
    }
    try OutputFault.check()
  }
}
