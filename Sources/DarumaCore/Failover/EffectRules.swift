/// Gives each effect its end: what was seen, or that time ran out, or that it was called off before it was sent.
enum EffectRules {
  static func settle(_ turn: inout Turn) {
    for record in turn.state.effects.open {
      let effect = record.effect
      if let reason = Sending.void(record, turn.state) {
        turn.give(.callOffAsked(reason: reason), to: effect.id)
      }
      if turn.mayAct, turn.isExpired(effect) {
        turn.give(.leftUnsettled(effect.timedOut), to: effect.id)
      }
    }
  }
}

extension Effect {
  /// Why it is given up at its deadline.
  package var timedOut: Failure {
    switch (purpose, step) {
    case (.perform, .some):
      Failure(code: "step.timed-out", message: "no result before \(deadline)", isRetriable: true)
    case (.verify, _):
      Failure(code: "verification.timed-out", message: "it could not be seen before \(deadline)", isRetriable: false)
    case (.perform, nil):
      Failure(code: "notice.timed-out", message: "nobody could be told before \(deadline)", isRetriable: false)
    }
  }
}
