/// An application whose file was renamed: the new name knows nothing of what was done under the old one.
extension State {
  /// The names of those whose file is in force.
  package var declaredNames: Set<ApplicationName> {
    Set(applications.values.lazy.filter { $0.catalog != nil }.map(\.name))
  }

  /// The application that `application` seems to have been before: of those that are in no file any more and share a resource
  /// with it, the one that was last told or moved, where its users are not in the primary or about to leave it. Nil where there
  /// is none, and where people or Daruma know better already.
  ///
  /// - Parameter declared: The names in force, or about to be.
  package func predecessor(of application: Application, declared: Set<ApplicationName>) -> ApplicationState? {
    guard applications[application.name]?.isUntouched ?? true else { return nil }
    let resources = Set(application.resources.map(\.arn))
    let last = applications.values.filter { old in
      old.name != application.name && !declared.contains(old.name) && !old.isUntouched
        && (old.catalog ?? old.formerFile)?.resources.contains { resources.contains($0.arn) } ?? false
    }.max { ($0.placedAt, $0.name) < ($1.placedAt, $1.name) }
    guard let last, last.runningExecution != nil || !last.placement.isPrimary else { return nil }
    return last
  }
}

extension ApplicationState {
  /// Whether nothing has ever happened to it that would tell from where it is served.
  fileprivate var isUntouched: Bool {
    placement.isPrimary && placement.mover == nil && rearmedAt == nil && executionCount == 0
  }

  /// When a person or an execution last said from where it is served.
  fileprivate var placedAt: Instant {
    let moved = executions.values.map { $0.machine.endedAt ?? $0.startedAt }.max()
    return max(rearmedAt ?? .distantPast, moved ?? .distantPast)
  }
}
