import DarumaCore

/// One action: its name, what it acts on, and how its `with` is written.
struct ActionRow: Sendable {
  enum ResourceUse: Sendable {
    case required(ResourceType)
    case optional(ResourceType)
    case none
  }

  let name: String
  let resource: ResourceUse
  let with: Form<ActionDraft.Parameters>
  /// Whether `with` has a key that must be given.
  let needsWith: Bool
}

enum ActionTable {
  static let rows = [
    ActionRow(
      name: "rds.restore", resource: .required(.rdsInstance), with: RestoreSection.form, needsWith: false),
    ActionRow(
      name: "ecs.scale", resource: .optional(.ecsService), with: ScaleSection.form, needsWith: true),
    ActionRow(name: "route53.switch", resource: .none, with: SwitchSection.form, needsWith: true),
    ActionRow(name: "http.check", resource: .none, with: CheckSection.form, needsWith: true),
    ActionRow(name: "notify", resource: .none, with: NoticeSection.form, needsWith: true),
  ]

  static let names = rows.map(\.name)

  static let nameForm = Form<Located<ActionRow>>.scalar(
    schema: ["enum": .strings(names)], wanted: "the name of an action"
  ) { written, findings in
    if let row = rows.first(where: { $0.name == written.text }) {
      return Located(value: row, place: written.place)
    }
    findings.report(
      .unknownAction, at: written.place, "there is no action \(quoted(written.text))",
      remedy: NearMiss.remedy(written.text, among: names, whatIsKnown: "action"))
    return nil
  }

  /// What the schema says of `with` and `resource`, action by action.
  static let schemaOfSteps: [JSONMember] = [
    JSONMember(name: "allOf", value: .array(rows.map(\.schema)))
  ]

  /// The forms of `with`, to be defined once in the schema.
  static let definitions: [JSONMember] = rows.map { JSONMember(name: $0.definition, value: $0.with.schema) }
}

extension ActionRow {
  fileprivate var definition: String { "\(name).with" }

  fileprivate var schema: JSONValue {
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
      "if": ["properties": ["action": ["const": .string(name)]], "required": ["action"]],
      "then": ["properties": .object(properties), "required": .strings(required)],
    ]
  }

  /// The parameters of the action at `place`; nil where `with` is unusable.
  func read(_ with: Written, at place: Place, _ findings: Findings) -> ActionDraft? {
    let before = findings.count
    return self.with.read(with, findings).map {
      ActionDraft(row: self, place: place, parameters: $0, isWhole: findings.count == before)
    }
  }

  /// Reports a resource that is missing, or that the action can't have. `place` is the resource's, or the
  /// step's.
  func checkResource(isGiven: Bool, at place: Place, _ findings: Findings) {
    switch resource {
    case .required(let type) where !isGiven:
      findings.report(
        .missingKey, at: place, "\(name) needs `resource`",
        remedy: "add `resource:` with the id of an \(type.rawValue) of this file")
    case .none where isGiven:
      findings.report(
        .keyConflict, at: place, "\(name) acts on no resource", remedy: "remove `resource`")
    case .required, .optional, .none:
      break
    }
  }

  /// The type of resource that the action acts on.
  var resourceType: ResourceType? {
    switch resource {
    case .required(let type), .optional(let type): type
    case .none: nil
    }
  }
}
