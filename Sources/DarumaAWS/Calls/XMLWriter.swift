internal import DarumaCore

/// Writes a document as an XML element, members in the order of their names: AWS reads them in any order.
struct XMLWriter {
  let collections: CollectionNames

  /// The elements of `members`.
  ///
  /// - Parameter parent: The operation, or the member in which they stand.
  func elements(_ members: [String: Document], of parent: String) throws(WireFormatError) -> [XMLElementText] {
    var elements: [XMLElementText] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      elements += try self.elements(value, named: name, in: parent)
    }
    return elements
  }

  /// One, or those of a flat list.
  private func elements(
    _ value: Document, named name: String, in parent: String
  ) throws(WireFormatError) -> [XMLElementText] {
    guard Self.isName(name) else { throw WireFormatError("'\(name)' in \(parent) is no name of an XML element") }
    switch value {
    case .object(let members):
      guard let map = collections.map(name, in: parent) else {
        return [XMLElementText(name, try elements(members, of: name))]
      }
      var entries: [XMLElementText] = []
      for (key, value) in members.sorted(by: { $0.key < $1.key }) {
        entries.append(
          XMLElementText("entry", [XMLElementText(map.key, key)] + (try elements(value, named: map.value, in: name))))
      }
      return [XMLElementText(name, entries)]
    case .list(let items):
      let isFlat = collections.isFlattened(name, in: parent)
      let item = isFlat ? name : collections.item(of: name, in: parent) ?? "member"
      var elements: [XMLElementText] = []
      for value in items { elements += try self.elements(value, named: item, in: isFlat ? parent : name) }
      return isFlat ? elements : [XMLElementText(name, elements)]
    case .bool, .integer, .decimal, .text: return [XMLElementText(name, value.text ?? "")]
    case .null: throw WireFormatError("\(name) in \(parent) is null")
    }
  }

  private static func isName(_ text: String) -> Bool {
    text.first.map { $0.isASCII && $0.isLetter } == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }
}
