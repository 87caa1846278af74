internal import Foundation

#if canImport(FoundationXML)
  internal import FoundationXML
#endif

extension XMLTree {
  /// Elements inside elements, at the most: the deepest answer that is read has about ten levels.
  package static let maximumDepth = 64

  /// - Throws: ``WireFormatError`` where the bytes are not one well-formed XML document, are nested deeper
  ///   than ``maximumDepth``, or declare a document type: no answer of AWS does, and its entities would be
  ///   read as nothing.
  package init(parsing body: [UInt8]) throws(WireFormatError) {
    guard !body.isEmpty else { throw WireFormatError("the body is empty") }
    guard body.firstRange(of: Array("<!DOCTYPE".utf8)) == nil else {
      throw WireFormatError("it declares a document type")
    }
    let reader = XMLTreeReader()
    let parser = XMLParser(data: Data(body))
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    // On Linux, parse() may say true although it met an error, such as a second root or a tag closed out of
    // turn.
    let isWellFormed = parser.parse() && parser.parserError == nil
    if let refusal = reader.refusal { throw WireFormatError(refusal) }
    guard isWellFormed, let root = reader.root else {
      throw WireFormatError("it is not well-formed XML (line \(parser.lineNumber))")
    }
    self = root
  }
}

/// Builds the tree from the parser's calls; lives only as long as one parse.
private final class XMLTreeReader: NSObject, XMLParserDelegate {
  private(set) var root: XMLTree?
  /// Why the parse was broken off.
  private(set) var refusal: String?
  /// The elements that are open, outermost first.
  private var open: [XMLTree] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    guard open.count < XMLTree.maximumDepth else {
      return refuse(parser, "it is nested deeper than \(XMLTree.maximumDepth) elements")
    }
    let localName = elementName.split(separator: ":").last.map { String($0) } ?? elementName
    open.append(XMLTree(name: localName))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += string
  }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text += String(decoding: block, as: UTF8.self)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    guard var element = open.popLast() else { return }
    element.text = element.text.trimmingCharacters(in: .whitespacesAndNewlines)
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  private func refuse(_ parser: XMLParser, _ reason: String) {
    if refusal == nil { refusal = reason }
    parser.abortParsing()
  }
}
