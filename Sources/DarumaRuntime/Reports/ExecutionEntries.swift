package import DarumaCore
package import DarumaJournal

/// The events of executions from their start on, gathered as the commits come: what a report's history is made of.
///
/// As many as ``Execution/mostEvents`` and what people and the placement add, and of an execution that has ended none.
package struct ExecutionEntries: Sendable {
  private struct Gathered {
    let application: ApplicationName
    var entries: [ExecutionHistory.Entry] = []
  }

  private var open: [ExecutionID: Gathered] = [:]

  /// - Parameter executions: that have begun before the first commit that is taken, and of which application each is.
  package init(_ executions: [ExecutionID: ApplicationName] = [:]) {
    open = executions.mapValues { Gathered(application: $0) }
  }

  package mutating func take(_ commit: Commit) {
    for event in commit.events {
      if case .executionStarted(let started) = event.body, open[started.execution] == nil {
        open[started.execution] = Gathered(application: event.application)
      }
    }
    for id in open.keys {
      for event in commit.events where event.application == open[id]?.application {
        open[id]?.entries.append(
          ExecutionHistory.Entry(event, commit: commit.number, worker: commit.worker))
      }
    }
  }

  /// The same, and nothing is kept of those that end with it.
  package mutating func takeOpen(_ commit: Commit) {
    take(commit)
    for id in open.keys where commit.ends(id) { open[id] = nil }
  }

  package func entries(of id: ExecutionID) -> [ExecutionHistory.Entry] { open[id]?.entries ?? [] }

  /// Gives away what was gathered of `id`, and gathers no more.
  package mutating func close(_ id: ExecutionID) -> [ExecutionHistory.Entry] {
    open.removeValue(forKey: id)?.entries ?? []
  }
}

extension Commit {
  package func begins(_ id: ExecutionID) -> Bool {
    events.contains { event in
      guard case .executionStarted(let started) = event.body else { return false }
      return started.execution == id
    }
  }

  package func ends(_ id: ExecutionID) -> Bool {
    events.contains { event in
      guard case .execution(id, let change) = event.body else { return false }
      return change.isEnd
    }
  }
}
