/// Finds out what steps wait for that is asked of nobody outside: a person's word, a time, a condition (``Awaited``).
///
/// What a person is to do is announced as anything else is sent: by the guards, once, and journaled first. From then on
/// nobody knows whether it is done until somebody says so.
enum AwaitRules {
  static func settle(_ turn: inout Turn) {
    guard turn.mayAct else { return }
    for record in turn.state.effects.open {
      guard let awaited = record.effect.action.awaits, record.effect.purpose == .perform else { continue }
      switch awaited {
      case .word: ask(record, &turn)
      case .moment(let lasting, let condition): look(record.effect, lasting, condition, &turn)
      }
    }
  }

  private static func ask(_ record: EffectRecord, _ turn: inout Turn) {
    let effect = record.effect
    guard record.machine.sentAt == nil else {
      if let reason = Sending.void(record, turn.state) {
        // As a cut-over it may be done all the same, and nobody will say so any more.
        turn.give(
          effect.isCutOver(turn.state)
            ? .leftUnsettled(effect.unasked(reason)) : .seenFailed(effect.unasked(reason)), to: effect.id)
        return
      }
      if effect.deadline <= turn.heardUntil { turn.give(.leftUnsettled(effect.unanswered), to: effect.id) }
      return
    }
    switch Sending.answer(to: effect.id, turn.state, at: turn.now) {
    case .go: turn.give(.sendAllowed, to: effect.id)
    case .refuse(let failure): turn.give(.seenFailed(failure), to: effect.id)
    // Who holds it back lets it go on; until then its time is none (``EffectRules``).
    case .wait: return
    }
  }

  private static func look(_ effect: Effect, _ lasting: Span?, _ condition: Condition?, _ turn: inout Turn) {
    guard let execution = effect.execution.flatMap({ turn.state.executions[$0] }), let step = effect.step,
      let since = execution.steps[step]?.running?.since
    else { return }
    let isOver = lasting.map { since + $0 <= turn.heardUntil } ?? true
    let holds =
      isOver
      && condition.map { $0.evaluate(turn.observed(by: execution.application), at: turn.now).holds } ?? true
    if holds {
      turn.give(.seenDone(outputs: [:], byOther: false), to: effect.id)
    } else if effect.deadline <= turn.heardUntil {
      turn.give(.seenFailed(effect.unmet), to: effect.id)
    }
  }
}

extension Effect {
  fileprivate func isCutOver(_ state: ApplicationState) -> Bool {
    guard let execution, let step else { return false }
    return state.executions[execution]?.plan.step(step)?.isCutOver ?? false
  }

  fileprivate func unasked(_ reason: String) -> Failure {
    Failure(code: "step.unasked", message: "nobody waits for it any more: \(reason)", isRetriable: false)
  }

  fileprivate var unanswered: Failure {
    Failure(
      code: "step.unanswered", message: "nobody said before \(deadline) whether it is done", isRetriable: true)
  }

  fileprivate var unmet: Failure {
    Failure(code: "step.wait-over", message: "what it waits for was not so before \(deadline)", isRetriable: true)
  }
}

/// What a step that is under way waits for, where Daruma itself finds that out.
package struct StepWait: Hashable, Sendable {
  /// Stable: `person`, `moment`, or `held` where it is not asked of anybody yet.
  package var reason: String
  /// For people.
  package var words: String
  package var since: Instant
  /// Until when it is waited for.
  package var until: Instant
  /// What to type, where a person is waited for.
  package var command: String?
  /// Whom it waits for, where only those of one role may say so.
  package var role: Role?
}

extension ApplicationState {
  /// Nil where the step is not under way, or waits for the outside.
  package func wait(of step: StepID, of execution: Execution, at now: Instant) -> StepWait? {
    guard let running = execution.steps[step]?.running, let awaited = running.effect.action.awaits,
      let record = effects[running.effect.id], !record.machine.hasEnded
    else { return nil }
    let until = running.effect.deadline
    switch awaited {
    case .word(let role, let instructions):
      guard let asked = record.machine.sentAt else {
        return StepWait(
          reason: "held", words: whyNotAsked(running.effect.id, at: now), since: running.since, until: until)
      }
      return StepWait(
        reason: "person",
        words: "waits for \(role.map { "someone of \($0)" } ?? "a person"), until \(until): \(instructions)",
        since: asked, until: until, command: execution.doneCommand(step, role), role: role)
    case .moment(let lasting, let condition):
      var words: [String] = []
      if let lasting, now < running.since + lasting { words.append("until \(running.since + lasting)") }
      if let condition {
        let evaluation = condition.evaluate(observed(by: execution.application), at: now)
        if !evaluation.holds { words.append("until it is so that \(evaluation.lacking)") }
      }
      let wanted = words.isEmpty ? "goes on" : "waits " + words.joined(separator: ", and ")
      return StepWait(
        reason: "moment", words: "\(wanted) (\(until) at the latest)", since: running.since, until: until)
    }
  }

  private func whyNotAsked(_ effect: EffectID, at now: Instant) -> String {
    switch Sending.answer(to: effect, self, at: now) {
    case .go: "is about to be asked of people"
    case .wait(let reason): "is not asked of anybody yet: \(reason)"
    case .refuse(let failure): "is not asked of anybody: \(failure.message)"
    }
  }
}

extension Execution {
  /// How a person says that a step is done.
  func doneCommand(_ step: StepID, _ role: Role?) -> String {
    "daruma done \(application.name) \(id) \(step)" + (role.map { " --role \($0)" } ?? "") + " --by YOU"
  }
}

extension Evaluation {
  /// What keeps it from holding, for people.
  fileprivate var lacking: String {
    evidence.filter { $0.negated == $0.holds || $0.truth == .unknown }
      .map { item in
        (item.negated ? "not: " : "") + item.statement + (item.missing.map { " (\($0))" } ?? "")
      }.joined(separator: "; ")
  }
}
