package import DarumaCore

/// What the worker takes in, one at a time.
enum WorkerInput: Sendable {
  case batch(IncomingBatch)
  case outcome(Outcome)
  /// The timer went off: something may be due.
  case deadline
  /// What is due is decided, up to what is heard.
  case timePassed
  case declared([DeclaredApplication])
  /// What a listing found that was not known.
  case listed(ApplicationName, [Signal])
  /// It is time to ask whether everything is heard.
  case listen
  case heard(Hearing.Question)
  case unheard(Hearing.Question, any Error)
  case readiness(Readiness.Change)
  /// The source has ended, or failed.
  case endOfInput((any Error)?)

  /// Whether what may be sent may be another thing after it.
  var isOfHearing: Bool {
    switch self {
    case .listen, .heard, .unheard, .endOfInput: true
    case .batch, .outcome, .deadline, .timePassed, .declared, .listed, .readiness: false
    }
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
