/// One key of a mapping.
struct Key<Value>: Sendable {
  let name: String
  let form: Form<Value>
  let isRequired: Bool
  /// What the key says, in a sentence; it goes into the JSON Schema and into the remedy where the key is
  /// missing.
  let meaning: String

  static func required(_ name: String, _ form: Form<Value>, _ meaning: String) -> Key {
    Key(name: name, form: form, isRequired: true, meaning: meaning)
  }

  static func optional(_ name: String, _ form: Form<Value>, _ meaning: String) -> Key {
    Key(name: name, form: form, isRequired: false, meaning: meaning)
  }
}

/// A key in a table of keys of different values.
protocol KeyOfTable: Sendable {
  var name: String { get }
  var schema: JSONValue { get }
  var isRequired: Bool { get }
  var meaning: String { get }
}

extension Key: KeyOfTable {
  var schema: JSONValue { form.schema }
}

/// What keys demand of each other.
enum KeyRule: Sendable {
  /// One of these is given, and only one.
  case exactlyOne([String])
  /// Where the first is given, the second must be too.
  case needs(String, String)
}

/// Everything that one kind of mapping may hold. The reader refuses what is not in the table, and the schema
/// is made from it.
struct KeyTable: Sendable {
  /// What the mapping is, with its article: `a step`.
  let title: String
  let keys: [any KeyOfTable]
  var rules: [KeyRule] = []
  /// What the schema says beyond the keys.
  var furtherSchema: [JSONMember] = []

  var names: [String] { keys.map(\.name) }

  var schema: JSONValue {
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
    return .object(members + rules.flatMap(\.schema) + furtherSchema)
  }
}

extension KeyRule {
  fileprivate var schema: [JSONMember] {
    switch self {
    case .exactlyOne(let names):
      [JSONMember(name: "oneOf", value: .array(names.map { ["required": [.string($0)]] }))]
    case .needs(let name, let other):
      [
        JSONMember(
          name: "dependentRequired", value: .object([JSONMember(name: name, value: [.string(other)])]))
      ]
    }
  }
}
