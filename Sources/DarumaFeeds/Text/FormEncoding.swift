/// The form encoding in which S3 notifications write object keys: `+` is a space, `%2D` a hyphen.
enum FormEncoding {
  /// Nil where an escape is broken or the decoded bytes are no UTF-8.
  static func decode(_ text: [UInt8]) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "+"):
        bytes.append(UInt8(ascii: " "))
        position += 1
      case UInt8(ascii: "%"):
        guard position + 2 < text.count, let high = hexDigit(text[position + 1]),
          let low = hexDigit(text[position + 2])
        else { return nil }
        bytes.append(UInt8(high << 4 | low))
        position += 3
      case let byte:
        bytes.append(byte)
        position += 1
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
