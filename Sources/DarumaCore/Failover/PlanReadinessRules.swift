/// Takes in what a look at a plan found, where that is news, and has people told when it turns.
enum PlanReadinessRules {
  static func take(_ look: PlanLook, _ turn: inout Turn) {
    guard let catalog = turn.state.catalog, catalog.watchedPlans.contains(where: { $0.name == look.plan }) else {
      return
    }
    let known = turn.state.planReadiness[look.plan]?.readiness
    let found = PlanReadiness(look, after: known)
    guard found.isNews(after: known) else { return }
    turn.record(.observation(.planReadinessChanged(found)))
  }

  static func settle(_ turn: inout Turn) {
    for (plan, record) in turn.state.planReadiness.sorted(by: { $0.key < $1.key }) {
      guard let isReady = record.owed, let dueAt = record.dueAt, dueAt <= turn.now else { continue }
      turn.record(
        .observation(.planReadinessTurned(PlanTurn(plan: plan, isReady: isReady, since: record.readiness.since))))
    }
  }
}

/// A plan has become ready, or ceased to be, and people are told.
package struct PlanTurn: Codable, Hashable, Sendable {
  package var plan: PlanName
  package var isReady: Bool
  package var since: Instant
}

extension ApplicationState {
  /// When people are told of a plan that turned to and fro too often to be told at once.
  var planReadinessDeadlines: [Instant] { planReadiness.values.compactMap(\.dueAt) }
}
