/// Everything Daruma knows: the fold of the events of all applications, and nothing else.
package struct State: Codable, Hashable, Sendable {
  package private(set) var applications: [ApplicationName: ApplicationState] = [:]

  package init() {}

  /// Folds one valid event. Never fails: what an event says has happened.
  package mutating func apply(_ event: Event) {
    applications[event.application, default: ApplicationState(name: event.application)].apply(event)
  }

  /// Every effect that is intended and has no outcome yet, in order of id.
  package var pendingEffects: [Effect] {
    applications.values.flatMap(\.pendingEffects).sorted { $0.id < $1.id }
  }

  /// When time alone will next change something; nil where nothing waits for it.
  package func nextDeadline(after now: Instant) -> Instant? {
    applications.values.compactMap { $0.nextDeadline(after: now) }.min()
  }

  /// The part that is a join of signals, the same whatever their order (invariant 1).
  package var projections: [ApplicationName: Projection] {
    applications.mapValues(\.projection.joined)
  }
}
