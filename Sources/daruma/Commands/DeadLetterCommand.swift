import ArgumentParser
import DarumaCore
import DarumaRuntime

struct DeadLetterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead-letter", abstract: "What could not be handled: shown, and put back once it can be.",
    subcommands: [List.self, Show.self, Replay.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The dead letters, with their reasons.",
      discussion: """
        Of the dead-letter topic, and of the file that keeps those which the topic does not take. A record that was put back \
        and could not be handled again is shown once.
        """)

    /// Lines that are shown; the rest is counted.
    private static let most = 1_000

    @Option(help: "Only those with this code, such as unknown-detail-type.") var code: String?
    @OptionGroup var setUp: SetUpOptions
    @Flag(help: "One JSON object a letter, all of them.") var json = false

    func run() async throws {
      try await reportingFailures {
        var count = 0
        var codes: [String: Int] = [:]
        let failure = try await DeadLetterShelf(try await setUp.read()).newest { entry in
          guard code == nil || code == entry.letter.code else { return }
          count += 1
          codes[entry.letter.code, default: 0] += 1
          if json { return try JSONOutput.line(DeadLetterDocument(entry)) }
          if count <= Self.most { Terminal.output.line(text(entry)) }
        }
        if let failure, json { throw failure }
        guard !json else { return }
        if count > Self.most { Terminal.output.line("... and \(count - Self.most) more; --json shows all") }
        let parts = codes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
        Terminal.errors.line(count == 0 ? "no dead letters" : "\(count) dead letters: " + parts.joined(separator: ", "))
        if let failure { throw failure }
      }
    }

    private func text(_ entry: DeadLetterShelf.Entry) -> String {
      let letter = entry.letter
      let mark = entry.isKept ? Terminal.output.styled(entry.refused == nil ? " kept" : " refused", .yellow) : ""
      return
        "\(letter.at)  \(entry.id)  \(letter.code)\(mark)  \(OutsideText.plain(letter.reason, upTo: 160))"
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "One dead letter: where it came from, all its reasons, and the record.")

    @Argument(help: "As `dead-letter list` names it: TOPIC/PARTITION/OFFSET.") var id: String
    @OptionGroup var setUp: SetUpOptions
    @Flag(help: "The record's own bytes and nothing else, for a file or a pipe.") var raw = false
    @Flag(help: "One JSON object; the record as text, or in Base64 where it is none.") var json = false

    func validate() throws {
      guard !raw || !json else {
        throw ValidationError("--raw gives the record's bytes, --json an object: say one of them")
      }
    }

    func run() async throws {
      try await reportingFailures {
        let entry = try await DeadLetterShelf(try await setUp.read()).letter(id)
        if raw { return try Terminal.output.raw(entry.letter.bytes) }
        if json { return try JSONOutput.line(DeadLetterDocument(entry, withRecord: true)) }
        let output = Terminal.output
        output.line(output.styled(entry.id, .bold) + "  \(entry.letter.code), \(entry.letter.at)")
        output.line("  why: \(entry.letter.reason)")
        if let refused = entry.refused { output.line("  the topic refuses it: \(refused)") }
        if let key = entry.letter.key { output.line("  key: \(String(decoding: key, as: UTF8.self))") }
        for header in entry.letter.headers {
          let value = String(decoding: header.value, as: UTF8.self)
          output.line("  header \(header.name): \(value)")
        }
        output.line("  record, \(entry.letter.bytes.count) bytes:")
        output.line(String(decoding: entry.letter.bytes, as: UTF8.self))
      }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay", abstract: "Puts records back into the topics that they came from.",
      discussion: """
        As they were, with the header daruma-replayed. Facts may come twice and in any order, so nothing is harmed by it. \
        What still can't be handled becomes a dead letter again, in place of the one before.
        """)

    @Argument(help: "As `dead-letter list` names them.") var ids: [String] = []
    @Flag(help: "All of them, or all with --code.") var all = false
    @Option(help: "With --all: only those with this code.") var code: String?
    @Option(help: "Where they go, instead of the topic that they came from.") var topic: String?
    @OptionGroup var setUp: SetUpOptions
    @Flag(help: "As JSON.") var json = false

    func validate() throws {
      guard ids.isEmpty == all else { throw ValidationError("name dead letters, or say --all") }
      guard code == nil || all else { throw ValidationError("--code goes with --all") }
    }

    func run() async throws {
      try await reportingFailures {
        let shelf = DeadLetterShelf(try await setUp.read())
        var found: [String: DeadLetterShelf.Entry] = [:]
        var order: [String] = []
        let failure = try await shelf.newest { entry in
          let isWanted = all ? code == nil || code == entry.letter.code : ids.contains(entry.id)
          guard isWanted else { return }
          if found[entry.id] == nil { order.append(entry.id) }
          found[entry.id] = entry
        }
        for id in ids where found[id] == nil {
          throw failure ?? CommandFailure("there is no dead letter \(id); nothing was put back")
        }
        if all, let failure { throw failure }
        let count = try await shelf.replay(order.compactMap { found[$0] }, to: topic)
        if json { return try JSONOutput.line(["replayed": count]) }
        Terminal.output.line("\(count) put back")
      }
    }
  }
}
