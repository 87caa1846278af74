/// An application whose file was renamed: the new name knows nothing of what was done under the old one.
extension State {
  /// The names of those whose file is in force.
  package var declaredNames: Set<ApplicationName> {
    Set(applications.values.lazy.filter { $0.catalog != nil }.map(\.name))
  }

  /// The application that `application` seems to have been before: one that is in no file any more, shares a resource with
  /// it, and has moved its users or is about to. Nil where there is none, and where people or Daruma know better already.
  ///
  /// - Parameter declared: The names in force, or about to be.
  package func predecessor(of application: Application, declared: Set<ApplicationName>) -> ApplicationState? {
    guard applications[application.name]?.isUntouched ?? true else { return nil }
    let resources = Set(application.resources.map(\.arn))
    return applications.values.sorted { $0.name < $1.name }.first { old in
      guard old.name != application.name, !declared.contains(old.name), let last = old.lastMover else { return false }
      return last.application.resources.contains { resources.contains($0.arn) }
    }
  }
}

extension ApplicationState {
  /// Whether nothing has ever happened to it that would tell from where it is served.
  fileprivate var isUntouched: Bool {
    placement.isPrimary && placement.mover == nil && rearmedAt == nil && executionCount == 0
  }

  /// The execution that moved its users, or is under way; nil where the primary serves.
  fileprivate var lastMover: Execution? {
    if let running = runningExecution { return running }
    return placement.isPrimary ? nil : placement.mover.flatMap { executions[$0] }
  }
}
