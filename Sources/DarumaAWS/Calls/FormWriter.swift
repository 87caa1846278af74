internal import DarumaCore

/// Writes a document as the parameters of a form: `Tags.Tag.1.Key=a&Tags.Tag.1.Value=b`. Members come in the order of
/// their names, so that the same call is always the same text.
struct FormWriter {
  let collections: CollectionNames
  /// EC2's own form: names begin with a capital, and lists are flat (`SnapshotId.1`).
  let isEC2: Bool
  private(set) var parameters = QueryParameters()

  init(collections: CollectionNames, isEC2: Bool) {
    self.collections = collections
    self.isEC2 = isEC2
  }

  /// - Parameter parent: The operation, or the member in which they stand.
  mutating func add(
    _ members: [String: Document], of parent: String, prefix: String = ""
  ) throws(WireFormatError) {
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      let written = isEC2 ? name.prefix(1).uppercased() + name.dropFirst() : name
      try add(value, named: name, in: parent, at: prefix + written)
    }
  }

  /// - Parameter place: The parameter's name as far as it is known.
  private mutating func add(
    _ value: Document, named name: String, in parent: String, at place: String
  ) throws(WireFormatError) {
    switch value {
    case .object(let members):
      if let map = collections.map(name, in: parent) {
        try add(map, members, named: name, at: place)
      } else {
        try add(members, of: name, prefix: place + ".")
      }
    case .list(let items):
      // Of the query protocol an empty list is a parameter without a value; EC2 has no word for it.
      if items.isEmpty, !isEC2 { parameters.add(place, "") }
      let isFlat = isEC2 || collections.isFlattened(name, in: parent)
      let item = isFlat ? name : collections.item(of: name, in: parent) ?? "member"
      for (index, value) in items.enumerated() {
        try add(value, named: item, in: name, at: "\(isFlat ? place : "\(place).\(item)").\(index + 1)")
      }
    case .bool, .integer, .decimal, .text: parameters.add(place, value.text)
    case .null: throw WireFormatError("\(place) is null")
    }
  }

  private mutating func add(
    _ map: MapNames, _ members: [String: Document], named name: String, at place: String
  ) throws(WireFormatError) {
    for (index, (key, value)) in members.sorted(by: { $0.key < $1.key }).enumerated() {
      let entry = "\(place).entry.\(index + 1)"
      parameters.add("\(entry).\(map.key)", key)
      try add(value, named: map.value, in: name, at: "\(entry).\(map.value)")
    }
  }
}
