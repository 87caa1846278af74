package import Foundation

/// JSON as a tree, for what has no type any more: the data of an event of an old version.
package enum JSONTree: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Decimal, so that no digit is lost on the way through.
  case number(Decimal)
  case string(String)
  case array([JSONTree])
  case object([String: JSONTree])
}

extension JSONTree: Codable {
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let number = try? value.decode(Decimal.self) {
      self = .number(number)
    } else if let array = try? value.decode([JSONTree].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONTree].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .number(let number): try value.encode(number)
    case .string(let text): try value.encode(text)
    case .array(let array): try value.encode(array)
    case .object(let object): try value.encode(object)
    }
  }
}

extension JSONTree: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
}
