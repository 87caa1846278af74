/// `abort APP`: nothing more is sent; what was sent is watched to its end.
enum AbortCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    return execution.takes(input(order)) ? nil : execution.unfit
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state) else { return }
    turn.give(input(order), to: execution.id)
  }

  private static func input(_ order: Order) -> ExecutionMachine.Input {
    .stopAsked(by: order.command.by, reason: order.command.comment ?? "aborted by hand")
  }
}
