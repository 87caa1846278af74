/// Text that comes from outside (names of alarms, messages of providers, what people write), made fit to be shown.
///
/// What would move a cursor, colour, hide or reverse text, or begin a line of its own is written out. Stored and sent it
/// stays as it came: only who shows it has to do this, at the last moment, to everything.
package enum OutsideText {
  /// `text` on one line, without a character that does anything but be seen.
  ///
  /// - Parameter limit: Unicode scalars that are shown at the most.
  package static func plain(_ text: String, upTo limit: Int = .max) -> String {
    var plain = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else { return plain + " ..." }
      count += 1
      if let instead = replacement(of: scalar) {
        plain += instead
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  /// The same for a text of several lines: each is as ``plain(_:upTo:)`` has it.
  package static func lines(_ text: String) -> String {
    // "\r\n" is one line break.
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { plain(String($0)) }
      .joined(separator: "\n")
  }

  /// The same for a cell or a line of Markdown: nothing in it makes a table, a tag, a link or code.
  package static func markdown(_ text: String) -> String {
    var safe = ""
    for character in plain(text) {
      if "\\|<[`".contains(character) { safe += "\\" }
      safe.append(character)
    }
    return safe
  }

  /// What is written in place of `scalar`; nil where it may stand as it is.
  package static func replacement(of scalar: Unicode.Scalar) -> String? {
    switch scalar.properties.generalCategory {
    case .control where scalar == "\n" || scalar == "\t" || scalar == "\r", .lineSeparator, .paragraphSeparator: " "
    case .control, .format, .surrogate, .privateUse, .unassigned: "\\u{\(String(scalar.value, radix: 16))}"
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .connectorPunctuation,
      .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation,
      .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator:
      nil
    @unknown default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
}
