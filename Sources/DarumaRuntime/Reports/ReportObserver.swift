package import DarumaCore
package import DarumaJournal
import Dispatch

/// Writes the report of each execution when it ends.
///
/// A report that could not be written is told, and can be written again from the journal at any time.
package final class ReportObserver: WorkerObserver {
  private let folder: ReportFolder
  private let told: @Sendable (Result<String, any Error>, ExecutionID) -> Void
  /// Writing blocks: in order, and not on the worker's thread.
  private let queue = DispatchQueue(label: "daruma.reports")

  package init(
    folder: ReportFolder, told: @escaping @Sendable (Result<String, any Error>, ExecutionID) -> Void
  ) {
    self.folder = folder
    self.told = told
  }

  package func committed(_ commit: Commit, state: State) {
    for event in commit.events {
      guard case .execution(let id, let change) = event.body, change.isEnd,
        let report = state.applications[event.application].flatMap({ Report(id, of: $0) })
      else { continue }
      queue.async { [folder, told] in
        told(Result { try folder.write(report) }, id)
      }
    }
  }

  /// Returns once everything so far is written.
  package func flush() async {
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
  }

  package func claimed(number: Int64, positions: InputPositions) {}
  package func decided(_ decision: Decision) {}
  package func noted(_ note: EffectNote) {}
  package func claimsAnew(_ reason: JournalError) {}
  package func snapshotFailed(_ reason: JournalError) {}
}

extension ExecutionMachine.Event {
  fileprivate var isEnd: Bool {
    switch self {
    case .succeeded, .failed, .denied, .aborted: true
    case .approvalRequested, .approved, .began, .paused, .stepPaused, .resumed, .verificationBegan, .stopping: false
    }
  }
}
