/// When a trigger fires: a tree over what has been observed. It knows no kind of leaf: each stands in a file of its own
/// (`Observation/Leaves`).
package indirect enum Condition: Hashable, Sendable {
  case all([Condition])
  case any([Condition])
  case atLeast(Int, of: [Condition])
  case not(Condition)
  case leaf(Leaf)
}

extension Condition {
  /// Every leaf, in the order of the file.
  package var leaves: [Leaf] {
    switch self {
    case .all(let parts), .any(let parts), .atLeast(_, let parts): parts.flatMap(\.leaves)
    case .not(let part): part.leaves
    case .leaf(let leaf): [leaf]
    }
  }
}

/// Written as an object with one key, as in an application file: `{"all": […]}`, `{"alarm": {…}}`.
extension Condition: Codable {
  private enum Key: String, CodingKey { case all, any, atLeast, of, not }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard !container.allKeys.isEmpty else {
      self = .leaf(try Leaf(from: decoder))
      return
    }
    if let count = try container.decodeIfPresent(Int.self, forKey: .atLeast) {
      self = .atLeast(count, of: try container.decode([Condition].self, forKey: .of))
      return
    }
    let leaves = try decoder.container(keyedBy: Leaf.Kind.self)
    guard let leaf = leaves.allKeys.first else {
      switch try container.onlyKey() {
      case .all: self = .all(try container.decode([Condition].self, forKey: .all))
      case .any: self = .any(try container.decode([Condition].self, forKey: .any))
      case .not: self = .not(try container.decode(Condition.self, forKey: .not))
      case .atLeast, .of:
        throw DecodingError.dataCorruptedError(
          forKey: .of, in: container, debugDescription: "atLeast and of go together")
      }
      return
    }
    throw DecodingError.dataCorruptedError(
      forKey: leaf, in: leaves, debugDescription: "wanted an object with exactly one known key")
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .leaf(let leaf): try leaf.encode(to: encoder)
    case .all(let parts):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(parts, forKey: .all)
    case .any(let parts):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(parts, forKey: .any)
    case .atLeast(let count, let parts):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(count, forKey: .atLeast)
      try container.encode(parts, forKey: .of)
    case .not(let part):
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(part, forKey: .not)
    }
  }
}

/// A name with `*` for any text.
package struct NamePattern: Name {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }

  /// By bytes, as names are compared.
  package func matches(_ name: String) -> Bool {
    let parts = rawValue.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return name.utf8.elementsEqual(rawValue.utf8)
    }
    guard name.utf8.count >= first.count + last.count, name.utf8.starts(with: first),
      name.utf8.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = name.utf8.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let after = rest.behindFirst(part) else { return false }
      rest = rest[after...]
    }
    return true
  }
}

extension Substring.UTF8View {
  /// The place behind the first place where `part` stands.
  fileprivate func behindFirst(_ part: Substring.UTF8View) -> Index? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      if rest.starts(with: part) { return index(start, offsetBy: part.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
