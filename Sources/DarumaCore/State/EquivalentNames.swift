/// Names as the keys of a JSON object. Readers and writers of JSON take texts that Unicode calls equivalent for one key, and
/// then one of two names would be lost: where a table has both, all but the first are written by their bytes.
enum EquivalentNames {
  /// What stands before the bytes, in hexadecimal digits.
  static let mark = "~utf8~"

  /// How each of `names` is written, where they can't all be written as they are; nil where they can, as a rule.
  static func written(_ names: [String]) -> [String: [[UInt8]: String]]? {
    let special = names.filter { $0.hasPrefix(mark) || !$0.utf8.allSatisfy { $0 < 0x80 } }
    guard special.contains(where: { $0.hasPrefix(mark) }) || Set(special).count < special.count else { return nil }
    var written: [String: [[UInt8]: String]] = [:]
    for name in special.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let isFirst = written[name] == nil && !name.hasPrefix(mark)
      written[name, default: [:]][Array(name.utf8)] = isFirst ? name : mark + hexadecimal(name)
    }
    return written
  }

  /// The name of a key; nil where it begins as one that is written by its bytes, and is none.
  static func read(_ key: String) -> String? {
    guard key.hasPrefix(mark) else { return key }
    let digits = Array(key.utf8.dropFirst(mark.utf8.count))
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimal(_ name: String) -> String {
    name.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// A key of an object, as it is written.
struct WrittenKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
