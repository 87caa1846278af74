/// One value of a document. Nothing is decoded before it is asked for.
package struct JSONValue: Sendable {
  let document: JSONDocument
  let index: Int

  init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  var node: JSONNode { document.nodes[index] }

  package enum Kind: String, Sendable {
    case null, boolean, number, text, array, object
  }

  package var kind: Kind {
    switch node.kind {
    case .null: .null
    case .true, .false: .boolean
    case .number: .number
    case .string: .text
    case .array: .array
    case .object: .object
    }
  }

  var isNull: Bool { node.kind == .null }

  /// The bytes of the value as it is written: of a string, what is between its quotes.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let node = node
    return try document.bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[Int(node.start)..<Int(node.end)]))
    }
  }

  /// A string's UTF-8, a number's digits. Empty for every other kind.
  func textBytes() -> [UInt8] {
    switch node.kind {
    case .string, .number:
      node.isEscaped
        ? withBytes { JSONString.unescape($0, 0..<$0.count) } : withBytes { Array($0) }
    case .null, .true, .false, .array, .object: []
    }
  }

  /// A string's text, a number as it is written. Empty for every other kind.
  package var text: String {
    switch node.kind {
    case .string, .number:
      node.isEscaped
        ? String(decoding: textBytes(), as: UTF8.self) : withBytes { String(decoding: $0, as: UTF8.self) }
    case .null, .true, .false, .array, .object: ""
    }
  }

  /// Whether this is a string of just that text.
  func equals(_ text: StaticString) -> Bool {
    guard node.kind == .string else { return false }
    return document.matches(node, text)
  }

  /// Whether this is a string of that word, in any case: services have changed the case of their words without a word.
  func says(_ word: StaticString) -> Bool {
    guard node.kind == .string else { return false }
    if document.matches(node, word) { return true }
    let bytes = textBytes()
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    return bytes.indices.allSatisfy { Self.lower(bytes[$0]) == Self.lower(word.utf8Start[$0]) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// Whether this is a string that begins so.
  func hasPrefix(_ prefix: StaticString) -> Bool {
    guard node.kind == .string, !node.isEscaped else { return false }
    return withBytes { bytes in
      bytes.count >= prefix.utf8CodeUnitCount
        && (0..<prefix.utf8CodeUnitCount).allSatisfy { bytes[$0] == prefix.utf8Start[$0] }
    }
  }
}

extension JSONDocument {
  func matches(_ node: JSONNode, _ text: StaticString) -> Bool {
    let start = Int(node.start)
    let length = Int(node.end) - start
    if node.isEscaped {
      return bytes.withUnsafeBufferPointer { buffer in
        JSONString.unescape(buffer, start..<start + length)
          .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
      }
    }
    guard length == text.utf8CodeUnitCount else { return false }
    return bytes.withUnsafeBufferPointer { buffer in
      for offset in 0..<length where buffer[start + offset] != text.utf8Start[offset] { return false }
      return true
    }
  }
}

extension JSONValue {
  /// The member of that name, also where it is null; nil where there is none, or where this is no object.
  package func member(_ name: StaticString) -> JSONValue? {
    guard node.kind == .object else { return nil }
    var key = index + 1
    let end = Int(node.next)
    while key < end {
      if document.matches(document.nodes[key], name) { return JSONValue(document: document, index: key + 1) }
      key = Int(document.nodes[key + 1].next)
    }
    return nil
  }

  /// An object's members in the order in which they are written.
  package var members: Members { Members(object: self) }

  package struct Members: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var key: Int
    private let end: Int

    fileprivate init(object: JSONValue) {
      document = object.document
      key = object.index + 1
      end = object.node.kind == .object ? Int(object.node.next) : key
    }

    package mutating func next() -> (key: JSONValue, value: JSONValue)? {
      guard key < end else { return nil }
      defer { key = Int(document.nodes[key + 1].next) }
      return (JSONValue(document: document, index: key), JSONValue(document: document, index: key + 1))
    }
  }

  /// An array's elements; none for every other kind.
  package var elements: Elements { Elements(array: self) }

  package struct Elements: Sequence, IteratorProtocol {
    private let document: JSONDocument
    private var index: Int
    private let end: Int

    fileprivate init(array: JSONValue) {
      document = array.document
      index = array.index + 1
      end = array.node.kind == .array ? Int(array.node.next) : index
    }

    package mutating func next() -> JSONValue? {
      guard index < end else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return JSONValue(document: document, index: index)
    }
  }

  var firstElement: JSONValue? { elements.first { _ in true } }
}
