/// An XML element: what the XML protocols write and read.
struct XMLTree: Sendable, Equatable {
  var name: String
  var attributes: [Attribute] = []
  var content: Content

  struct Attribute: Sendable, Equatable {
    let name: String
    let value: String
  }

  enum Content: Sendable, Equatable {
    case text(String)
    case children([XMLTree])
  }

  init(_ name: String, _ text: String) {
    self.name = name
    content = .text(text)
  }

  init(_ name: String, _ children: [XMLTree]) {
    self.name = name
    content = .children(children)
  }

  /// Members of a structure; those that are nil are left out.
  init(_ name: String, members: [XMLTree?]) {
    self.init(name, members.compactMap { $0 })
  }

  /// The elements inside; none for text.
  var children: [XMLTree] {
    switch content {
    case .children(let children): children
    case .text: []
    }
  }

  /// The text inside; nil for an element with elements in it.
  var text: String? {
    switch content {
    case .text(let text): text
    case .children(let children): children.isEmpty ? "" : nil
    }
  }

  /// The first element of this name inside.
  func child(_ name: String) -> XMLTree? {
    children.first { $0.name == name }
  }

  /// A complete document, declaration included.
  var document: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    text += "<\(name)"
    for attribute in attributes {
      text += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
    }
    text += ">"
    switch content {
    case .text(let value): text += Self.escaped(value)
    case .children(let children): for child in children { child.write(to: &text) }
    }
    text += "</\(name)>"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\r": escaped += "&#xD;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// Members of a structure, in the forms in which AWS writes them.
extension XMLTree {
  static func text(_ name: String, _ value: String?) -> XMLTree? {
    value.map { XMLTree(name, $0) }
  }

  static func number(_ name: String, _ value: (some BinaryInteger)?) -> XMLTree? {
    value.map { XMLTree(name, String($0)) }
  }

  static func flag(_ name: String, _ value: Bool) -> XMLTree {
    XMLTree(name, value ? "true" : "false")
  }

  /// - Parameter milliseconds: since the epoch.
  static func time(_ name: String, _ milliseconds: Int64?) -> XMLTree? {
    milliseconds.map { XMLTree(name, UTCTime(milliseconds: $0).text) }
  }
}
