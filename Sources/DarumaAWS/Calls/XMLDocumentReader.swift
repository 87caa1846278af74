package import DarumaCore

/// Makes a document of an XML answer, with lists as lists whether they have no item, one or many.
///
/// What is a list is known from ``CollectionNames``, or from its items being called `member` (EC2: `item`). Other
/// elements that come several times become a list too; ``DarumaCore/Document`` reads those with `list(_:_:)`.
struct XMLDocumentReader {
  let collections: CollectionNames
  let plainItem: String

  /// The members of an object.
  ///
  /// - Parameter parent: What ``CollectionNames`` calls `element`: the operation, or a member.
  func members(
    of element: XMLTree, in parent: String, without names: Set<String> = []
  ) throws(WireFormatError) -> [String: Document] {
    guard element.text.isEmpty else {
      throw WireFormatError("\(element.name) holds a text where its members should stand")
    }
    var values: [String: [Document]] = [:]
    for child in element.children where !names.contains(child.name) {
      values[child.name, default: []].append(try document(child, in: parent))
    }
    var members: [String: Document] = [:]
    for (name, values) in values {
      members[name] = values.count == 1 && !collections.isFlattened(name, in: parent) ? values[0] : .list(values)
    }
    return members
  }

  private func document(_ element: XMLTree, in parent: String) throws(WireFormatError) -> Document {
    let item = collections.item(of: element.name, in: parent)
    guard let first = element.children.first else {
      return element.text.isEmpty && item != nil ? .list([]) : .text(element.text)
    }
    let isOfOneKind = element.children.allSatisfy { $0.name == first.name }
    if isOfOneKind, first.name == item || first.name == plainItem || isItem(first.name, of: element.name) {
      return .list(try items(of: element))
    }
    if isOfOneKind, first.name == "entry", let map = try map(element) { return map }
    return .object(try members(of: element, in: element.name))
  }

  /// Whether a list of this name has such items somewhere else in the service.
  private func isItem(_ item: String, of list: String) -> Bool { collections.items[list] == item }

  private func items(of list: XMLTree) throws(WireFormatError) -> [Document] {
    var items: [Document] = []
    for child in list.children { items.append(try document(child, in: list.name)) }
    return items
  }

  /// Nil where the entries are not those of a map.
  private func map(_ element: XMLTree) throws(WireFormatError) -> Document? {
    var members: [String: Document] = [:]
    for entry in element.children {
      guard entry.children.count == 2, let key = entry["key"], let value = entry["value"] else { return nil }
      guard members.updateValue(try document(value, in: element.name), forKey: key.text) == nil else {
        throw WireFormatError("\(element.name) has '\(key.text)' twice")
      }
    }
    return .object(members)
  }
}

extension Document {
  /// The items of a list that is read from XML without knowing that it is one: none, one or many elements called `item`
  /// inside that called `name`.
  package func list(_ name: String, _ item: String) -> [Document] {
    switch self[name] {
    case .list(let items): items
    case .object(let members):
      switch members[item] {
      case .list(let items): items
      case let only?: [only]
      case nil: []
      }
    case .text, .null, .bool, .integer, .decimal, nil: []
    }
  }
}
