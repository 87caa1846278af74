/// `skip APP --step STEP --comment WHY`: a person has dealt with the step. What was sent of it is watched to its end
/// all the same.
enum SkipCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    guard let step = order.step(of: execution) else { return order.noStep(of: execution) }
    guard execution.machine.isUnderWay else { return execution.unfit }
    guard let reason = order.command.comment, !reason.allSatisfy(\.isWhitespace) else {
      return "skipping a step needs a reason (--comment)"
    }
    let input = StepMachine.Input.skipAsked(reason: reason, by: order.command.by, at: order.givenAt)
    return execution.steps[step.id]?.decide(input) == nil ? "step \(step.id) has ended already" : nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state), let step = order.step(of: execution) else { return }
    let running = execution.steps[step.id]?.running?.effect.id
    turn.give(
      .skipAsked(reason: order.command.comment ?? "", by: order.command.by, at: turn.now), to: step.id,
      of: execution.id)
    if let running { turn.give(.callOffAsked(reason: "step \(step.id) was skipped"), to: running) }
    turn.resumeIfPaused(at: step.id, by: order.command.by, execution)
  }
}
