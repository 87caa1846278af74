package import DarumaCore

extension Form where Value == Int {
  /// A whole number in decimal, without quotes.
  package static func count(_ range: ClosedRange<Int>) -> Form {
    let schema: JSONValue = [
      "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
      "maximum": .integer(Int64(range.upperBound)),
    ]
    return .scalar(schema: schema, wanted: "a whole number") { written, findings in
      guard let number = decimal(written.text) else {
        findings.report(
          .notNumber, at: written.place, "\(quoted(written.text)) is not a whole number",
          remedy: "write digits, \(range.inWords)")
        return nil
      }
      guard written.isPlain else {
        findings.report(
          .notNumber, at: written.place, "\"\(number)\" in quotes is text, not a number",
          remedy: "write \(number), without the quotes")
        return nil
      }
      guard range.contains(number) else {
        findings.report(
          .outOfRange, at: written.place, "\(written.text) is out of range", remedy: "write \(range.inWords)")
        return nil
      }
      return number
    }
  }

  /// Leading zeros make it octal to some readers, a sign or underscores text: none of them is read.
  private static func decimal(_ text: String) -> Int? {
    guard text.utf8.allSatisfy(\.isASCIIDigit), text == "0" || text.utf8.first != UInt8(ascii: "0") else {
      return nil
    }
    return Int(text)
  }
}

extension Form where Value == Bool {
  /// `true` or `false`, as YAML 1.2 has it; the further words of YAML 1.1 are not read.
  package static var boolean: Form {
    .scalar(schema: ["type": "boolean"], wanted: "true or false") { written, findings in
      if written.isPlain, written.text == "true" { return true }
      if written.isPlain, written.text == "false" { return false }
      let remedy =
        switch written.text.lowercased() {
        case "yes", "on", "y", "true": "write true, without quotes"
        case "no", "off", "n", "false": "write false, without quotes"
        default: "write true or false"
        }
      findings.report(
        .notBoolean, at: written.place, "\(quoted(written.text)) is neither true nor false", remedy: remedy)
      return nil
    }
  }
}

extension Form where Value == Span {
  /// A length of time as people write it.
  package static func span(from shortest: Span = .zero, upTo longest: Span = .longestWritten) -> Form {
    let schema: JSONValue = ["type": "string", "pattern": "^([0-9]{1,12}(ms|s|m|h|d|w))+$"]
    return .scalar(schema: schema, wanted: "a length of time") { written, findings in
      guard let span = Span(written: written.text) else {
        reportBad(written, findings)
        return nil
      }
      guard (shortest...longest).contains(span) else {
        findings.report(
          .outOfRange, at: written.place, "\(quoted(written.text)) is out of range",
          remedy: "write \(shortest.written) to \(longest.written)")
        return nil
      }
      return span
    }
  }

  private static func reportBad(_ written: WrittenText, _ findings: Findings) {
    let text = written.text
    let remedy: String
    if !text.isEmpty, text.utf8.allSatisfy(\.isASCIIDigit), text.utf8.count <= 12 {
      remedy = "add the unit: \(alternatives(["\(text)s", "\(text)m", "\(text)h", "\(text)d"]))"
    } else if let span = Span(iso8601: text), (.zero...Span.longestWritten).contains(span) {
      remedy = "write \(quoted(span.written))"
    } else {
      remedy = "write whole numbers with ms, s, m, h, d or w, such as `30m`, `4h`, `1h30m`; at most ten years"
    }
    findings.report(
      .badDuration, at: written.place, "\(quoted(text)) is not a length of time", remedy: remedy)
  }
}

extension Span {
  /// As it would be written in an application file, exactly: `1h30m`.
  package var written: String {
    let units: [(size: Int64, unit: String)] = [
      (86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1000, "s"), (1, "ms"),
    ]
    var rest = milliseconds
    var text = ""
    for (size, unit) in units where rest >= size {
      text += "\(rest / size)\(unit)"
      rest %= size
    }
    return text.isEmpty ? "0s" : text
  }
}
