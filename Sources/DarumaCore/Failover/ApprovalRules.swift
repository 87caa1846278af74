/// Asks for approval, keeps the request true, and ends the wait (invariant 11).
enum ApprovalRules {
  static func settle(_ execution: Execution, _ turn: inout Turn, _ digest: (ApprovalBinding) -> String) {
    let choices = Choices.make(
      execution.plan, execution.application, turn.state.projection.protection, agreed: execution.choices,
      before: execution.before, at: turn.now)
    let asked = execution.machine.approval
    // Up to what is heard: an answer that was in the topic in time is in time, however late it is read.
    let isExpired = asked.map { !$0.isComplete && $0.expiresAt <= turn.heardUntil } ?? false
    guard let policy = execution.approvalPolicy, policy.required > 0 else {
      begin(.approvalNotNeeded, execution, choices, &turn)
      return
    }
    // A pause is no refusal: what was approved, or goes ahead unanswered, waits as it is until people let it begin.
    let isSettled = asked?.isComplete == true || (isExpired && policy.onTimeout == .proceed)
    if isSettled, turn.state.pauser(of: execution) != nil { return }
    if isExpired, policy.onTimeout == .abort {
      turn.give(.approvalExpired(.abort), to: execution.id)
      return
    }
    if let block = execution.block(.approving, choices, turn) {
      stop(execution, block, &turn)
      return
    }
    let anew = turn.now + policy.timeout
    var terms = ApprovalTerms.now(
      execution, policy, choices, until: asked?.expiresAt ?? anew, turn.state, at: turn.now)
    var binding = digest(terms.binding)
    // What got no worse is as it was agreed to.
    guard asked.map({ !terms.worse(than: $0.terms).isEmpty }) ?? true else {
      if asked?.isComplete == true {
        begin(.approvalComplete, execution, choices, &turn)
      } else if isExpired {
        begin(.approvalExpired(policy.onTimeout), execution, choices, &turn)
      }
      return
    }
    // Who has answered in time is asked anew with time to answer; else time runs out when it would have.
    if asked?.isComplete == true {
      terms = ApprovalTerms.now(execution, policy, choices, until: anew, turn.state, at: turn.now)
      binding = digest(terms.binding)
    }
    ask(terms, binding, policy, execution, isExpired: isExpired, &turn)
  }

  /// Asks, or asks again: the request in force is void. People must be able to answer one, so the next one waits, unless it
  /// was answered. Time runs out at the first request's end, whatever was asked meanwhile.
  private static func ask(
    _ terms: ApprovalTerms, _ binding: String, _ policy: ApprovalPolicy, _ execution: Execution, isExpired: Bool,
    _ turn: inout Turn
  ) {
    let asked = execution.machine.approval
    // Where time is up and the file lets it go ahead, it goes ahead on terms that are journaled first.
    if let asked, !isExpired, !asked.isComplete, turn.now < asked.nextRequestAt { return }
    let isAnswered = asked?.isComplete ?? true
    let end = isAnswered ? turn.now + policy.timeout : asked?.expiresAt ?? turn.now + policy.timeout
    turn.give(
      .approvalNeeded(
        Approval(
          terms: terms, digest: binding, policy: policy, requestedAt: turn.now,
          expiresAt: end, round: execution.approvalRounds + 1)),
      to: execution.id)
  }

  private static func begin(
    _ input: ExecutionMachine.Input, _ execution: Execution, _ choices: Choices, _ turn: inout Turn
  ) {
    // A pause is no refusal: it begins when automatic failover is on again.
    guard turn.state.pauser(of: execution) == nil else { return }
    if let block = execution.block(.beginning, choices, turn) {
      stop(execution, block, &turn)
      return
    }
    turn.give(input, to: execution.id)
  }

  private static func stop(_ execution: Execution, _ block: Block, _ turn: inout Turn) {
    turn.give(
      .stopAsked(by: "guard \(block.guardName.rawValue)", reason: block.reason), to: execution.id)
  }
}

extension Execution {
  fileprivate func block(_ moment: Guard.Moment, _ choices: Choices, _ turn: Turn) -> Block? {
    Guards(
      moment: moment, plan: plan, application: application, trigger: trigger.flatMap(application.trigger),
      execution: self, choices: choices, state: turn.state, now: turn.now
    ).block()
  }
}
