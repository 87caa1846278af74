import ArgumentParser
import DarumaCore
import DarumaJournal
import DarumaRuntime

struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "The journal as evidence.",
    subcommands: [Verify.self, Accept.self, Export.self, Tail.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Checks that nothing was altered, dropped or reordered.",
      discussion: """
        Exit code 1 if it was; each place is named by its commit. The journal is also held against the head that the \
        worker keeps beside it (FILE.head).
        """)

    @Argument(
      help: ArgumentHelp(
        "A journal, or an exported one (NDJSON), also on a medium that can't be written to; instead of --journal.",
        valueName: "file"))
    var file: String?
    @OptionGroup var journal: JournalOptions
    @Option(
      help: ArgumentHelp(
        "The chain has to go through this head: one that was written down elsewhere.", valueName: "hash"))
    var expectHead: String?
    @Flag(help: "Print one JSON object.") var json = false

    func validate() throws {
      guard let expectHead else { return }
      let digits = Set("0123456789abcdef")
      guard expectHead.count == 64, expectHead.allSatisfy(digits.contains) else {
        throw ValidationError("--expect-head is a head as verify prints it: 64 hexadecimal digits")
      }
    }

    private func verify() async throws -> VerificationReport {
      let head = expectHead.map { RecordHash($0) }
      let path = if let file { file } else { try await journal.path() }
      guard ExportedJournal.isOne(path) else { return try await JournalReading.open(path).verify(expecting: head) }
      return try await JournalVerification.run(
        State.self, try ExportedJournal(path), snapshots: nil,
        expecting: head.map { [$0: "--expect-head"] } ?? [:])
    }

    func run() async throws {
      try await reportingFailures {
        let report: VerificationReport
        do { report = try await verify() } catch let flaw as LogError where flaw.code == .corrupted {
          // It can't even be read as what it claims to be: altered, too.
          if json {
            try JSONOutput.line(Unreadable(flaw: flaw.message))
          } else {
            Terminal.output.line(Terminal.output.styled("not intact", .red) + ": \(flaw.message)")
          }
          throw ExitStatus.finding
        }
        if json { try JSONOutput.line(VerificationDocument(report)) } else { show(report) }
        if !report.isIntact { throw ExitStatus.finding }
      }
    }

    private struct Unreadable: Encodable {
      let intact = false
      var flaw: String
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

  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept", abstract: "Goes on with a journal that is behind its head, broken, or gone.",
      discussion: """
        A worker does nothing on such a journal until a person has looked. It is journaled with your name at the next \
        start; people are told, and where users may have been moved by what is lost, nobody fails over until you say \
        from where they are served (daruma rearm). Without --by it only says what is wrong. Stop the worker first.
        """)

    @OptionGroup var journal: JournalOptions
    @Option(help: ArgumentHelp("Who says so.", valueName: "name")) var by: String?
    @Option(help: "Why, for the journal.") var comment: String?
    @Flag(help: "Print one JSON object.") var json = false

    func run() async throws {
      try await reportingFailures {
        let path = try await journal.path()
        let objection = try await WorkersTopic.objection(to: path, try await journal.setUp.read())
        guard JournalPlace(path).hasTrace || objection != nil else { throw LogError.missing(path) }
        guard let by else { return try await look(path, objection) }
        let accepted = try await JournalAccepting.run(
          State.self, path, by: by, comment: comment, at: SystemClock().now, objection: objection)
        if json { return try JSONOutput.line(Answer(accepted: accepted != nil, reason: accepted?.reason)) }
        guard let accepted else { return Terminal.output.line("the journal is what it was; nothing is to be accepted") }
        Terminal.output.line("accepted: \(accepted.reason)")
        Terminal.output.line(
          accepted.usersMayHaveMoved
            ? "Users may have been moved by what is lost: say from where they are served with daruma rearm."
            : "No users were moved by what is lost.")
        Terminal.output.line("It is journaled when the worker starts.")
      }
    }

    private func look(_ path: String, _ objection: JournalAccepting.Objection?) async throws {
      let place = JournalPlace(path)
      let reader = place.isFilled ? try await SQLiteJournalReader.openForOwner(at: path) : nil
      let doubt = try await JournalStanding.doubt(reader?.records, place)
      let reasons = [doubt?.message, objection?.words].compactMap(\.self)
      if json {
        try JSONOutput.line(Answer(accepted: false, reason: reasons.isEmpty ? nil : reasons.joined(separator: "; ")))
      } else {
        let words = [doubt.map { "\($0)" }, objection?.words].compactMap(\.self)
        Terminal.output.line(
          words.isEmpty ? "the journal is what it was; nothing is to be accepted" : words.joined(separator: "\n"))
      }
      if !reasons.isEmpty { throw ExitStatus.finding }
    }

    private struct Answer: Encodable {
      var accepted: Bool
      var reason: String?
    }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Writes the journal as NDJSON: one record a line, with its hash.",
      discussion:
        "Each line is a JSON object already: its bytes are what the hashes are of, so there is no other form of it.")

    @OptionGroup var journal: JournalOptions
    @Flag(help: "As JSON, which it is in any case.") var json = false

    func run() async throws {
      try await reportingFailures {
        let reading = try await JournalReading.open(try await journal.path())
        var export = JournalExport(reading.reader.records)
        while let lines = try await export.next() {
          try Terminal.output.raw(Array(lines))
        }
      }
    }
  }

  struct Tail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "tail", abstract: "Shows what is decided, as it happens. Ctrl-C ends it.",
      discussion:
        "Times are of the zone of TZ, or of the application file where there is one; with --json they are UTC.")

    @OptionGroup var journal: JournalOptions
    @Flag(help: "Begin with the first commit.") var fromStart = false
    @Flag(help: "Stop at the end instead of waiting for more.") var once = false
    @Flag(help: "One JSON object an event.") var json = false

    func run() async throws {
      try await reportingFailures {
        let reading = try await JournalReading.open(try await journal.path())
        let follower = JournalFollower(
          JournalFold<State>(partition: reading.reader.records.partition), source: reading.reader.records)
        var out = Terminal.output
        if !json {
          let state = try await reading.latest().state
          let times = LocalTimes(state.onlyFile)
          out.times = times
          out.line(out.styled("times are those of \(times.name(at: Moment.now(state).at))", .dim))
        }
        if !fromStart { try await follower.catchUp(within: .seconds(10)) }
        while true {
          let entries = try await follower.advance(wait: once ? .zero : .seconds(1))
          if once && entries.isEmpty { return }
          for case .valid(let commit) in entries.map(\.verdict) { try show(commit, on: out) }
          try OutputFault.check()
        }
      }
    }

    private func show(_ commit: Commit, on out: Terminal) throws {
      for event in commit.events {
        if json {
          try JSONOutput.line(try PrintedEvent(event, commit: commit.number))
        } else {
          out.line(
            out.styled("\(event.at) \(commit.number)", .dim) + "  \(event.application)  \(event.sentence)")
        }
      }
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
