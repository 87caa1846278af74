package import DarumaCore

/// What the worker takes in, one at a time.
enum WorkerInput: Sendable {
  case batch(IncomingBatch)
  case outcome(Outcome)
  case timePassed
  case declared([DeclaredApplication])
  /// What a listing found that was not known.
  case listed(ApplicationName, [Signal])
  case listeningPaused
  case listeningResumed
  /// The source has ended, or failed.
  case endOfInput((any Error)?)

  var isTimePassed: Bool {
    if case .timePassed = self { return true }
    return false
  }
}

/// An application file in force.
package struct DeclaredApplication: Sendable, Equatable {
  package var application: Application
  /// SHA-256 of the file's bytes: the same file again is no change.
  package var digest: String

  package init(application: Application, digest: String) {
    self.application = application
    self.digest = digest
  }
}
