import DarumaJournal

/// Why a command was refused or could not be done, for programs: with `--json` one object on standard output,
/// `{"error": {"code": …, "message": …, "remedy": …}}`. The words for people stay on standard error.
struct RefusalDocument: Encodable {
  struct Reason: Encodable {
    /// Stable, without dynamic parts: `usage`, `rejected`, `failed`, or a journal's own, such as `log.missing`.
    var code: String
    var message: String
    /// What can be done about it; missing where the message says it.
    var remedy: String?
  }

  static let usage = "usage"
  static let rejected = "rejected"
  static let failed = "failed"

  var error: Reason

  init(code: String, message: String, remedy: String? = nil) {
    error = Reason(code: code, message: message, remedy: remedy)
  }

  init(_ error: any Error) {
    self =
      switch error {
      case let error as LogError:
        RefusalDocument(code: "log.\(error.code.rawValue)", message: error.message, remedy: error.remedy)
      case let error as JournalError:
        RefusalDocument(code: error.code, message: error.message, remedy: error.remedy)
      case let refusal as Refusal:
        RefusalDocument(code: Self.rejected, message: refusal.message, remedy: refusal.remedy)
      default: RefusalDocument(code: Self.failed, message: "\(error)")
      }
  }

  /// Where `--json` was said. Output that can't be written is told by whoever ends the command.
  func showIfAsked() {
    guard Self.isAsked, let line = try? JSONOutput.text(self) else { return }
    Terminal.output.json(line)
  }

  /// From the command line as it was typed: it may be wrong in itself.
  private static var isAsked: Bool {
    CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
  }
}

/// The answer is no, and nothing was done: one line on standard error, and exit code 1.
struct Refusal: Error {
  /// How it begins for people; nil: with the message.
  var word: String?
  var message: String
  var remedy: String?

  /// For people.
  var line: String {
    let text = message + (remedy.map { "; \($0)" } ?? "")
    return word.map { Terminal.errors.styled($0, .red) + ": " + text } ?? text
  }
}
