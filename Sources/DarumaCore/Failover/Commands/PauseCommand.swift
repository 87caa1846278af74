/// `pause APP`: no trigger fires. `pause APP --execution ID`: nothing more of it is sent.
enum PauseCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard order.command.execution != nil else {
      return state.automationPausedBy == nil ? nil : "automatic failover is paused already"
    }
    guard let execution = order.target(state) else { return order.noExecution(state) }
    return execution.takes(.pauseAsked(by: order.command.by)) ? nil : execution.unfit
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard order.command.execution != nil else {
      if turn.state.automationPausedBy == nil { turn.record(.command(.automationPaused(by: order.command.by))) }
      return
    }
    guard let execution = order.target(turn.state) else { return }
    turn.give(.pauseAsked(by: order.command.by), to: execution.id)
  }
}
