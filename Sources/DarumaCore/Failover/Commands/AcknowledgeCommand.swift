/// `acknowledge APP TRIGGER`: a person has seen it; it is quiet until its condition ends. `acknowledge APP --finding
/// ID`: a suspected compromise was looked into.
enum AcknowledgeCommand: OperatorCommand {
  static func refusal(_ order: Order, _ state: ApplicationState) -> String? {
    if let finding = order.command.finding { return refusal(ofClearing: finding, state) }
    guard let name = order.command.trigger, let machine = state.triggers[name] else {
      return "application \(state.name) has no trigger \(order.command.trigger?.rawValue ?? "(none named)")"
    }
    return machine.decide(.acknowledgeAsked(by: order.command.by)) == nil
      ? "trigger \(name) has nothing to acknowledge" : nil
  }

  static func carryOut(_ order: Order, _ turn: inout Turn) {
    if let finding = order.command.finding {
      if turn.state.projection.protection.isCleared(finding) == false {
        turn.record(.command(.findingCleared(finding, by: order.command.by)))
      }
      return
    }
    guard let name = order.command.trigger else { return }
    turn.give(.acknowledgeAsked(by: order.command.by), to: name)
  }

  private static func refusal(ofClearing finding: String, _ state: ApplicationState) -> String? {
    guard let isCleared = state.projection.protection.isCleared(finding) else {
      return "application \(state.name) has no finding \(finding)"
    }
    return isCleared ? "finding \(finding) is cleared already" : nil
  }
}
