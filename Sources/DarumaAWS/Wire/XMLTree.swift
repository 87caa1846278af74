/// An XML element of an answer. Namespaces and attributes are dropped: AWS's answers carry no meaning in
/// them.
package struct XMLTree: Sendable, Equatable {
  /// Without its prefix.
  package var name: String
  /// The text directly inside, without blanks at both ends.
  package var text: String
  package var children: [XMLTree]

  package init(name: String, text: String = "", children: [XMLTree] = []) {
    self.name = name
    self.text = text
    self.children = children
  }

  /// The first child of this name.
  package subscript(name: String) -> XMLTree? { children.first { $0.name == name } }

  /// The text of the first child of this name; nil where it is missing or empty.
  package func text(_ name: String) -> String? {
    guard let text = self[name]?.text, !text.isEmpty else { return nil }
    return text
  }

  /// The members of a list: `<Tags><Tag/><Tag/></Tags>`. Empty where the list is missing.
  package func list(_ name: String, of member: String) -> [XMLTree] {
    self[name]?.children.filter { $0.name == member } ?? []
  }

  /// As ``list(_:of:)``, of a list that is always sent, also where it is empty.
  package func requiredList(_ name: String, of member: String) throws(WireFormatError) -> [XMLTree] {
    try required(name).children.filter { $0.name == member }
  }

  /// The child of this name.
  package func required(_ name: String) throws(WireFormatError) -> XMLTree {
    guard let child = self[name] else { throw WireFormatError("\(self.name) has no \(name)") }
    return child
  }

  /// The text of the child of this name, which can't be empty.
  package func requiredText(_ name: String) throws(WireFormatError) -> String {
    guard let text = text(name) else { throw WireFormatError("\(self.name) has no \(name)") }
    return text
  }

  /// A whole number; nil where it is missing.
  package func integer(_ name: String) throws(WireFormatError) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text) else {
      throw WireFormatError("\(self.name).\(name) is '\(text)', not a number")
    }
    return number
  }
}
