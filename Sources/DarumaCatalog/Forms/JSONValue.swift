/// A piece of a JSON document whose members keep their order: what a JSON Schema is made of.
package indirect enum JSONValue: Sendable, Equatable {
  case object([JSONMember])
  case array([JSONValue])
  case string(String)
  case integer(Int64)
  case boolean(Bool)
}

package struct JSONMember: Sendable, Equatable {
  package var name: String
  package var value: JSONValue
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember(name: $0.0, value: $0.1) })
  }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
}

extension JSONValue {
  /// An object with more members; anything else stays as it is.
  package func adding(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + [JSONMember(name: name, value: value)])
  }

  package static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// The text of the document, two spaces a level, without a line break at the end.
  package func rendered(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(Self.escaped($0.name)): \($0.value.rendered(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .array(let items) where !items.isEmpty:
      let lines = items.map { inner + $0.rendered(indent: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object: return "{}"
    case .array: return "[]"
    case .string(let text): return Self.escaped(text)
    case .integer(let number): return String(number)
    case .boolean(let value): return value ? "true" : "false"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20:
        let number = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - number.count) + number
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
