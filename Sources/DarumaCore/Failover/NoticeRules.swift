/// Who is told, and what.
enum NoticeRules {
  /// How long it is tried to tell people.
  static let timeout = Span.minutes(15)

  static func approvalRequested(_ approval: Approval, _ execution: Execution, _ turn: inout Turn) {
    let loss = approval.terms.loss.map { "You will lose \($0) of data. " } ?? ""
    let again =
      approval.round > 1 ? "The request before this one is void: what it was bound to has changed. " : ""
    tell(
      approval.policy.from, execution, subject: "approval-\(approval.round)",
      title: "Approve \(execution.plan.name) of \(execution.application.name)?",
      again + loss
        + "Approve before \(approval.expiresAt) with: daruma approve \(execution.application.name) "
        + "--execution \(execution.id) --digest \(approval.digest)",
      &turn)
  }

  static func paused(at step: StepID, _ failure: Failure, _ execution: Execution, _ turn: inout Turn) {
    let attempt = execution.steps[step]?.pausedAttempt ?? 0
    tell(
      nil, execution, subject: "paused-\(step)-\(attempt)",
      title: "\(execution.plan.name) of \(execution.application.name) waits for a person",
      "Step \(step) failed: \(failure). Continue with: daruma resume \(execution.application.name) --execution "
        + "\(execution.id), or end it with: daruma abort \(execution.application.name) --execution \(execution.id)",
      &turn)
  }

  private static func tell(
    _ roles: [Role]?, _ execution: Execution, subject: String, title: String, _ message: String,
    _ turn: inout Turn
  ) {
    let contacts = execution.application.contacts.filter { roles?.contains($0.role) ?? true }
    for (index, contact) in contacts.enumerated() {
      let effect = Effect(
        id: Effect.noticeIdentifier(execution: execution.id, subject: subject, recipient: index + 1),
        application: execution.application.name, execution: execution.id, step: nil, attempt: 1,
        purpose: .perform,
        action: .sendNotice(SendNotice(channels: [contact.channel], subject: title, message: message)),
        deadline: turn.now + timeout)
      turn.record(.progress(execution.id, .noticeDue(effect)))
    }
  }
}

extension StepMachine {
  fileprivate var pausedAttempt: Int {
    switch state {
    case .failed(_, let attempt, _): attempt
    case .waiting, .ready, .running, .succeeded, .adopted, .skipped: 0
    }
  }
}
