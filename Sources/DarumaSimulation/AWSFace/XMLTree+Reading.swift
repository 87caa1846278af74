import Foundation
import FoundationXML

extension XMLTree {
  /// Deepest nesting that is read.
  static let deepest = 32

  /// Reads a document; nil if it is not well formed, nested deeper than ``deepest``, or mixes text and
  /// elements. Namespaces and attributes are not kept: the protocols that use this put nothing into them.
  static func read(_ bytes: [UInt8]) -> XMLTree? {
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    let builder = XMLTreeBuilder()
    parser.delegate = builder
    return parser.parse() && parser.parserError == nil ? builder.root : nil
  }
}

/// Builds the tree while the parser reports elements. Lives only during one call of ``XMLTree/read(_:)``.
private final class XMLTreeBuilder: NSObject, XMLParserDelegate {
  private struct OpenElement {
    let name: String
    var text = ""
    var children: [XMLTree] = []
  }

  private(set) var root: XMLTree?
  private var open: [OpenElement] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    guard open.count < XMLTree.deepest else {
      parser.abortParsing()
      return
    }
    open.append(OpenElement(name: elementName))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard let closed = open.popLast() else { return }
    let isBlank = closed.text.allSatisfy(\.isWhitespace)
    guard closed.children.isEmpty || isBlank else {
      parser.abortParsing()
      return
    }
    let tree =
      closed.children.isEmpty ? XMLTree(closed.name, closed.text) : XMLTree(closed.name, closed.children)
    if open.isEmpty {
      root = tree
    } else {
      open[open.count - 1].children.append(tree)
    }
  }
}
