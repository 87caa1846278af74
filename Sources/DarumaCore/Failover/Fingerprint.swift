/// A number made of a text, the same for ever and on every machine: FNV-1a, 64 bits (Fowler, Noll, Vo). It tells apart; it
/// protects nothing.
enum Fingerprint {
  static func of(_ text: String) -> UInt64 {
    text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Eight letters and digits of it.
  static func short(_ text: String) -> String {
    let digits = String(of(text) >> 32, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
