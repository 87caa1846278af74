/// Moves the steps of an execution along the plan's graph.
enum StepRules {
  /// Gives each running step what became of its effect.
  static func collect(_ id: ExecutionID, _ turn: inout Turn) {
    guard let plan = turn.state.executions[id]?.plan else { return }
    for step in plan.steps {
      guard let effect = turn.state.executions[id]?.steps[step.id]?.running?.effect,
        let record = turn.state.effects[effect.id]
      else { continue }
      switch record.machine.state {
      case .intended, .sent: continue
      case .done(let outputs, let byOther, _):
        turn.give(
          byOther
            ? .adopted(effect.id, outputs: outputs, at: turn.now)
            : .succeeded(effect.id, outputs: outputs, at: turn.now),
          to: step.id, of: id)
      case .failed(let failure, _), .unknown(let failure, _): fail(effect, failure, step, id, &turn)
      case .calledOff:
        let isStopping = turn.state.executions[id]?.machine.isStopping ?? true
        turn.give(
          isStopping ? .calledOff(effect.id, at: turn.now) : .heldBack(effect.id, at: turn.now), to: step.id, of: id)
      }
    }
  }

  /// Counts an attempt as failed, and says when the next may begin.
  private static func fail(
    _ effect: Effect, _ failure: Failure, _ step: Step, _ execution: ExecutionID, _ turn: inout Turn
  ) {
    let pause = Backoff.pause(after: effect, step)
    turn.give(
      .attemptFailed(effect.id, failure, retryAt: turn.now + pause, at: turn.now), to: step.id, of: execution)
  }

  /// Starts what may start, and says when all is done or a person is needed.
  static func advance(_ id: ExecutionID, _ turn: inout Turn) {
    guard let plan = turn.state.executions[id]?.plan else { return }
    for step in plan.steps {
      guard let execution = turn.state.executions[id], case .running = execution.machine.state else { return }
      if execution.mayBegin(step) {
        turn.give(.predecessorsDone(lastAttempt: 1 + step.retries, at: turn.now), to: step.id, of: id)
      }
      start(step, id, &turn)
      stop(at: step, id, &turn)
    }
    guard let execution = turn.state.executions[id] else { return }
    // What a person skipped may still be on its way.
    guard !turn.state.effects.of(id).contains(where: { !$0.machine.hasEnded }) else { return }
    if plan.steps.allSatisfy({ execution.isPassed($0) }) { turn.give(.stepsDone, to: id) }
  }

  private static func start(_ step: Step, _ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id], turn.state.pauser(of: execution) == nil,
      turn.state.callerFault == nil,
      case .ready(let attempt, _, let notBefore)? = execution.steps[step.id]?.state, notBefore <= turn.now
    else { return }
    let broken = turn.state.effects.of(id, step.id).count { $0.machine.isSeenBroken }
    switch Resolution.resolve(step, generation: broken + 1, execution) {
    case .failure(let failure): turn.give(.blocked(failure, at: turn.now), to: step.id, of: id)
    case .success(let action):
      let effect = Effect(
        id: Effect.identifier(execution: id, step: step.id, attempt: attempt),
        application: execution.application.name, execution: id, step: step.id, attempt: attempt,
        purpose: .perform,
        action: action, deadline: turn.now + step.timeout)
      turn.give(.started(effect, at: turn.now), to: step.id, of: id)
    }
  }

  private static func stop(at step: Step, _ id: ExecutionID, _ turn: inout Turn) {
    guard let failure = turn.state.executions[id]?.steps[step.id]?.failure else { return }
    turn.give(.stepFailed(step.id, failure, step.onFailure), to: id)
  }
}

extension EffectMachine {
  /// Whether what it made was seen, and can't become what was wanted.
  fileprivate var isSeenBroken: Bool {
    switch state {
    case .failed(let failure, _), .unknown(let failure, _): failure.isSeenBroken == true
    case .intended, .sent, .done, .calledOff: false
    }
  }
}

extension Execution {
  /// Whether every step before `step` is passed.
  fileprivate func mayBegin(_ step: Step) -> Bool {
    step.after.allSatisfy { id in plan.step(id).map(isPassed) ?? false }
  }

  /// Done, skipped, or failed where the plan says to go on. One that is skipped ahead of its turn counts only once its
  /// turn has come: what stands after it must not overtake what stands before it. (A plan has no cycles.)
  fileprivate func isPassed(_ step: Step) -> Bool {
    guard let machine = steps[step.id] else { return false }
    if case .skipped = machine.state { return mayBegin(step) }
    return machine.isDone || (machine.failure != nil && step.onFailure == .continue)
  }
}
