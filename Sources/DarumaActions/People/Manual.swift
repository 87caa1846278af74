package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `manual`: a person does it, and says so with `daruma done`. Nothing of it is asked or sent outside but the message that
/// announces it: what comes of it is found out by the core (`Awaited`).
package enum Manual: ActionDefinition {
  package static let name: ActionName = "manual"
  package static let about = "Asks people to do something by hand, and waits until one says that it is done."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .none, plane: .addresses, outputs: ["saidBy"], sentence: "by hand: {instructions}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.byHand("whatever was done")
}

// MARK: - In an application file

extension Manual {
  /// As of `notify`: far less than what a channel takes.
  private static let longestInstructions = 4096

  private static let instructions = Key.required(
    "instructions", Form<String>.text(atMost: longestInstructions), "What is to be done, for the person who does it.")
  private static let role = Key.optional(
    "role", Form<Role>.name("the name of a role").located,
    "Who is asked, by their contacts, and in which role it must be said; anybody without it.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of manual", keys: [instructions, role])
  ) { fields in
    let (text, asked) = (fields.value(instructions), fields.value(role))
    return text.map { Wanted(instructions: $0, role: asked) }
  }

  package struct Wanted: ActionWanted {
    var instructions: String
    var role: Located<Role>?

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        Manual.instructions.name: .text(instructions), Manual.role.name: Document(role?.value.rawValue),
      ])
    }

    package var roles: [Located<Role>] { role.map { [$0] } ?? [] }
    package var awaits: Awaited? { .word(role: role?.value, instructions: instructions) }
  }
}

// MARK: - Carried out

extension Manual {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] { [] }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    preconditionFailure("\(at.effect.id) is a person's work: there is nothing to look at")
  }
}
