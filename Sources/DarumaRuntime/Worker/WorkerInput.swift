package import DarumaCore
import DarumaJournal

/// What the worker takes in, one at a time.
enum WorkerInput: Sendable {
  case batch(IncomingBatch)
  /// Records that can't be read any more; the source goes on behind them.
  case lost([RecordsLost])
  case outcome(Outcome)
  /// The executor is about to send an effect.
  case sendAsked(SendQuestion)
  /// The timer went off: something may be due.
  case deadline
  /// What is due is decided, up to what is heard.
  case timePassed
  case declared(DeclaredCatalog)
  /// What a listing found that was not known.
  case listed(ApplicationName, [Signal])
  /// A look at a plan found something else than what was known.
  case planLooked(ApplicationName, PlanLook)
  /// It is time to ask whether everything is heard.
  case listen
  case heard(Hearing.Question)
  case unheard(Hearing.Question, any Error)
  case readiness(Readiness.Change)
  /// It was asked whose credentials the worker has; with the applications for which the answer is another one than before.
  case callers([ApplicationName: Caller])
  /// A person said that the journal is to be gone on with.
  case accepted(Acceptance)
  /// The source has ended, or failed.
  case endOfInput((any Error)?)

  /// Whether what may be sent may be another thing after it.
  var isOfHearing: Bool {
    switch self {
    case .listen, .heard, .unheard, .endOfInput: true
    case .batch, .lost, .outcome, .sendAsked, .deadline, .timePassed, .declared, .listed, .planLooked, .readiness,
      .callers, .accepted:
      false
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

/// Application files that are to be put in force.
package struct DeclaredCatalog: Sendable, Equatable {
  package var applications: [DeclaredApplication]
  /// Whether an application that is not among them is withdrawn, and by whom: the files are all that there are. Nil: what
  /// else is in force stays so.
  package var othersWithdrawnBy: String?

  package init(_ applications: [DeclaredApplication] = [], othersWithdrawnBy: String? = nil) {
    self.applications = applications
    self.othersWithdrawnBy = othersWithdrawnBy
  }

  /// Whether `commits` may have ended an execution that a withdrawal waits for.
  func isToBeTakenUpAgain(after commits: [Commit]) -> Bool {
    othersWithdrawnBy != nil && commits.contains { $0.endsExecution }
  }
}

extension Commit {
  fileprivate var endsExecution: Bool {
    events.contains { event in
      guard case .execution(_, let change) = event.body else { return false }
      return switch change {
      case .succeeded, .failed, .denied, .aborted: true
      case .approvalRequested, .approved, .began, .paused, .stepPaused, .resumed, .verificationBegan, .stopping: false
      }
    }
  }
}
