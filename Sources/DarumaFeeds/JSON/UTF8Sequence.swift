/// Sequences of UTF-8 beyond ASCII, as in table 3-7 of the Unicode standard: no overlong forms, no
/// surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
  /// The position after the sequence that begins at `position`.
  static func skip(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) throws(JSONFault) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[position] {
    case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
    case 0xE0: (second, length) = (0xA0...0xBF, 3)
    case 0xED: (second, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
    case 0xF0: (second, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
    case 0xF4: (second, length) = (0x80...0x8F, 4)
    default: throw JSONFault(.invalidUTF8, at: position)
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]) else {
      throw JSONFault(.invalidUTF8, at: position)
    }
    for offset in 2..<max(length, 2) where bytes[position + offset] & 0xC0 != 0x80 {
      throw JSONFault(.invalidUTF8, at: position)
    }
    return position + length
  }
}
