/// A domain name in the one form in which two can be compared: bytes, lower case, no dot at the end. Route 53
/// gives names back with the dot and with all but letters, digits, `-` and `_` as three octal digits (`\052`
/// is `*`).
package struct DNSName: Sendable, Hashable {
  private let bytes: [UInt8]

  package init(_ text: some StringProtocol) {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let escaped = Self.octal(rest.prefix(3)) {
        rest = rest.dropFirst(3)
        bytes.append(Self.lowercased(escaped))
      } else {
        bytes.append(Self.lowercased(byte))
      }
    }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    self.bytes = bytes
  }

  /// `example` of `app.kaigo.example`.
  var lastLabel: [UInt8] { bytes.split(separator: UInt8(ascii: ".")).last.map { Array($0) } ?? [] }

  private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    guard digits.count == 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) })
    else {
      return nil
    }
    return UInt8(exactly: digits.reduce(0) { $0 * 8 + Int($1 - UInt8(ascii: "0")) })
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
