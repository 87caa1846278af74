import ArgumentParser
import DarumaCore
import DarumaFeeds
import DarumaJournal
import DarumaRuntime

struct DecodeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Turns raw events into signals, one JSON object a line.",
    discussion: """
      Reads one JSON value a line from a file or standard input. What can't be decoded goes to standard error with its \
      line and the reason, and makes exit code 1; what says nothing about recovery is counted.
      """)

  @Argument(help: "File of raw events; - is standard input.") var file = "-"
  @Option(
    help: ArgumentHelp(
      "Read this feed alone.", discussion: Feed.allCases.map(\.rawValue).joined(separator: ", ")))
  var feed: String?
  @Flag(help: "Say on standard error which rule made each signal, and what was ignored and why.")
  var explain = false
  @Flag(help: "Findings on standard error as JSON.") var json = false

  func run() async throws {
    try await reportingFailures {
      let decoder = FeedDecoder(only: try chosenFeed())
      let source = try LineSource(path: file, positions: InputPositions(), clock: SystemClock())
      var refused = 0
      var ignored = 0
      while let batch = try await source.next() {
        for record in batch.records {
          let decoded = decoder.decode(record.raw)
          for signal in decoded.signals { try JSONOutput.line(signal) }
          try tell(decoded, record.raw.origin)
          refused += decoded.problems.count
          ignored += decoded.ignored.map(\.count).reduce(0, +)
        }
      }
      if refused > 0 || ignored > 0 {
        Terminal.errors.line("not decoded: \(refused), ignored: \(ignored)")
      }
      if refused > 0 { throw ExitStatus.finding }
    }
  }

  private func chosenFeed() throws -> Feed? {
    guard let feed else { return nil }
    guard let known = Feed(rawValue: feed) else {
      throw CommandFailure(
        "there is no feed \u{201C}\(feed)\u{201D}; one of "
          + Feed.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return known
  }

  private func tell(_ decoded: Decoded, _ origin: Origin) throws {
    for problem in decoded.problems {
      let finding = Finding(
        origin: origin.description, code: problem.code.rawValue, place: problem.place, reason: problem.reason,
        remedy: problem.remedy)
      try tell(finding, as: "\(origin): \(problem) [\(problem.code.rawValue)]", .red)
    }
    guard explain else { return }
    for (signal, rule) in zip(decoded.signals, decoded.rules) {
      Terminal.errors.line("\(origin): \(signal.id): \(rule.sentence)")
    }
    for ignored in decoded.ignored { Terminal.errors.line("\(origin): ignored: \(ignored.reason)") }
  }

  private func tell(_ finding: Finding, as text: String, _ style: Terminal.Style) throws {
    if json {
      Terminal.errors.json(try JSONOutput.text(finding))
    } else {
      Terminal.errors.line(Terminal.errors.styled(text, style))
    }
  }

  private struct Finding: Encodable {
    var origin: String
    var code: String
    var place: String
    var reason: String
    var remedy: String
  }
}
