import DarumaCore

extension Form where Value == Retention {
  /// How long something is kept: a length of time, a number of years (`7y`), or `forever`.
  ///
  /// Only here a `y` is read: nothing else is ever written in years. They are years of the calendar; a service that counts
  /// days has to be told 2557 for seven of them.
  static func retention(from shortest: Span = .zero) -> Form {
    .scalar(
      schema: ["type": "string", "pattern": "^(forever|[1-9][0-9]?y|([0-9]{1,12}(ms|s|m|h|d|w))+)$"],
      wanted: "how long it is kept"
    ) { written, findings in
      if written.text == "forever" { return .forever }
      if let years = years(written.text) { return .years(years) }
      guard let span = Span(written: written.text) else {
        findings.report(
          .badRetention, at: written.place, "\(quoted(written.text)) does not say how long it is kept",
          remedy: remedy(written.text))
        return nil
      }
      guard span >= shortest else {
        findings.report(
          .outOfRange, at: written.place, "\(quoted(written.text)) is out of range",
          remedy: "write \(shortest.written) or more, or `forever`")
        return nil
      }
      return .lasting(span)
    }
  }

  /// 1 to 99.
  private static func years(_ text: String) -> Int? {
    guard text.last == "y", (2...3).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0") else {
      return nil
    }
    let digits = text.dropLast()
    return digits.utf8.allSatisfy(\.isASCIIDigit) ? Int(digits) : nil
  }

  private static func remedy(_ text: String) -> String {
    if text.utf8.count <= 12, !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit) {
      return "add the unit: \(alternatives(["\(text)d", "\(text)w", "\(text)y"]))"
    }
    if NearMiss.of(text, among: ["forever", "for ever"]) != nil { return "write `forever`" }
    return "write a length of time such as `30d` (at most ten years), 1 to 99 years such as `7y`, or `forever`"
  }
}
