/// The strings of JSON: where one ends and whether it is valid, and its text without escapes.
enum JSONString {
  /// Finds the closing quote of the string whose first byte is at `start`. Escapes, surrogates, control
  /// characters and UTF-8 are checked on the way, so that a string that was scanned can be decoded without
  /// failing.
  static func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) throws(JSONFault) -> (end: Int, isEscaped: Bool) {
    var position = start
    var isEscaped = false
    while true {
      position = skipPlain(bytes, from: position)
      guard position < bytes.count else { throw JSONFault(.unexpectedEnd, at: position) }
      guard position - start <= limit else { throw JSONFault(.stringTooLong, at: start) }
      switch bytes[position] {
      case UInt8(ascii: "\""): return (position, isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        position = try skipEscape(bytes, at: position)
      case ..<0x20: throw JSONFault(.controlCharacter, at: position)
      case 0x80...: position = try UTF8Sequence.skip(bytes, at: position)
      default: position += 1
      }
    }
  }

  /// Skips eight bytes at a time as long as none of them needs a look: no quote, no backslash, no control
  /// character, nothing beyond ASCII.
  private static func skipPlain(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var position = start
    while position + 8 <= bytes.count {
      let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
      let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let found =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        | ((word &- (ones &* 0x20)) & ~word) | word
      if found & highs != 0 { break }
      position += 8
    }
    return position
  }

  private static func skipEscape(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) throws(JSONFault) -> Int {
    guard position + 1 < bytes.count else { throw JSONFault(.unexpectedEnd, at: position + 1) }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return position + 2
    case UInt8(ascii: "u"):
      let first = try codeUnit(bytes, at: position)
      if (0xDC00...0xDFFF).contains(first) { throw JSONFault(.loneSurrogate, at: position) }
      guard (0xD800...0xDBFF).contains(first) else { return position + 6 }
      guard position + 7 < bytes.count else { throw JSONFault(.loneSurrogate, at: position) }
      guard bytes[position + 6] == UInt8(ascii: "\\"), bytes[position + 7] == UInt8(ascii: "u") else {
        throw JSONFault(.loneSurrogate, at: position)
      }
      let second = try codeUnit(bytes, at: position + 6)
      guard (0xDC00...0xDFFF).contains(second) else { throw JSONFault(.loneSurrogate, at: position) }
      return position + 12
    default:
      throw JSONFault(.invalidEscape, at: position)
    }
  }

  /// The four hexadecimal digits of the `\u` at `position`.
  private static func codeUnit(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) throws(JSONFault) -> UInt32 {
    guard position + 6 <= bytes.count else { throw JSONFault(.unexpectedEnd, at: bytes.count) }
    var value: UInt32 = 0
    for byte in bytes[position + 2..<position + 6] {
      guard let digit = hexDigit(byte) else { throw JSONFault(.invalidEscape, at: position) }
      value = value << 4 | digit
    }
    return value
  }

  /// The text's UTF-8 without escapes, of a string that was scanned.
  static func unescape(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "\\") else {
        text.append(bytes[position])
        position += 1
        continue
      }
      switch bytes[position + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        position += appendScalar(bytes, at: position, to: &text)
        continue
      case let other: text.append(other)
      }
      position += 2
    }
    return text
  }

  /// Appends the scalar of the `\u` escape, or of the pair of them, and tells how many bytes that was.
  private static func appendScalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, to text: inout [UInt8]
  ) -> Int {
    let first = scannedCodeUnit(bytes, at: position)
    let isPair = (0xD800...0xDBFF).contains(first)
    let value =
      isPair
      ? 0x10000 + (first - 0xD800) << 10 + (scannedCodeUnit(bytes, at: position + 6) - 0xDC00) : first
    if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) {
      text.append(contentsOf: encoded)
    }
    return isPair ? 12 : 6
  }

  private static func scannedCodeUnit(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32 {
    bytes[position + 2..<position + 6].reduce(0) { $0 << 4 | (hexDigit($1) ?? 0) }
  }
}

/// The value of an ASCII hexadecimal digit.
func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
