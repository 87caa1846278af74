/// Asks for approval, keeps the request true, and ends the wait.
enum ApprovalRules {
  static func settle(_ execution: Execution, _ turn: inout Turn, _ digest: (ApprovalTerms) -> String) {
    guard let policy = execution.approvalPolicy, policy.required > 0 else {
      turn.give(.approvalNotNeeded, to: execution.id)
      return
    }
    let asked = execution.machine.approval
    // Up to what is heard: an answer that was in the topic in time is in time, however late it is read.
    let isExpired = asked.map { !$0.isComplete && $0.expiresAt <= turn.heardUntil } ?? false
    if isExpired, policy.onTimeout == .abort {
      turn.give(.approvalExpired(.abort), to: execution.id)
      return
    }
    // The terms come first: time alone may have changed what was just approved, or waited for (invariant 11).
    guard let terms = currentTerms(execution, &turn) else { return }
    let binding = digest(terms)
    guard asked?.digest != binding else {
      if asked?.isComplete == true {
        turn.give(.approvalComplete, to: execution.id)
      } else if isExpired {
        turn.give(.approvalExpired(policy.onTimeout), to: execution.id)
      }
      return
    }
    let requestedAt = turn.now
    let approval = Approval(
      terms: terms, digest: binding, policy: policy, requestedAt: requestedAt,
      expiresAt: requestedAt + policy.timeout, round: execution.approvalRounds + 1)
    turn.give(.approvalNeeded(approval), to: execution.id)
    NoticeRules.approvalRequested(approval, execution, &turn)
  }

  /// What would be agreed to now. Ends the execution where its cause is gone or nothing is left to restore from.
  private static func currentTerms(_ execution: Execution, _ turn: inout Turn) -> ApprovalTerms? {
    var evidence = execution.evidence
    if let trigger = execution.trigger.flatMap(execution.application.trigger) {
      let evaluation = trigger.when.evaluate(
        turn.observed(by: execution.application), at: turn.now)
      guard evaluation.holds else {
        turn.give(
          .abortAsked(
            by: "guard \(Guard.evidenceGone.rawValue)", reason: "what it started on no longer holds"),
          to: execution.id)
        return nil
      }
      evidence = evaluation.evidence
    }
    let choices = Choices.make(
      execution.plan, execution.application, turn.state.projection.protection, onset: execution.onset,
      at: turn.now)
    guard choices.missing.isEmpty else {
      turn.give(
        .abortAsked(
          by: "guard \(Guard.noUsableRecoveryPoint.rawValue)", reason: "there is nothing left to restore from"
        ),
        to: execution.id)
      return nil
    }
    return ApprovalTerms(
      application: turn.state.name, execution: execution.id, plan: execution.plan, evidence: evidence,
      choices: choices.made, onset: execution.onset)
  }
}
