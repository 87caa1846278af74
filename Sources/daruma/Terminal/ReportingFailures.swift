import ArgumentParser

extension AsyncParsableCommand {
  /// Runs `body`; an error becomes one line on standard error and exit code 2, and so does output that can't be written.
  /// A ``Refusal`` becomes one line and exit code 1. With `--json` either is one object on standard output too
  /// (``RefusalDocument``). Exit codes pass through.
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
    } catch let refusal as Refusal {
      Terminal.errors.line(refusal.line)
      RefusalDocument(refusal).showIfAsked()
      throw ExitStatus.finding
    } catch let error as ValidationError {
      // Usage, found late: whoever reads the command line says it.
      throw error
    } catch {
      if (error as? CommandFailure)?.isToldInJSON != true { RefusalDocument(error).showIfAsked() }
      Terminal.errors.lines(Terminal.errors.styled("error: ", .red) + "\(error)")
      throw ExitStatus.failure
    }
  }
}
