import DarumaCore
import DarumaJournal
import DarumaRuntime
import Logging
import Synchronization

/// Writes the worker's signs of life beside its journal, for whoever asks whether it is at work (`daruma status`).
final class PulseObserver: WorkerObserver {
  private let journal: SQLiteJournal
  private let logger: Logger
  /// So that it is told once, and not every few seconds.
  private let hasFailed = Mutex(false)

  init(_ journal: SQLiteJournal, logger: Logger) {
    self.journal = journal
    self.logger = logger
  }

  func beat(_ pulse: Pulse) {
    do throws(LogError) {
      try journal.beat(pulse)
      hasFailed.withLock { $0 = false }
    } catch {
      let isKnown = hasFailed.withLock { known in
        defer { known = true }
        return known
      }
      if !isKnown { logger.warning("status can't tell that this worker is alive: \(error)") }
    }
  }

  func claimed(number: Int64, positions: InputPositions) {}
  func decided(_ decision: Decision) {}
  func committed(_ commit: Commit, state: State) {}
  func noted(_ note: EffectNote) {}
  func claimsAnew(_ reason: JournalError) {}
  func snapshotFailed(_ reason: JournalError) {}
}
