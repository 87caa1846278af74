import COpenSSL

/// Base64 (RFC 4648, section 4), with padding.
package enum Base64 {
  package static func encode(_ bytes: [UInt8]) -> String {
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let length = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }

  /// Nil where the text is anything but whole Base64: no blanks, no other letters, no missing padding.
  package static func decode(_ text: String) -> [UInt8]? {
    let letters = Array(text.utf8)
    let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard letters.count % 4 == 0, padding <= 2, letters.count <= Int(Int32.max),
      letters.dropLast(padding).allSatisfy(isLetter)
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: letters.count / 4 * 3)
    guard letters.isEmpty || EVP_DecodeBlock(&bytes, letters, Int32(letters.count)) == bytes.count else { return nil }
    bytes.removeLast(min(padding, bytes.count))
    // The bits that padding leaves over are zero, or two texts would be one value.
    return encode(bytes) == text ? bytes : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
