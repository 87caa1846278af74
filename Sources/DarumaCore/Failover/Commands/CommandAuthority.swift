/// Whether a signature (Base64) is that of `text` by `key` (``Operator/key``). Given from outside, since the core has no
/// cryptography of its own.
package typealias SignatureCheck = @Sendable (_ signature: String, _ text: String, _ key: String) -> Bool

/// Who may command what. Where the file lists operators, a command counts only with the signature of one of them; nothing
/// else is asked, so that nothing but the broker is needed to approve. Where it lists none, whoever may write to the control
/// topic may command, and `by` and `role` are what the sender says.
enum CommandAuthority {
  enum Verdict {
    /// With the name and the role that count.
    case admitted(CommandGiven)
    case refused(reason: String)
    /// No operator signed it.
    case strange(reason: String)
  }

  static func judge(_ command: CommandGiven, _ state: ApplicationState, _ isRight: SignatureCheck) -> Verdict {
    guard let catalog = state.catalog, let operators = catalog.operators, !operators.isEmpty else {
      return .admitted(command)
    }
    guard let sender = operators.first(where: { Approver.isSame($0.name, command.by) }) else {
      return .strange(
        reason: "\(command.by) is no operator of application \(catalog.name); it lists "
          + operators.map(\.name).joined(separator: ", "))
    }
    guard let signature = command.signature, let text = command.text else {
      return .strange(
        reason:
          "it is not signed, and application \(catalog.name) lists operators; sign with --key and \(sender.name)'s key")
    }
    guard isRight(signature, text, sender.key) else {
      return .strange(reason: "the signature is not that of \(sender.name)'s key in the application file")
    }
    if let role = command.role, !sender.roles.contains(role) {
      return .refused(reason: "\(sender.name) has no role \(role); the application file gives \(words(sender.roles))")
    }
    let mayDecide = catalog.decidingRoles
    if command.overrules, !mayDecide.isEmpty, !sender.roles.contains(where: mayDecide.contains) {
      return .refused(
        reason: "\(command.command.rawValue) needs one of the roles that may approve (\(words(mayDecide))); "
          + "\(sender.name) has \(words(sender.roles))")
    }
    var admitted = command
    admitted.by = sender.name
    admitted.role = command.role ?? sender.roles.first(where: asked(command, state).contains) ?? sender.roles.first
    return .admitted(admitted)
  }

  /// The roles that the request which it answers is made to.
  private static func asked(_ command: CommandGiven, _ state: ApplicationState) -> [Role] {
    let execution = command.execution.map { state.executions[$0] } ?? state.runningExecution
    if command.command == .done {
      guard let step = command.step, case .word(let role?, _)? = execution?.plan.step(step)?.action.awaits else {
        return []
      }
      return [role]
    }
    return execution?.machine.approval?.policy.from ?? []
  }

  private static func words(_ roles: [Role]) -> String { roles.map(\.rawValue).joined(separator: ", ") }
}
