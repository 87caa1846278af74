package import DarumaCore

/// The actions that an application file may name.
package struct ActionTable: Sendable {
  package let kinds: [ActionKind]

  package init(_ kinds: [ActionKind]) { self.kinds = kinds }

  package var names: [String] { kinds.map(\.name.rawValue) }

  package subscript(name: ActionName) -> ActionKind? { kinds.first { $0.name == name } }

  private static let nameDefinition = "action"
  private static let stepDefinition = "step"

  /// The name of an action of the reading's own table.
  static let nameForm = Form<Located<ActionKind>>(schema: ["$ref": .string("#/$defs/\(nameDefinition)")]) {
    written, findings in
    nameText.read(written, findings).flatMap { name in
      if let kind = findings.actions[ActionName(name.value)] { return Located(value: kind, place: name.place) }
      findings.report(
        .unknownAction, at: name.place, "there is no action \(quoted(name.value))",
        remedy: NearMiss.remedy(name.value, among: findings.actions.names, whatIsKnown: "action"))
      return nil
    }
  }

  private static let nameText = Form<Located<String>>.scalar(schema: [:], wanted: "the name of an action") {
    written, _ in Located(value: written.text, place: written.place)
  }

  /// What the schema says of `with` and `resource`, action by action.
  static let schemaOfSteps: [JSONMember] = [
    JSONMember(name: "allOf", value: [["$ref": .string("#/$defs/\(stepDefinition)")]])
  ]

  /// What the schema defines once: the names, what goes with which, and the forms of `with`.
  var definitions: [JSONMember] {
    [
      JSONMember(name: Self.nameDefinition, value: ["enum": .strings(names)]),
      JSONMember(name: Self.stepDefinition, value: ["allOf": .array(kinds.map(\.stepSchema))]),
    ] + kinds.map { JSONMember(name: $0.definition, value: $0.schema) }
  }
}

extension ActionKind {
  fileprivate var definition: String { "\(name).with" }

  fileprivate var stepSchema: JSONValue {
    var required: [String] = needsWith ? ["with"] : []
    var properties: [JSONMember] = [
      JSONMember(name: "with", value: ["$ref": .string("#/$defs/\(definition)")])
    ]
    switch resource {
    case .required: required.append("resource")
    case .optional: break
    case .none: properties.append(JSONMember(name: "resource", value: false))
    }
    return [
      "if": ["properties": ["action": ["const": .string(name.rawValue)]], "required": ["action"]],
      "then": ["properties": .object(properties), "required": .strings(required)],
    ]
  }
}
