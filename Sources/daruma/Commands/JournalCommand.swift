import ArgumentParser
import DarumaCore
import DarumaJournal
import Foundation

struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "The journal as evidence.",
    subcommands: [Verify.self, Export.self, Tail.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks that nothing was altered, dropped or reordered.",
      discussion: "Exit code 1 if it was; each place is named by its commit.")

    @OptionGroup var journal: JournalOptions
    @Flag(help: "Print one JSON object.") var json = false

    func run() async throws {
      try await reportingFailures {
        let reading = try await JournalReading.open(try await journal.path())
        let report = try await JournalVerification.run(
          State.self, reading.reader.records, snapshots: reading.reader.snapshots)
        if json { try JSONOutput.line(VerificationDocument(report)) } else { show(report) }
        if !report.isIntact { throw ExitStatus.finding }
      }
    }

    private func show(_ report: VerificationReport) {
      let out = Terminal.output
      for finding in report.findings { out.line(out.styled("\(finding)", .red)) }
      if report.unlistedFindings > 0 { out.line("and \(report.unlistedFindings) more") }
      for void in report.voids {
        out.line(out.styled("void record at offset \(void.offset): \(void.reason)", .dim))
      }
      let counts =
        "\(report.counts.commits) commits, \(report.counts.claims) claims, \(report.counts.voids) void records"
      out.line(
        report.isIntact
          ? out.styled("intact", .green) + ": \(counts); newest commit \(report.newest), head \(report.head)"
          : out.styled("not intact", .red) + ": \(counts)")
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Writes the journal as NDJSON: one record a line, with its hash.")

    @OptionGroup var journal: JournalOptions

    func run() async throws {
      try await reportingFailures {
        let reading = try await JournalReading.open(try await journal.path())
        var export = JournalExport(reading.reader.records)
        while let lines = try await export.next() {
          try FileHandle.standardOutput.write(contentsOf: Data(lines))
        }
      }
    }
  }

  struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tail", abstract: "Shows what is decided, as it happens. Ctrl-C ends it.")

    @OptionGroup var journal: JournalOptions
    @Flag(help: "Begin with the first commit.") var fromStart = false
    @Flag(help: "Stop at the end instead of waiting for more.") var once = false
    @Flag(help: "One JSON object an event.") var json = false

    func run() async throws {
      try await reportingFailures {
        let reading = try await JournalReading.open(try await journal.path())
        let follower = JournalFollower(
          JournalFold<State>(partition: reading.reader.records.partition), source: reading.reader.records)
        if !fromStart { try await follower.catchUp(within: .seconds(10)) }
        while true {
          let entries = try await follower.advance(wait: once ? .zero : .seconds(1))
          if once && entries.isEmpty { return }
          for case .valid(let commit) in entries.map(\.verdict) { try show(commit) }
        }
      }
    }

    private func show(_ commit: Commit) throws {
      for event in commit.events {
        if json {
          try JSONOutput.line(TailLine(commit: commit.number, event: event))
        } else {
          let out = Terminal.output
          out.line(
            out.styled("\(event.at) \(commit.number)", .dim) + "  \(event.application)  \(event.sentence)")
        }
      }
    }

    private struct TailLine: Encodable {
      var commit: Int64
      var event: Event
    }
  }
}

/// What `daruma journal verify --json` says.
private struct VerificationDocument: Encodable {
  struct Void: Encodable {
    var offset: Int64
    var commit: Int64?
    var reason: String
  }

  var intact: Bool
  var commits: Int64
  var claims: Int64
  var newest: Int64
  var head: RecordHash
  var stateDigest: StateDigest?
  var findings: [VerificationFinding]
  var unlistedFindings: Int
  var voids: [Void]

  init(_ report: VerificationReport) {
    intact = report.isIntact
    commits = report.counts.commits
    claims = report.counts.claims
    newest = report.newest
    head = report.head
    stateDigest = report.digest
    findings = report.findings
    unlistedFindings = report.unlistedFindings
    voids = report.voids.map { Void(offset: $0.offset, commit: $0.commit, reason: "\($0.reason)") }
  }
}
