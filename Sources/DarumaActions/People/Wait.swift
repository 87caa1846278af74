package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `wait`: until a time has passed, or a condition of the kind that triggers have holds. The core finds that out by itself
/// (`Awaited`): no timer runs, and nothing is asked or sent outside.
package enum Wait: ActionDefinition {
  package static let name: ActionName = "wait"
  package static let about = "Waits until a time has passed since the step began, and until a condition holds."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .looks, idempotency: .absolute, plane: .addresses, sentence: "wait {what}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.notNeeded
}

// MARK: - In an application file

extension Wait {
  private static let lasting = Key.optional(
    "for", Form<Span>.span(from: .seconds(1)).located, "How long it waits at the least.")
  private static let until = Key.optional(
    "until", ConditionSection.form.located, "What must hold, as in the `when` of a trigger.")

  package static let form = Form<Wanted>.mapping(
    KeyTable(
      title: "the `with` of wait", keys: [lasting, until], rules: [.atLeastOne([lasting.name, until.name])])
  ) { Wanted(lasting: $0.value(lasting), condition: $0.value(until)) }

  package struct Wanted: ActionWanted {
    var lasting: Located<Span>?
    package var condition: Located<ConditionDraft>?

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      let time = lasting.map { "for \($0.value)" }
      let state = condition.map {
        "until it is so that " + $0.value.condition.leaves.map { $0.test.statement }.joined(separator: "; ")
      }
      return ["what": .text([time, state].compactMap(\.self).joined(separator: " and "))]
    }

    package var awaits: Awaited? { .moment(lasting: lasting?.value, condition: condition?.value.condition) }
  }
}

// MARK: - Carried out

extension Wait {
  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] { [] }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    preconditionFailure("\(at.effect.id) waits for what the core finds out: there is nothing to look at")
  }
}
