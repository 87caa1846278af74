import HashTreeCollections

/// A dictionary of which a copy costs nothing and a change of the copy little: it shares what is the same (a hash array
/// mapped trie). A decision works on a copy of the state, and must not cost the size of the state.
///
/// Each value lies in a leaf of its own: the nodes of the tree double in size as they fill, and are copied when a
/// neighbour changes, so that they should hold little. Written as a dictionary is.
package struct Table<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var tree = TreeDictionary<Key, TreeLeaf<Value>>()

  package init() {}

  package subscript(key: Key) -> Value? {
    get { tree[key]?.value }
    set { tree[key] = newValue.map(TreeLeaf.init) }
  }

  package subscript(key: Key, default fallback: @autoclosure () -> Value) -> Value {
    get { tree[key]?.value ?? fallback() }
    set { tree[key] = TreeLeaf(newValue) }
  }

  package var count: Int { tree.count }
  package var isEmpty: Bool { tree.isEmpty }
  /// In no order that means anything.
  package var keys: some Sequence<Key> { tree.lazy.map(\.key) }
  package var values: some Sequence<Value> { tree.lazy.map(\.value.value) }

  /// Keeps only what `isKept` says.
  package mutating func keep(where isKept: (Key) -> Bool) {
    for key in tree.keys where !isKept(key) { tree[key] = nil }
  }

  /// Keeps only the values that `isKept` says.
  package mutating func keepValues(where isKept: (Value) -> Bool) {
    for (key, leaf) in tree where !isKept(leaf.value) { tree[key] = nil }
  }
}

extension Table: Equatable where Value: Equatable {}
extension Table: Hashable where Value: Hashable {}

extension Table: Encodable where Key: Encodable, Value: Encodable {
  package func encode(to encoder: any Encoder) throws {
    guard Key.self is any Name.Type,
      let written = EquivalentNames.written(tree.keys.compactMap { ($0 as? any Name)?.rawValue })
    else { return try tree.encode(to: encoder) }
    var fields = encoder.container(keyedBy: WrittenKey.self)
    for (key, leaf) in tree {
      guard let name = (key as? any Name)?.rawValue else { continue }
      let text = written[name]?[Array(name.utf8)] ?? name
      try fields.encode(leaf, forKey: WrittenKey(stringValue: text))
    }
  }
}

extension Table: Decodable where Key: Decodable, Value: Decodable {
  package init(from decoder: any Decoder) throws {
    tree = try TreeDictionary(from: decoder)
  }
}

/// A value that never changes, shared by all tables that hold it. Equal, hashed and written as the value is.
private final class TreeLeaf<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension TreeLeaf: Equatable where Value: Equatable {
  static func == (left: TreeLeaf, right: TreeLeaf) -> Bool { left === right || left.value == right.value }
}

extension TreeLeaf: Hashable where Value: Hashable {
  func hash(into hasher: inout Hasher) { value.hash(into: &hasher) }
}

extension TreeLeaf: Encodable where Value: Encodable {
  func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

extension TreeLeaf: Decodable where Value: Decodable {
  convenience init(from decoder: any Decoder) throws { self.init(try Value(from: decoder)) }
}
