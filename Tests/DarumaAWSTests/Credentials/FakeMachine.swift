import DarumaCore
import Synchronization

@testable import DarumaAWS

/// Environment, files and clock that a test sets.
final class FakeMachine: Sendable {
  static let start = Instant(milliseconds: 1_800_000_000_000)

  private struct State {
    var variables: [String: String]
    var files: [String: CredentialSurroundings.FileContent] = [:]
    var now = FakeMachine.start
    var programs: [[String]] = []
    var printed = CredentialSurroundings.ProgramOutcome.failed(reason: "no such program")
    var pauses: [Duration] = []
  }

  private let state: Mutex<State>

  init(_ variables: [String: String] = [:], files: [String: String] = [:]) {
    state = Mutex(State(variables: variables, files: files.mapValues { .text($0) }))
  }

  var surroundings: CredentialSurroundings {
    CredentialSurroundings(
      variables: state.withLock { $0.variables },
      readFile: { path in self.state.withLock { $0.files[path] ?? .missing } },
      now: { self.now },
      runProgram: { words in
        self.state.withLock { state in
          state.programs.append(words)
          return state.printed
        }
      },
      pause: { pause in self.state.withLock { $0.pauses.append(pause) } })
  }

  var now: Instant { state.withLock { $0.now } }

  /// The programs that were run.
  var programs: [[String]] { state.withLock { $0.programs } }
  /// The pauses that were made.
  var pauses: [Duration] { state.withLock { $0.pauses } }

  /// What every program prints from now on.
  func print(_ outcome: CredentialSurroundings.ProgramOutcome) { state.withLock { $0.printed = outcome } }

  func advance(_ span: Span) { state.withLock { $0.now = $0.now + span } }

  func write(_ path: String, _ content: CredentialSurroundings.FileContent) {
    state.withLock { $0.files[path] = content }
  }
}
