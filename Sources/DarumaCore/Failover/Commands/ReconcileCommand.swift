/// `reconcile APP`: has everything listed at once.
enum ReconcileCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    state.catalog == nil ? "application \(state.name) is not declared" : nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard turn.state.reconciliationAskedAt != turn.now else { return }
    turn.record(.command(.reconciliationAsked(by: order.command.by)))
  }
}
