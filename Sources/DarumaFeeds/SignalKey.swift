import DarumaCore

/// What makes a fact the same fact by whatever route it comes: the parts of a signal's id, as readable text.
/// Each family says at the head of its file which parts it takes.
///
/// The parts are joined with `#`; a `#`, a `%` and control characters inside a part are percent-encoded, so
/// that two different keys never give one id.
struct SignalKey {
  private let parts: [String]

  init(_ parts: String...) { self.parts = parts }

  /// `recoveryPointTaken#arn:aws:rds:us-east-1:123456789012:snapshot:rds:orders-2026-11-24-18-05`.
  func identifier(of kind: Fact.Kind) -> String {
    var text = kind.rawValue
    for part in parts {
      text += "#"
      text += part.utf8.contains(where: Self.isReserved) ? Self.encode(part) : part
    }
    return text
  }

  private static func isReserved(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%") || byte < 0x20 || byte == 0x7F
  }

  private static func encode(_ part: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in part.utf8 {
      if isReserved(byte) {
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 0xF)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
