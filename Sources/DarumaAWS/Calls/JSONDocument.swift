internal import DarumaCore

/// Reads JSON into a document, strictly (RFC 8259): each name once, strings of valid UTF-8 without halves of surrogate
/// pairs, nothing after the value. A whole number that fits is an integer, any other number a decimal.
struct JSONDocument {
  /// Objects and lists inside each other, at the most; it bounds the recursion.
  static let maximumDepth = 64

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  static func read(_ bytes: [UInt8]) throws(WireFormatError) -> Document {
    var reader = JSONDocument(bytes: bytes)
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.position == bytes.count else { throw reader.failure("something follows the JSON") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value() throws(WireFormatError) -> Document {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try nested { reader throws(WireFormatError) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(WireFormatError) in try reader.list() }
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
    default:
      for (word, value) in [("true", Document.bool(true)), ("false", .bool(false)), ("null", .null)]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      throw failure(next == nil ? "it ends too early" : "it is not JSON")
    }
  }

  private mutating func nested(
    _ read: (inout JSONDocument) throws(WireFormatError) -> Document
  ) throws(WireFormatError) -> Document {
    depth += 1
    guard depth <= Self.maximumDepth else { throw failure("it is nested deeper than \(Self.maximumDepth)") }
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(WireFormatError) -> Document {
    var members: [String: Document] = [:]
    if takes("}") { return .object(members) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw failure("a name is missing") }
      let name = try string()
      try expect(":")
      guard members.updateValue(try value(), forKey: name) == nil else { throw failure("'\(name)' stands there twice") }
    } while takes(",")
    try expect("}")
    return .object(members)
  }

  private mutating func list() throws(WireFormatError) -> Document {
    var items: [Document] = []
    if takes("]") { return .list(items) }
    repeat { items.append(try value()) } while takes(",")
    try expect("]")
    return .list(items)
  }

  private mutating func number() throws(WireFormatError) -> Document {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let leadingZero = next == UInt8(ascii: "0")
    let digits = try digits()
    guard !leadingZero || digits == 1 else { throw failure("a number begins with 0") }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      _ = try self.digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      _ = try self.digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int64(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw failure("the number \(text) is too large") }
    return .decimal(number)
  }

  private mutating func digits() throws(WireFormatError) -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw failure("a digit is missing") }
    return position - start
  }

  private mutating func takes(_ mark: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ mark: Unicode.Scalar) throws(WireFormatError) {
    guard takes(mark) else { throw failure(next == nil ? "it ends too early" : "a '\(mark)' is missing") }
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func failure(_ reason: String) -> WireFormatError {
    WireFormatError("the answer is not JSON: \(reason) (byte \(position))")
  }
}

/// Strings.
extension JSONDocument {
  private mutating func string() throws(WireFormatError) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw failure("a text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): content += try escaped()
      case 0..<0x20: throw failure("a text holds a control character")
      default: content.append(byte)
      }
    }
    throw failure("it ends too early")
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 0x08,
    UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// What follows a backslash, in UTF-8.
  private mutating func escaped() throws(WireFormatError) -> [UInt8] {
    guard let byte = next else { throw failure("it ends too early") }
    position += 1
    if let plain = Self.escapes[byte] { return [plain] }
    guard byte == UInt8(ascii: "u") else { throw failure("a backslash stands before a letter that needs none") }
    var code = try codeUnit()
    if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: Array("\\u".utf8)) {
      position += 2
      let low = try codeUnit()
      guard (0xDC00..<0xE000).contains(low) else { throw failure("half of a surrogate pair stands alone") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair stands alone") }
    return Array(String(Character(scalar)).utf8)
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() throws(WireFormatError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits are missing") }
    position += 4
    return code
  }
}
