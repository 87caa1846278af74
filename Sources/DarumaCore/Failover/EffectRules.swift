/// Gives each effect its end: what was seen, or that time ran out, or that it was called off before it was sent.
enum EffectRules {
  static func settle(_ turn: inout Turn) {
    for record in turn.state.effects.open {
      let effect = record.effect
      if let reason = Sending.void(record, turn.state) {
        turn.give(.callOffAsked(reason: reason), to: effect.id)
      }
      guard turn.mayAct else { continue }
      // Of what was never sent there is nothing to look at once more.
      let waits = turn.state.waitsForCaller(effect)
      if turn.state.isHeldBack(record), effect.deadline <= turn.heardUntil {
        turn.give(.callOffAsked(reason: "it was held back until its time was over"), to: effect.id)
      } else if !waits, turn.isExpired(effect) {
        turn.give(.leftUnsettled(effect.timedOut), to: effect.id)
      }
    }
  }
}

extension ApplicationState {
  /// Who paused what `execution` does, apart from the execution itself: automatic failover, and so what a trigger started.
  func pauser(of execution: Execution) -> String? { execution.trigger == nil ? nil : automationPausedBy }

  /// Whether it was not sent since people, or the credentials, hold it back.
  fileprivate func isHeldBack(_ record: EffectRecord) -> Bool {
    guard record.effect.changesOutside, record.machine.sentAt == nil,
      let execution = record.effect.execution.flatMap({ executions[$0] })
    else { return false }
    if waitsForCaller(record.effect) { return true }
    switch execution.machine.state {
    case .pausedByOperator, .pausedByFailedStep: return true
    case .pending, .awaitingApproval, .running, .verifying, .stopping, .succeeded, .failed, .aborted:
      return pauser(of: execution) != nil
    }
  }
}

extension Effect {
  /// The same, with what was last seen of it.
  package func timedOut(lastSeen text: String) -> Failure {
    var failure = timedOut
    if !text.isEmpty { failure.message += "; last seen: \(text)" }
    return failure.bounded
  }

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
