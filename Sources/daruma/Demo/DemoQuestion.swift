import DarumaRuntime
import Glibc

/// Asks the person who sits there, and does not wait for ever.
enum DemoQuestion {
  enum Answer: Sendable { case yes, no, nobody }

  /// How long an answer is waited for, in real time.
  static let patience: Duration = .seconds(60)
  private static let look: Duration = .milliseconds(100)

  /// - Throws: `CancellationError`.
  static func ask(on terminal: Terminal) async throws -> Answer {
    terminal.line(
      terminal.styled(
        "  Approve? Type yes, or anything else to deny (\(patience.components.seconds) s):", .bold))
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
      try Task.checkCancellation()
      var asked = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      // A terminal gives whole lines, so that reading does not block once there is something.
      if poll(&asked, 1, 0) > 0 { return readLine().map(said) ?? .nobody }
      try await RealTime.pass(look)
    }
    return .nobody
  }

  private static func said(_ line: String) -> Answer { ["y", "yes"].contains(line.lowercased()) ? .yes : .no }
}
