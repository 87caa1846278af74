import ArgumentParser

/// What the program's exit code says. Stable: scripts rely on it.
enum ExitStatus {
  /// The answer is no: not valid, not verified, not understood, rejected.
  static let finding = ExitCode(1)
  /// It could not be done: a file is missing, a broker does not answer, another process owns the journal.
  static let failure = ExitCode(2)
}

/// Why a command could not be done: one line on standard error, and exit code 2.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  /// Whether standard output says it as JSON already.
  let isToldInJSON: Bool

  init(_ description: String, isToldInJSON: Bool = false) {
    self.description = description
    self.isToldInJSON = isToldInJSON
  }
}
