import HashTreeCollections

/// A dictionary of which a copy costs nothing and a change of the copy little: it shares what is the same (a hash array
/// mapped trie). A decision works on a copy of the state, and must not cost the size of the state.
///
/// Written as a dictionary is.
package struct Table<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var tree = TreeDictionary<Key, Value>()

  package init() {}

  package subscript(key: Key) -> Value? {
    get { tree[key] }
    set { tree[key] = newValue }
  }

  package subscript(key: Key, default fallback: @autoclosure () -> Value) -> Value {
    get { tree[key] ?? fallback() }
    set { tree[key] = newValue }
  }

  package var count: Int { tree.count }
  package var isEmpty: Bool { tree.isEmpty }
  /// In no order that means anything.
  package var keys: some Sequence<Key> { tree.lazy.map(\.key) }
  package var values: some Sequence<Value> { tree.lazy.map(\.value) }

  /// Keeps only what `isKept` says.
  package mutating func keep(where isKept: (Key) -> Bool) {
    for key in tree.keys where !isKept(key) { tree[key] = nil }
  }
}

extension Table: Equatable where Value: Equatable {}
extension Table: Hashable where Value: Hashable {}

extension Table: Encodable where Key: Encodable, Value: Encodable {
  package func encode(to encoder: any Encoder) throws { try tree.encode(to: encoder) }
}

extension Table: Decodable where Key: Decodable, Value: Decodable {
  package init(from decoder: any Decoder) throws {
    tree = try TreeDictionary(from: decoder)
  }
}
