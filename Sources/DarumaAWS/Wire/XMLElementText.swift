/// One XML element as text, built from the inside out.
package struct XMLElementText: Sendable, Equatable {
  /// Well-formed, without a declaration.
  package let text: String

  /// An element that holds a text.
  package init(_ name: String, _ content: String) {
    text = "<\(name)>\(Self.escaped(content))</\(name)>"
  }

  /// An element that holds elements. `namespace` becomes its default namespace.
  package init(_ name: String, namespace: String? = nil, _ children: [XMLElementText]) {
    let declaration = namespace.map { " xmlns=\"\(Self.escaped($0))\"" } ?? ""
    text = "<\(name)\(declaration)>" + children.map(\.text).joined() + "</\(name)>"
  }

  /// Safe both between tags and inside a quoted attribute. A carriage return would be read back as a line
  /// feed unless written as a reference. The other control characters have no form at all in XML 1.0 and
  /// become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}"..."\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
