import ArgumentParser

/// How the program ends that has no answer: with help, a version, or what is wrong with the command line.
enum Leaving {
  /// Writes what is to be said, help to standard output and everything else to standard error.
  ///
  /// - Returns: The exit code; that of a failure where the help could not be written.
  static func code(for error: any Error) -> Int32 {
    let code = Daruma.exitCode(for: error)
    let text = Daruma.fullMessage(for: error)
    guard !text.isEmpty else { return code.rawValue }
    guard code == .success else {
      Terminal.errors.lines(text)
      RefusalDocument(code: RefusalDocument.usage, message: Daruma.message(for: error)).showIfAsked()
      return code.rawValue
    }
    Terminal.output.lines(text)
    do { try OutputFault.check() } catch {
      Terminal.errors.lines(Terminal.errors.styled("error: ", .red) + "\(error)")
      return ExitStatus.failure.rawValue
    }
    return code.rawValue
  }
}
