/// `deny APP`: the execution ends, and the trigger is quiet until its condition ends.
enum DenyCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    guard let approval = execution.machine.approval else { return execution.unfit + ", not awaiting approval" }
    guard let role = order.command.role, approval.policy.from.contains(role) else {
      return "a denial must come from \(approval.policy.from.map(\.rawValue).joined(separator: " or "))"
    }
    guard order.givenAt < approval.expiresAt else { return "the request expired at \(approval.expiresAt)" }
    return nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state) else { return }
    turn.give(
      .denied(by: order.command.by, reason: order.command.comment ?? "no reason given"), to: execution.id)
  }
}
