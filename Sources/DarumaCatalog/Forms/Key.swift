/// One key of a mapping.
package struct Key<Value>: Sendable {
  package let name: String
  package let form: Form<Value>
  package let isRequired: Bool
  /// What the key says, in a sentence; it goes into the JSON Schema and into the remedy where the key is
  /// missing.
  package let meaning: String

  package static func required(_ name: String, _ form: Form<Value>, _ meaning: String) -> Key {
    Key(name: name, form: form, isRequired: true, meaning: meaning)
  }

  package static func optional(_ name: String, _ form: Form<Value>, _ meaning: String) -> Key {
    Key(name: name, form: form, isRequired: false, meaning: meaning)
  }
}

/// A key in a table of keys of different values.
package protocol KeyOfTable: Sendable {
  var name: String { get }
  var schema: JSONValue { get }
  var isRequired: Bool { get }
  var meaning: String { get }
}

extension Key: KeyOfTable {
  package var schema: JSONValue { form.schema }
}

/// What keys demand of each other.
package enum KeyRule: Sendable {
  /// One of these is given, and only one.
  case exactlyOne([String])
  /// One of these is given, or several.
  case atLeastOne([String])
  /// Where the first is given, the second must be too.
  case needs(String, String)
  /// The two don't go together.
  case excludes(String, String)
}

/// Everything that one kind of mapping may hold. The reader refuses what is not in the table, and the schema
/// is made from it.
package struct KeyTable: Sendable {
  /// What the mapping is, with its article: `a step`.
  package let title: String
  package let keys: [any KeyOfTable]
  package var rules: [KeyRule]
  /// What the schema says beyond the keys.
  package var furtherSchema: [JSONMember]

  package init(
    title: String, keys: [any KeyOfTable], rules: [KeyRule] = [], furtherSchema: [JSONMember] = []
  ) {
    self.title = title
    self.keys = keys
    self.rules = rules
    self.furtherSchema = furtherSchema
  }

  package var names: [String] { keys.map(\.name) }

  package var schema: JSONValue {
    let properties = keys.map {
      JSONMember(name: $0.name, value: $0.schema.adding("description", .string($0.meaning)))
    }
    var members: [JSONMember] = [
      JSONMember(name: "type", value: "object"),
      JSONMember(name: "properties", value: .object(properties)),
      JSONMember(name: "additionalProperties", value: false),
    ]
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(JSONMember(name: "required", value: .strings(required))) }
    return .object(members + rules.schema + furtherSchema)
  }
}

extension [KeyRule] {
  /// One member a keyword, for a second of the same name would hide the first from a reader of JSON.
  fileprivate var schema: [JSONMember] {
    var choices: [JSONValue] = []
    var required: [(name: String, others: [String])] = []
    var excluded: [JSONMember] = []
    for rule in self {
      switch rule {
      case .exactlyOne(let names):
        choices.append(["oneOf": .array(names.map { ["required": [.string($0)]] })])
      case .atLeastOne(let names):
        choices.append(["anyOf": .array(names.map { ["required": [.string($0)]] })])
      case .needs(let name, let other):
        if let index = required.firstIndex(where: { $0.name == name }) {
          required[index].others.append(other)
        } else {
          required.append((name, [other]))
        }
      case .excludes(let name, let other):
        excluded.append(
          JSONMember(name: name, value: ["properties": .object([JSONMember(name: other, value: false)])]))
      }
    }
    var members: [JSONMember] = []
    if case .object(let single)? = choices.first, choices.count == 1 { members += single }
    if choices.count > 1 { members.append(JSONMember(name: "allOf", value: .array(choices))) }
    if !required.isEmpty {
      let table = required.map { JSONMember(name: $0.name, value: .strings($0.others)) }
      members.append(JSONMember(name: "dependentRequired", value: .object(table)))
    }
    if !excluded.isEmpty { members.append(JSONMember(name: "dependentSchemas", value: .object(excluded))) }
    return members
  }
}
