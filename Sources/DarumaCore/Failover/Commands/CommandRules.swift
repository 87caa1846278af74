/// Takes in operators' commands: each is refused with the reason, or taken, carried out and accepted; once, and all of
/// it is journaled. One that was taken when the worker died is carried out before anything else.
enum CommandRules {
  static func take(_ command: CommandGiven, from signal: Signal, _ turn: inout Turn) {
    finish(&turn)
    guard !turn.state.commands.contains(signal.id) else { return }
    let order = Order(command: command, signal: signal.id, givenAt: turn.saidAt)
    if let refusal = command.command.meaning.refusal(order, turn.state) {
      turn.record(.command(.rejected(signal.id, command, reason: refusal)))
      return
    }
    turn.record(.command(.taken(signal.id, command)))
    finish(&turn)
  }

  /// Carries out what was taken.
  static func finish(_ turn: inout Turn) {
    guard let pending = turn.state.commands.pending else { return }
    let order = Order(command: pending.command, signal: pending.signal, givenAt: turn.now)
    let meaning = pending.command.command.meaning
    if let reason = meaning.misfit(order, turn.state) {
      turn.record(.command(.rejected(pending.signal, pending.command, reason: reason)))
      return
    }
    meaning.carryOut(order, &turn)
    turn.record(.command(.accepted(pending.signal, pending.command)))
  }
}
