package import DarumaCore
package import DarumaJournal
import Dispatch
import Synchronization

/// Writes the report of each execution when it ends.
///
/// A report that could not be written is told, and can be written again from the journal at any time.
package final class ReportObserver: WorkerObserver {
  /// What an earlier process journaled of executions that it did not end.
  package typealias Earlier = Task<ExecutionEntries, any Error>

  private struct State: Sendable {
    var gathered: ExecutionEntries
    var mark: Report.JournalMark?
    var writing: [Task<Void, Never>] = []
  }

  private let folder: ReportFolder
  private let version: String
  private let earlier: Earlier?
  private let told: @Sendable (Result<String, any Error>, ExecutionID) -> Void
  private let state: Mutex<State>
  /// Writing blocks: in order, and not on the worker's thread.
  private let queue = DispatchQueue(label: "daruma.reports")

  /// - Parameters:
  ///   - version: of the program.
  ///   - running: executions that have not ended yet, and of which application each is.
  ///   - earlier: reads what the journal holds of `running`; nil where none is.
  package init(
    folder: ReportFolder, version: String, running: [ExecutionID: ApplicationName] = [:], earlier: Earlier? = nil,
    told: @escaping @Sendable (Result<String, any Error>, ExecutionID) -> Void
  ) {
    self.folder = folder
    self.version = version
    self.earlier = earlier
    self.told = told
    state = Mutex(State(gathered: ExecutionEntries(running)))
  }

  package func chained(number: Int64, head: RecordHash) {
    state.withLock { $0.mark = Report.JournalMark(commit: number, head: head.rawValue) }
  }

  package func committed(_ commit: Commit, state: DarumaCore.State) {
    self.state.withLock { $0.gathered.take(commit) }
    for event in commit.events {
      guard case .execution(let id, let change) = event.body, change.isEnd,
        var report = state.applications[event.application].flatMap({ Report(id, of: $0) })
      else { continue }
      let (entries, mark) = self.state.withLock { ($0.gathered.close(id), $0.mark) }
      report.journal = mark
      report.version = version
      let writing = Task { [report] in await write(report, entries) }
      self.state.withLock { $0.writing.append(writing) }
    }
  }

  private func write(_ report: Report, _ entries: [ExecutionHistory.Entry]) async {
    var report = report
    let result: Result<String, any Error>
    do {
      let before = try await earlier?.value.entries(of: report.execution) ?? []
      report.history = ExecutionHistory(report.execution, of: before + entries)
      result = await withCheckedContinuation { continuation in
        queue.async { [folder, report] in continuation.resume(returning: Result { try folder.write(report) }) }
      }
    } catch {
      result = .failure(error)
    }
    told(result, report.execution)
  }

  /// Returns once everything so far is written.
  package func flush() async {
    let writing = state.withLock { state in
      defer { state.writing = [] }
      return state.writing
    }
    for task in writing { await task.value }
  }

  package func claimed(number: Int64, positions: InputPositions) {}
  package func decided(_ decision: Decision) {}
  package func noted(_ note: EffectNote) {}
  package func claimsAnew(_ reason: JournalError) {}
  package func snapshotFailed(_ reason: JournalError) {}
}

extension ExecutionMachine.Event {
  /// Whether an execution ends with it.
  package var isEnd: Bool {
    switch self {
    case .succeeded, .failed, .denied, .aborted: true
    case .approvalRequested, .approved, .began, .paused, .stepPaused, .resumed, .verificationBegan, .stopping: false
    }
  }
}
