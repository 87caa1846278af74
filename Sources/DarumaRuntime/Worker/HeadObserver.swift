package import DarumaCore
package import DarumaJournal
import Synchronization

/// Knows where the journal ends, for whoever says it outside (in notices).
package final class HeadObserver: WorkerObserver {
  private let newest = Mutex<Report.JournalMark?>(nil)

  package init() {}

  /// Nil until the partition is claimed.
  package var mark: Report.JournalMark? { newest.withLock(\.self) }

  package func chained(number: Int64, head: RecordHash) {
    newest.withLock { $0 = Report.JournalMark(commit: number, head: head.rawValue) }
  }

  package func claimed(number: Int64, positions: InputPositions) {}
  package func decided(_ decision: Decision) {}
  package func committed(_ commit: Commit, state: State) {}
  package func noted(_ note: EffectNote) {}
  package func claimsAnew(_ reason: JournalError) {}
  package func snapshotFailed(_ reason: JournalError) {}
}
