import ArgumentParser
import DarumaCore
import DarumaJournal

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Rebuilds the state from the journal, and acts on nothing.",
    discussion: "With --verify also from every snapshot, and the chain is checked; exit code 1 if anything differs.")

  @OptionGroup var journal: JournalOptions
  @Option(help: "Stop after this commit number, or before the first commit after this time (RFC 3339).")
  var until: String?
  @Flag(help: "Also rebuild from every snapshot, and compare the digests.") var verify = false
  @Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    try await reportingFailures {
      let reading = try await JournalReading.open(try await journal.path())
      let end = try replayEnd()
      let full = try await Replay.fromFirstCommit(State.self, reading.reader.records, until: end)
      var summary = try Summary(full)
      if verify {
        summary.snapshots = try await compare(reading, full, end)
        let report = try await reading.verify()
        summary.isIntact = report.isIntact
        summary.findings = report.findings.map(\.description)
      }
      if json { try JSONOutput.line(summary) } else { summary.show() }
      if summary.isIntact == false || summary.snapshots?.contains(where: { !$0.agrees }) == true {
        throw ExitStatus.finding
      }
    }
  }

  private func replayEnd() throws -> ReplayEnd {
    guard let until else { return .endOfLog }
    if let number = Int64(until) { return .number(number) }
    if let instant = Instant(rfc3339: until) { return .time(instant) }
    throw CommandFailure("--until \(until) is neither a commit number nor an RFC 3339 time")
  }

  private func compare(
    _ reading: JournalReading, _ full: ReplayResult<State>, _ end: ReplayEnd
  ) async throws -> [Summary.Compared] {
    var compared: [Summary.Compared] = []
    var before: Int64?
    while let snapshot = try await reading.reader.snapshots.newest(before: before) {
      before = snapshot.number
      guard snapshot.number <= full.fold.arbiter.number else { continue }
      switch try await Replay.fromSnapshot(snapshot, State.self, reading.reader.records, until: end) {
      case .success(let result):
        let digest = try result.digest()
        compared.append(
          Summary.Compared(commit: snapshot.number, digest: digest, agrees: digest == (try full.digest())))
      case .failure(let flaw):
        compared.append(Summary.Compared(commit: snapshot.number, flaw: "\(flaw)", agrees: false))
      }
    }
    return compared
  }

  struct Summary: Encodable {
    struct Compared: Encodable {
      var commit: Int64
      var digest: StateDigest?
      var flaw: String?
      var agrees: Bool
    }

    var commits: Int64
    var events: Int64
    var voids: Int64
    var eventsPerSecond: Int64
    var stateDigest: StateDigest
    var projectionDigest: StateDigest
    var head: RecordHash
    var snapshots: [Compared]?
    /// Of the whole journal; nil where that was not asked.
    var isIntact: Bool?
    var findings: [String]?

    init(_ result: ReplayResult<State>) throws {
      commits = result.counts.commits
      events = result.counts.events
      voids = result.counts.voids
      eventsPerSecond = Int64(result.eventsPerSecond)
      stateDigest = try result.digest()
      projectionDigest = try StateDigest.of(result.state.projections)
      head = result.fold.arbiter.head
    }

    func show() {
      let out = Terminal.output
      out.line("commits            \(commits)")
      out.line("events             \(events), \(eventsPerSecond) a second")
      if voids > 0 { out.line("void records       \(voids)") }
      out.line("state digest       \(stateDigest)")
      out.line("projection digest  \(projectionDigest)")
      out.line("head               \(head)")
      for compared in snapshots ?? [] {
        let verdict =
          compared.agrees
          ? out.styled("agrees", .green)
          : out.styled("differs" + (compared.flaw.map { ": \($0)" } ?? ""), .red)
        out.line("snapshot at \(compared.commit)  \(verdict)")
      }
      for finding in findings ?? [] { out.line(out.styled("\(finding)", .red)) }
      if isIntact == false { out.line(out.styled("the journal is not intact", .red) + ": daruma journal verify") }
      if snapshots?.isEmpty == true { out.line("no snapshots to compare with") }
    }
  }
}
