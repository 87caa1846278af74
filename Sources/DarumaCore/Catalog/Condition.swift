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

  package func matches(_ name: String) -> Bool {
    let parts = rawValue.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return name == rawValue }
    guard name.hasPrefix(parts[0]), name.hasSuffix(parts[parts.count - 1]),
      name.count >= parts[0].count + parts[parts.count - 1].count
    else { return false }
    var rest = name.dropFirst(parts[0].count).dropLast(parts[parts.count - 1].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

extension Substring {
  /// The first place where `part` stands. (The standard library's own search needs Foundation or regular
  /// expressions, which the core does without.)
  fileprivate func firstRange(of part: Substring) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      let rest = self[start...]
      if rest.hasPrefix(part) { return start..<rest.index(start, offsetBy: part.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
