/// Moves the steps of a running execution along the plan's graph.
enum StepRules {
  /// Ends attempts whose time is up. Also while paused: a deadline is a deadline.
  static func expire(_ execution: Execution, _ turn: inout Turn) {
    for step in execution.plan.steps {
      guard let running = execution.steps[step.id]?.running, turn.isExpired(running.effect) else {
        continue
      }
      let failure = Failure(
        code: "step.timed-out", message: "no result after \(step.timeout)", isRetriable: true)
      fail(running.effect, failure, step, execution.id, &turn)
    }
  }

  /// Counts an attempt as failed, and says when the next may begin.
  static func fail(
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
    if plan.steps.allSatisfy({ execution.isPassed($0) }) { turn.give(.stepsDone, to: id) }
  }

  private static func start(_ step: Step, _ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id],
      case .ready(let attempt, _, let notBefore)? = execution.steps[step.id]?.state, notBefore <= turn.now
    else { return }
    if let block = block(step, execution, turn) {
      turn.give(.blocked(block.failure, at: turn.now), to: step.id, of: id)
      return
    }
    switch Resolution.resolve(step, attempt: attempt, execution) {
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

  private static func block(_ step: Step, _ execution: Execution, _ turn: Turn) -> Block? {
    if step.cutOver, let block = Guards.cutOver(execution, turn.state, at: turn.now) { return block }
    guard case .rdsRestore = step.action,
      let choice = execution.choices.first(where: { $0.resource == step.resource })
    else { return nil }
    return Guards.point(choice, turn.state.projection.protection, at: turn.now)
  }

  private static func stop(at step: Step, _ id: ExecutionID, _ turn: inout Turn) {
    guard let execution = turn.state.executions[id], let failure = execution.steps[step.id]?.failure else {
      return
    }
    guard turn.give(.stepFailed(step.id, failure, step.onFailure), to: id), step.onFailure == .pause else {
      return
    }
    NoticeRules.paused(at: step.id, failure, execution, &turn)
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
