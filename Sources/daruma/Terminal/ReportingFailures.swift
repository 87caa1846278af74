import ArgumentParser

extension AsyncParsableCommand {
  /// Runs `body`; an error becomes one line on standard error and exit code 2, and so does output that can't be written.
  /// Exit codes pass through.
  func reportingFailures(_ body: () async throws -> Void) async throws {
    do {
      do {
        try await body()
      } catch let code as ExitCode {
        // Half an answer is none, whatever it would have been.
        try OutputFault.check()
        throw code
      }
      try OutputFault.check()
    } catch let code as ExitCode {
      throw code
    } catch is CancellationError {
      throw ExitCode(130)
    } catch {
      Terminal.errors.lines(Terminal.errors.styled("error: ", .red) + "\(error)")
      throw ExitStatus.failure
    }
  }
}
