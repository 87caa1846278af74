extension ActionKind {
  /// One key of `with`, for people.
  package struct KeyLine: Sendable, Hashable {
    package var name: String
    package var isRequired: Bool
    package var meaning: String
  }

  /// The keys of `with`, in their order, as the schema tells them.
  package var keys: [KeyLine] {
    guard case .object(let schema) = schema, case .object(let properties)? = schema.value(of: "properties") else {
      return []
    }
    let required: [String] =
      if case .array(let names)? = schema.value(of: "required") { names.compactMap(\.text) } else { [] }
    return properties.map { property in
      let meaning: JSONValue? =
        if case .object(let members) = property.value { members.value(of: "description") } else { nil }
      return KeyLine(
        name: property.name, isRequired: required.contains(property.name), meaning: meaning?.text ?? "")
    }
  }
}

extension [JSONMember] {
  fileprivate func value(of name: String) -> JSONValue? { first { $0.name == name }?.value }
}

extension JSONValue {
  fileprivate var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}
