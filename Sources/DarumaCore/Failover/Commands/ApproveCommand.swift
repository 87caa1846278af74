/// `approve APP --digest DIGEST`: agrees to the terms in force.
enum ApproveCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard let execution = order.target(state) else { return order.noExecution(state) }
    guard let approval = execution.machine.approval else { return execution.unfit + ", not awaiting approval" }
    guard let role = order.command.role, approval.policy.from.contains(role) else {
      return "an approval must come from \(approval.policy.from.map(\.rawValue).joined(separator: " or "))"
        + "; this one came from \(order.command.role?.rawValue ?? "no role")"
    }
    guard order.command.digest == approval.digest else {
      return "the approval is bound to other terms (\(order.command.digest ?? "none named")); those in force are "
        + "\(approval.digest), of request \(approval.round)"
    }
    guard !approval.approvers.contains(where: { Approver.isSame($0.name, order.command.by) }) else {
      return "\(order.command.by) has approved already; \(approval.policy.required) different people must"
    }
    guard order.givenAt < approval.expiresAt else { return "the request expired at \(approval.expiresAt)" }
    return nil
  }

  static func outdated(_ order: Order, _ state: ApplicationState, at now: Instant) -> String? {
    guard let execution = order.target(state), let approval = execution.machine.approval,
      let change = ApprovalStanding.change(of: execution, in: state, at: now)
    else { return nil }
    let next = max(approval.nextRequestAt, now)
    return "what request \(approval.round) asks is no longer so: \(change); it is asked anew at \(next)"
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let execution = order.target(turn.state), let approval = execution.machine.approval,
      let role = order.command.role, order.command.digest == approval.digest,
      !approval.approvers.contains(where: { Approver.isSame($0.name, order.command.by) })
    else { return }
    turn.give(
      .approved(Approver(name: order.command.by, role: role, digest: approval.digest, at: turn.now)),
      to: execution.id)
  }
}
