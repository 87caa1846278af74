/// Finds pieces of known secrets in a text, however it writes them: percent-encoded, as references of HTML or XML, escaped as
/// in JSON, broken by tags, blanks or line breaks. In time that is linear in both.
struct SecretPieces {
  /// A piece of this many letters is taken out. Shorter ones are found in words that say nothing of any secret.
  static let length = 16
  /// A secret that is shorter than this is none.
  static let shortest = 8

  /// Of each length that is looked for, the pieces: ``length``, and the whole of secrets that are shorter.
  private var pieces: [Int: Set<ArraySlice<UInt8>>] = [:]

  init(_ secrets: [String]) {
    for secret in secrets {
      // The parts of a token (`header.claims.signature`) are quoted one by one, too.
      for part in [secret] + secret.split(separator: ".").map({ String($0) }) {
        let letters = Self.letters(of: Array(part.utf8)).map(\.byte)
        let length = min(letters.count, Self.length)
        guard length >= Self.shortest else { continue }
        for start in 0...(letters.count - length) {
          pieces[length, default: []].insert(letters[start..<(start + length)])
        }
      }
    }
  }

  /// `text` with `mark` in the place of each piece.
  func removed(from text: String, mark: String) -> String {
    guard !pieces.isEmpty else { return text }
    let bytes = Array(text.utf8)
    let letters = Self.letters(of: bytes)
    let written = letters.map(\.byte)
    var isSecret = [Bool](repeating: false, count: letters.count)
    for (length, pieces) in pieces where letters.count >= length {
      for start in 0...(letters.count - length) where pieces.contains(written[start..<(start + length)]) {
        for index in start..<(start + length) { isSecret[index] = true }
      }
    }
    var cleaned: [UInt8] = []
    var end = 0
    var index = 0
    while index < letters.count {
      guard isSecret[index] else {
        index += 1
        continue
      }
      cleaned += bytes[end..<letters[index].range.lowerBound] + Array(mark.utf8)
      while index < letters.count, isSecret[index] {
        end = letters[index].range.upperBound
        index += 1
      }
    }
    return String(decoding: cleaned + bytes[end...], as: UTF8.self)
  }

  private struct Letter {
    var byte: UInt8
    /// Where it stands in the text, with all that writes it.
    var range: Range<Int>
  }

  /// What `bytes` say once everything is taken away that a text adds: twice, since what was escaped may be escaped again.
  private static func letters(of bytes: [UInt8]) -> [Letter] {
    decoded(decoded(withoutTags(bytes)))
  }

  private static func withoutTags(_ bytes: [UInt8]) -> [Letter] {
    var letters: [Letter] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"),
        let end = bytes[index..<min(index + longestTag, bytes.count)].firstIndex(of: UInt8(ascii: ">"))
      {
        index = end + 1
        continue
      }
      // Secrets are of plain letters.
      if (0x21...0x7E).contains(bytes[index]) { letters.append(Letter(byte: bytes[index], range: index..<(index + 1))) }
      index += 1
    }
    return letters
  }

  private static let longestTag = 200

  private static func decoded(_ letters: [Letter]) -> [Letter] {
    var decoded: [Letter] = []
    var rest = letters[...]
    while let letter = rest.first {
      let (byte, count) = escape(rest)
      if let byte, (0x21...0x7E).contains(byte) {
        decoded.append(
          Letter(byte: byte, range: letter.range.lowerBound..<rest[rest.startIndex + count - 1].range.upperBound))
      }
      rest = rest.dropFirst(count)
    }
    return decoded
  }

  /// The byte that `letters` begin with, and by how many of them it is written.
  private static func escape(_ letters: ArraySlice<Letter>) -> (byte: UInt8?, count: Int) {
    let written = letters.prefix(longestEscape).map(\.byte)
    switch written[0] {
    case UInt8(ascii: "%"):
      if let byte = number(written.dropFirst().prefix(2), digits: 2) { return (byte, 3) }
    case UInt8(ascii: "\\"):
      guard written.count > 1 else { return (nil, 1) }
      if written[1] == UInt8(ascii: "u"), let byte = number(written.dropFirst(2).prefix(4), digits: 4) {
        return (byte, 6)
      }
      return "nrt".utf8.contains(written[1]) ? (nil, 2) : (written[1], 2)
    case UInt8(ascii: "&"):
      if let end = written.firstIndex(of: UInt8(ascii: ";")),
        let byte = HTMLReference.byte(String(decoding: written[1..<end], as: UTF8.self))
      {
        return (byte, end + 1)
      }
    default: break
    }
    return (written[0], 1)
  }

  private static let longestEscape = 12

  private static func number(_ digits: ArraySlice<UInt8>, digits count: Int) -> UInt8? {
    guard digits.count == count else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { UInt8(exactly: $0) }
  }
}

/// What stands between `&` and `;` in HTML and XML.
enum HTMLReference {
  private static let names: [String: UInt8] = [
    "amp": UInt8(ascii: "&"), "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "quot": UInt8(ascii: "\""),
    "apos": UInt8(ascii: "'"), "sol": UInt8(ascii: "/"), "plus": UInt8(ascii: "+"), "equals": UInt8(ascii: "="),
    "period": UInt8(ascii: "."), "lowbar": UInt8(ascii: "_"), "percnt": UInt8(ascii: "%"), "nbsp": UInt8(ascii: " "),
    "colon": UInt8(ascii: ":"), "comma": UInt8(ascii: ","), "hyphen": UInt8(ascii: "-"), "semi": UInt8(ascii: ";"),
  ]

  /// Nil where it stands for nothing, or for no plain letter.
  static func byte(_ reference: String) -> UInt8? {
    guard reference.first == "#" else { return names[reference.lowercased()] }
    let digits = reference.dropFirst()
    let isHex = digits.first == "x" || digits.first == "X"
    return UInt32(isHex ? digits.dropFirst() : digits, radix: isHex ? 16 : 10)
      .flatMap { $0 < 0x80 ? UInt8($0) : nil }
  }
}
