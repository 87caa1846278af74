package import DarumaCore

/// Steps that a person does, or that wait: traits as the real ones have.
extension StepAction {
  package static func manual(_ instructions: String, role: Role? = nil) -> StepAction {
    var parameters: [String: Document] = ["instructions": .text(instructions)]
    if let role { parameters["role"] = .text(role.rawValue) }
    return StepAction(
      name: "manual", parameters: parameters,
      traits: ActionTraits(
        nature: .changes, idempotency: .none, plane: .addresses, outputs: ["saidBy"],
        sentence: "by hand: {instructions}"),
      awaits: .word(role: role, instructions: instructions))
  }

  package static func wait(_ lasting: Span? = nil, until condition: Condition? = nil) -> StepAction {
    StepAction(
      name: "wait", parameters: ["what": "as the test says"],
      traits: ActionTraits(nature: .looks, idempotency: .absolute, plane: .addresses, sentence: "wait {what}"),
      awaits: .moment(lasting: lasting, condition: condition))
  }
}
