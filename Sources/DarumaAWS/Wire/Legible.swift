/// Texts from outside, as they are taken over into messages: bounded in letters and in bytes. What a person sees as one letter
/// may be any number of bytes (an `a` with 200,000 accents), so letters are counted as Unicode's scalars, of at most four
/// bytes each. No more of a text is looked at than is taken.
package enum Legible {
  /// Longest message of a fault.
  package static let longestMessage = 4096

  /// One line without control characters; what is longer than `letters` ends in `...`.
  package static func line(_ text: some StringProtocol, letters: Int) -> String {
    var line = String.UnicodeScalarView()
    var count = 0
    var hasGap = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
        hasGap = count > 0
        continue
      }
      for scalar in hasGap ? [" ", scalar] : [scalar] {
        guard count < letters else { return String(line) + "..." }
        line.append(scalar)
        count += 1
      }
      hasGap = false
    }
    return String(line)
  }

  /// `text` as it is, and its beginning where it is longer than `letters`.
  package static func beginning(of text: String, letters: Int) -> String {
    // No scalar takes less than a byte.
    guard text.utf8.count > letters else { return text }
    var count = 0
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      guard count < letters else { return String(scalars[..<index]) + "..." }
      count += 1
    }
    return text
  }
}
