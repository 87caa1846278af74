import ArgumentParser
import DarumaCore
import Foundation

/// Who sends a command, how it is signed, and how long its answer is waited for.
struct SenderOptions: ParsableArguments {
  /// Where the key stands that signs, if no option says it.
  static let keyVariable = "DARUMA_OPERATOR_KEY"

  @Option(help: "Who you are; journaled with the command.") var by: String
  @Option(help: "In which role, such as management.") var role: String?
  @Option(help: "Why; journaled with the command.") var comment: String?
  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "Your private key, which signs the command (`daruma operator new-key`); DARUMA_OPERATOR_KEY without it.",
      valueName: "file"))
  var keyFile: String?
  @Option(help: ArgumentHelp("How long to wait for the worker's answer; 0 does not wait.", valueName: "time"))
  var wait: String = "30s"
  @Option(help: ArgumentHelp("For how long the command counts, where that is less than 5m.", valueName: "time"))
  var validFor: String?
  @Flag(help: "Print the answer as JSON.") var json = false

  func validate() throws {
    for (option, text) in [("--by", by), ("--role", role), ("--comment", comment)] {
      try SentText.check(option, text, isProse: option == "--comment")
      guard let text, text.allSatisfy(\.isWhitespace) else { continue }
      throw ValidationError("\(option) is empty; it is journaled, so say \(option == "--comment" ? "why" : "who")")
    }
    _ = try patience()
    _ = try validity()
  }

  var key: String? { keyFile ?? ProcessInfo.processInfo.environment[Self.keyVariable] }

  /// Nil: the answer is not waited for.
  func patience() throws -> Span? {
    if wait == "0" { return nil }
    guard let span = Span(written: wait), span > .zero, span <= .hours(1) else {
      throw ValidationError("--wait \(wait) is no length of time up to 1h; write it as 30s, or 0 not to wait")
    }
    return span
  }

  func validity() throws -> Span? {
    guard let validFor else { return nil }
    guard let span = Span(written: validFor), span > .zero, span <= CommandValidity.longest else {
      throw ValidationError("--valid-for \(validFor) is no length of time up to 5m; write it as 1m or 90s")
    }
    return span
  }

  func command(_ command: CommandGiven.Command, _ application: String) -> CommandGiven {
    CommandGiven(
      command: command, application: ApplicationName(application), by: by, role: role.map(Role.init(_:)),
      comment: comment)
  }
}
