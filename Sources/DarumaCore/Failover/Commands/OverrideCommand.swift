/// `override APP --guard GUARD --comment WHY`: one guard does not count for an hour. The risk stands in the journal.
enum OverrideCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    guard state.catalog != nil else { return "application \(state.name) is not declared" }
    guard let name = order.command.guardName else {
      return "no guard is named; those that can be overridden are " + names
    }
    guard name.risk != nil else {
      return "guard \(name.rawValue) can't be overridden; those that can are " + names
    }
    guard let comment = order.command.comment, !comment.allSatisfy(\.isWhitespace) else {
      return "an override needs a reason (--comment)"
    }
    return nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    guard let name = order.command.guardName, let risk = name.risk, turn.state.overrides[name]?.at != turn.now else {
      return
    }
    turn.record(
      .command(
        .guardOverridden(
          GuardOverride(
            name, by: order.command.by, comment: order.command.comment ?? "", risk: risk, at: turn.now))))
  }

  private static var names: String {
    Guard.allCases.filter { $0.risk != nil }.map(\.rawValue).joined(separator: ", ")
  }
}
