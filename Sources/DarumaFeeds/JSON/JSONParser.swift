/// Reads one JSON value, strictly (RFC 8259): each key once, strings of valid UTF-8 without halves of
/// surrogate pairs, nothing after the value. Numbers stay text; nothing is converted before someone asks.
///
/// The nesting limit bounds the recursion.
struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSONLimits
  private var position = 0
  private var depth = 0
  /// The array or object that is being read.
  private var container: UInt32 = 0
  private var nodes: [JSONNode] = []

  private init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
    nodes.reserveCapacity(min(bytes.count / 12 + 8, limits.elements))
  }

  static func parse(_ bytes: ArraySlice<UInt8>, limits: JSONLimits) throws(JSONFault) -> [JSONNode] {
    guard bytes.count <= min(limits.documentBytes, Int(UInt32.max) - 1) else {
      throw JSONFault(.documentTooLarge, at: limits.documentBytes)
    }
    return try bytes.withUnsafeBufferPointer { buffer throws(JSONFault) in
      var parser = JSONParser(buffer, limits: limits)
      try parser.document()
      return parser.nodes
    }
  }

  private mutating func document() throws(JSONFault) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
      throw JSONFault(.byteOrderMark, at: 0)
    }
    skipWhiteSpace()
    guard position < bytes.count else { throw JSONFault(.empty, at: position) }
    try value()
    skipWhiteSpace()
    guard position == bytes.count else { throw JSONFault(.trailingBytes, at: position) }
  }

  private mutating func value() throws(JSONFault) {
    guard position < bytes.count else { throw JSONFault(.unexpectedEnd, at: position) }
    switch bytes[position] {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "t"): try word("true", .true)
    case UInt8(ascii: "f"): try word("false", .false)
    case UInt8(ascii: "n"): try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default:
      let isText = bytes[position] < 0x80
      throw JSONFault(isText ? .unexpectedByte : .invalidUTF8, at: position)
    }
  }

  private mutating func object() throws(JSONFault) {
    let index = try open(.object)
    var count = 0
    if !close(UInt8(ascii: "}")) {
      repeat {
        skipWhiteSpace()
        try expect(UInt8(ascii: "\""), consuming: false)
        try string(isKey: true)
        skipWhiteSpace()
        try expect(UInt8(ascii: ":"))
        skipWhiteSpace()
        try value()
        count += 1
        skipWhiteSpace()
      } while takeComma()
      try expect(UInt8(ascii: "}"))
    }
    seal(index)
    try JSONKeys.checkUnique(ofObjectAt: index, count: count, nodes: nodes, bytes: bytes)
  }

  private mutating func array() throws(JSONFault) {
    let index = try open(.array)
    if !close(UInt8(ascii: "]")) {
      repeat {
        skipWhiteSpace()
        try value()
        skipWhiteSpace()
      } while takeComma()
      try expect(UInt8(ascii: "]"))
    }
    seal(index)
  }

  private mutating func open(_ kind: JSONNode.Kind) throws(JSONFault) -> Int {
    depth += 1
    guard depth <= limits.nestingDepth else { throw JSONFault(.nestingTooDeep, at: position) }
    let index = nodes.count
    try append(JSONNode(kind: kind, start: UInt32(position), end: 0, next: 0, parent: container))
    container = UInt32(index)
    position += 1
    return index
  }

  private mutating func seal(_ index: Int) {
    depth -= 1
    nodes[index].end = UInt32(position)
    nodes[index].next = UInt32(nodes.count)
    container = nodes[index].parent
  }

  private mutating func close(_ byte: UInt8) -> Bool {
    skipWhiteSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func takeComma() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8, consuming: Bool = true) throws(JSONFault) {
    guard position < bytes.count else { throw JSONFault(.unexpectedEnd, at: position) }
    guard bytes[position] == byte else { throw JSONFault(.unexpectedByte, at: position) }
    if consuming { position += 1 }
  }

  private mutating func word(_ word: StaticString, _ kind: JSONNode.Kind) throws(JSONFault) {
    let start = position
    for index in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw JSONFault(.unexpectedEnd, at: position) }
      guard bytes[position] == word.utf8Start[index] else { throw JSONFault(.unexpectedByte, at: position) }
      position += 1
    }
    try appendLeaf(kind, from: start, to: position)
  }

  private mutating func string(isKey: Bool = false) throws(JSONFault) {
    let scan = try JSONString.scan(bytes, from: position + 1, limit: limits.stringBytes)
    try appendLeaf(.string, from: position + 1, to: scan.end, isEscaped: scan.isEscaped, isKey: isKey)
    position = scan.end + 1
  }

  private mutating func number() throws(JSONFault) {
    let end = try JSONNumber.scan(bytes, from: position, limit: limits.numberBytes)
    try appendLeaf(.number, from: position, to: end)
    position = end
  }

  private mutating func appendLeaf(
    _ kind: JSONNode.Kind, from start: Int, to end: Int, isEscaped: Bool = false, isKey: Bool = false
  ) throws(JSONFault) {
    try append(
      JSONNode(
        kind: kind, isEscaped: isEscaped, isKey: isKey, start: UInt32(start), end: UInt32(end),
        next: UInt32(nodes.count + 1), parent: container))
  }

  private mutating func append(_ node: JSONNode) throws(JSONFault) {
    guard nodes.count < limits.elements else { throw JSONFault(.tooManyElements, at: position) }
    nodes.append(node)
  }

  private mutating func skipWhiteSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}
