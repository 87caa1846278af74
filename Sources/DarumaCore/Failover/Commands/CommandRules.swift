/// Takes in operators' commands: each is refused with the reason, or taken, carried out and accepted; once, and all of
/// it is journaled. One that was taken when the worker died is carried out before anything else.
enum CommandRules {
  static func take(
    _ command: CommandGiven, from signal: Signal, _ turn: inout Turn, _ isRight: SignatureCheck
  ) {
    finish(&turn)
    guard !turn.state.commands.contains(signal.id, command) else { return }
    switch admit(command, from: signal, turn, isRight) {
    case .refused(let reason): turn.record(.command(.rejected(signal.id, command, reason: reason)))
    case .strange(let reason): turn.record(.command(.refused(signal.id, command, reason: reason)))
    case .admitted(let command):
      turn.record(.command(.taken(signal.id, command)))
      finish(&turn)
    }
  }

  /// First whether it counts at all, then what it means.
  private static func admit(
    _ command: CommandGiven, from signal: Signal, _ turn: Turn, _ isRight: SignatureCheck
  ) -> CommandAuthority.Verdict {
    let verdict = CommandAuthority.judge(command, turn.state, isRight)
    guard case .admitted(let command) = verdict else { return verdict }
    guard !turn.state.commands.contains(signal.id) else {
      return .refused(reason: "its id was used for another command before; each needs one of its own")
    }
    let order = Order(command: command, signal: signal.id, sentAt: signal.at, givenAt: turn.saidAt)
    let refusal =
      CommandValidity.refusal(order, turn.state, at: turn.now, tolerance: turn.clockTolerance)
      ?? command.command.meaning.refusal(order, turn.state)
      ?? command.command.meaning.outdated(order, turn.state, at: turn.now)
    return refusal.map { .refused(reason: $0) } ?? verdict
  }

  /// Carries out what was taken.
  static func finish(_ turn: inout Turn) {
    guard let pending = turn.state.commands.pending else { return }
    let order = Order(command: pending.command, signal: pending.signal, sentAt: turn.now, givenAt: turn.now)
    let meaning = pending.command.command.meaning
    if let reason = meaning.misfit(order, turn.state) {
      turn.record(.command(.rejected(pending.signal, pending.command, reason: reason)))
      return
    }
    meaning.carryOut(order, &turn)
    turn.record(.command(.accepted(pending.signal, pending.command)))
  }
}
