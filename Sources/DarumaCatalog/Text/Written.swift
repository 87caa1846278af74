/// What is written in the file, before it means anything: text, lists and mappings, each with its place.
package indirect enum Written: Sendable {
  case text(WrittenText)
  case list([Written], Place)
  case mapping([WrittenEntry], Place)

  package var place: Place {
    switch self {
    case .text(let text): text.place
    case .list(_, let place), .mapping(_, let place): place
    }
  }

  /// In words, for messages.
  package var kind: String {
    switch self {
    case .text: "text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}

package struct WrittenText: Sendable {
  package let text: String
  /// Without quotes, so that a YAML reader may take it for something other than text.
  package let isPlain: Bool
  package let place: Place
}

package struct WrittenEntry: Sendable {
  package let key: WrittenText
  package let value: Written
}

extension WrittenText {
  /// A key without a value, or one of YAML's words for null.
  package var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }

  /// What YAML 1.1 or 1.2 readers take this text for, where that is not text: the schema of the file, other
  /// tools and Daruma must not read three different things. Nil for text.
  package var otherMeaning: String? {
    guard isPlain else { return nil }
    if isNull { return "null" }
    if Self.booleans.contains(text.lowercased()) { return "a boolean" }
    if Self.isNumeric(text) { return "a number" }
    if Self.isDate(text) { return "a date" }
    return text == "=" ? "a default value" : nil
  }

  private static let booleans: Set<String> = ["y", "yes", "n", "no", "true", "false", "on", "off"]

  /// Whole numbers in any base, with underscores or in base 60 (`12:30`), fractions, infinity, not-a-number.
  private static func isNumeric(_ text: String) -> Bool {
    var rest = Substring(text.lowercased())
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    if rest == ".inf" || rest == ".nan" { return true }
    for (prefix, digits) in [("0x", "0123456789abcdef_"), ("0o", "01234567_"), ("0b", "01_")]
    where rest.hasPrefix(prefix) {
      return rest.count > 2 && rest.dropFirst(2).allSatisfy { digits.contains($0) }
    }
    guard let first = rest.first, first.isDigit || (first == "." && rest.dropFirst().first?.isDigit == true)
    else { return false }
    let parts = rest.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      let exponent = parts[1].first == "-" || parts[1].first == "+" ? parts[1].dropFirst() : parts[1]
      guard !exponent.isEmpty, exponent.allSatisfy(\.isDigit) else { return false }
    }
    return parts[0].allSatisfy { $0.isDigit || $0 == "_" || $0 == "." || $0 == ":" }
      && parts[0].count { $0 == "." } <= 1
  }

  /// `2026-01-02`, alone or followed by a time of day.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.prefix { $0.isDigit || $0 == "-" }.split(
      separator: "-", omittingEmptySubsequences: false)
    let rest = text.drop { $0.isDigit || $0 == "-" }
    return parts.map(\.count).elementsEqual([4, 2, 2]) && (rest.isEmpty || "Tt ".contains(rest.prefix(1)))
  }
}

extension Character {
  fileprivate var isDigit: Bool { isASCII && isNumber }
}
