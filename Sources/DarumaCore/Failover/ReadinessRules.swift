/// Takes in what the worker says of its hearing, and says when that takes too long.
enum ReadinessRules {
  static func take(_ change: Readiness.Change, _ turn: inout Turn) {
    // First, so that a state in which only this is done yet leads to the same end.
    if change == .current { FutureRules.forget(&turn) }
    give(.told(change), &turn)
  }

  static func settle(_ turn: inout Turn) {
    if turn.state.readiness.isOverdue(at: turn.now) { give(.patienceEnded, &turn) }
  }

  private static func give(_ input: Readiness.Input, _ turn: inout Turn) {
    switch turn.state.readiness.decide(input) {
    case .changed(let change): turn.record(.observation(.readinessChanged(change)))
    case .overdue(let since): turn.record(.observation(.readinessOverdue(since: since)))
    case nil: return
    }
  }
}
