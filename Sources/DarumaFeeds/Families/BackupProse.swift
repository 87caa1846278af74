import DarumaCore

/// The prose of AWS Backup: `… Recovery point ARN: arn:aws:…. Resource ARN : arn:aws:…. BackupJob ID : …`.
struct BackupProse {
  private let text: String

  init(_ text: String) { self.text = text }

  /// The ARN after a label, which is compared without regard to case.
  func arn(after label: String) -> ARN? {
    let bytes = Array(text.utf8)
    let wanted = Array(label.utf8)
    guard bytes.count >= wanted.count else { return nil }
    for start in 0...bytes.count - wanted.count {
      let found = zip(bytes[start...], wanted).allSatisfy { Self.lower($0) == $1 }
      if found, let arn = Self.arn(bytes[(start + wanted.count)...]) { return arn }
    }
    return nil
  }

  private static func arn(_ rest: ArraySlice<UInt8>) -> ARN? {
    let start = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") }
    var word = start.prefix { $0 > 0x20 }
    while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") { word.removeLast() }
    let arn = ARN(String(decoding: word, as: UTF8.self))
    return arn.isWellFormed ? arn : nil
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
