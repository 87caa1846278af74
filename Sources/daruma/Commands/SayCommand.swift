import ArgumentParser
import DarumaCore
import DarumaRuntime

struct SayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "say", abstract: "Says that something is so, which no source tells.",
    discussion: """
      Conditions of the application file ask for it (`said: provider-expects-4h`): what a person knows and no event says, \
      such as how long the provider expects a fault to last. It counts until it expires, or is taken back.
      """)

  @Argument(help: "The application.") var application: String
  @Argument(help: "What is so, as the application file names it.") var fact: String
  @Option(name: .customLong("for"), help: ArgumentHelp("How long it counts, such as 4h.", valueName: "time"))
  var duration: String?
  @Flag(help: "Take it back.") var withdraw = false
  @OptionGroup var sender: SenderOptions
  @OptionGroup var setUp: SetUpOptions

  func validate() throws {
    guard (duration == nil) == withdraw else {
      throw ValidationError("say how long it counts with --for 4h, or take it back with --withdraw")
    }
    if let duration { _ = try Self.span(duration) }
  }

  func run() async throws {
    try await reportingFailures {
      var command = sender.command(.say, application)
      command.fact = WordName(fact)
      command.until = try duration.map { SystemClock().now + (try Self.span($0)) }
      try await ControlTopic.send(command, setUp, sender)
    }
  }

  private static func span(_ text: String) throws -> Span {
    guard let span = Span(written: text), span > .zero, span <= Word.longest else {
      throw ValidationError("--for \(text) is no length of time from 1ms to \(Word.longest); write it as 4h or 30m")
    }
    return span
  }
}
