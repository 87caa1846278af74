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
  }

  private let state: Mutex<State>

  init(_ variables: [String: String] = [:], files: [String: String] = [:]) {
    state = Mutex(State(variables: variables, files: files.mapValues { .text($0) }))
  }

  var surroundings: CredentialSurroundings {
    CredentialSurroundings(
      variables: state.withLock { $0.variables },
      readFile: { path in self.state.withLock { $0.files[path] ?? .missing } },
      now: { self.now })
  }

  var now: Instant { state.withLock { $0.now } }

  func advance(_ span: Span) { state.withLock { $0.now = $0.now + span } }

  func write(_ path: String, _ content: CredentialSurroundings.FileContent) {
    state.withLock { $0.files[path] = content }
  }
}
