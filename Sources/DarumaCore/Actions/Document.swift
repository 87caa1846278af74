/// A piece of JSON: the parameters of an action, and what an AWS service is asked and answers. Members have no order.
///
/// Written and read as the JSON that it is.
package enum Document: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case decimal(Double)
  case text(String)
  case list([Document])
  case object([String: Document])
}

extension Document {
  /// The member of this name; nil where this is no object, or where the member is missing or null.
  package subscript(_ name: String) -> Document? {
    guard case .object(let members) = self, let member = members[name], member != .null else { return nil }
    return member
  }

  /// The items of a list; empty for anything else.
  package var items: [Document] {
    guard case .list(let items) = self else { return [] }
    return items
  }

  /// The items of the list that the member of this name must be; nil where it is missing, or anything else. An empty text
  /// is an empty list: XML can't tell the two apart.
  package func list(_ name: String) -> [Document]? {
    switch self[name] {
    case .list(let items): items
    case .text(""): []
    case .text, .null, .bool, .integer, .decimal, .object, nil: nil
    }
  }

  /// The text itself; numbers and truth values as they are written. Nil for what has parts, and for null.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .decimal(let number): String(number)
    case .bool(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  /// A whole number, also where it is written as text: XML knows nothing else.
  package var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .decimal(let number): Int64(exactly: number)
    case .text(let text): Int64(text)
    case .null, .bool, .list, .object: nil
    }
  }

  /// A truth value, also where it is written as text: XML knows nothing else.
  package var bool: Bool? {
    switch self {
    case .bool(let value): value
    case .text("true"): true
    case .text("false"): false
    case .null, .integer, .decimal, .text, .list, .object: nil
    }
  }
}

extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: Document...) { self = .list(elements) }

  /// A name that is given twice is a mistake of ours.
  package init(dictionaryLiteral elements: (String, Document)...) {
    self = .object(Dictionary(uniqueKeysWithValues: elements))
  }
}

extension Document: Codable {
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: Name.self) {
      var object: [String: Document] = [:]
      for name in members.allKeys { object[name.stringValue] = try members.decode(Document.self, forKey: name) }
      self = .object(object)
    } else if var items = try? decoder.unkeyedContainer() {
      var list: [Document] = []
      while !items.isAtEnd { list.append(try items.decode(Document.self)) }
      self = .list(list)
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let bool = try? value.decode(Bool.self) {
        self = .bool(bool)
      } else if let number = try? value.decode(Int64.self) {
        self = .integer(number)
      } else if let number = try? value.decode(Double.self) {
        self = .decimal(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .object(let object):
      var members = encoder.container(keyedBy: Name.self)
      for (name, value) in object { try members.encode(value, forKey: Name(stringValue: name)) }
    case .list(let list):
      var items = encoder.unkeyedContainer()
      for value in list { try items.encode(value) }
    case .null:
      var value = encoder.singleValueContainer()
      try value.encodeNil()
    case .bool(let bool): try Self.write(bool, encoder)
    case .integer(let number): try Self.write(number, encoder)
    case .decimal(let number): try Self.write(number, encoder)
    case .text(let text): try Self.write(text, encoder)
    }
  }

  private static func write(_ value: some Encodable, _ encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
