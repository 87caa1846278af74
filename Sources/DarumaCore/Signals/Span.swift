/// A length of time in milliseconds. Written as ISO 8601 (`PT37M`) in every machine format, as `37m` or `1h 5m` for
/// people. Sums, differences and products end at the longest span that there is, 292 million years.
package struct Span: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static let zero = Span(milliseconds: 0)
  package static func seconds(_ count: Int64) -> Span { Span(milliseconds: count * 1000) }
  package static func minutes(_ count: Int64) -> Span { .seconds(count * 60) }
  package static func hours(_ count: Int64) -> Span { .minutes(count * 60) }
  package static func days(_ count: Int64) -> Span { .hours(count * 24) }

  package static func < (left: Span, right: Span) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (left: Span, right: Span) -> Span {
    let (sum, overflow) = left.milliseconds.addingReportingOverflow(right.milliseconds)
    return overflow ? longest(negative: right.milliseconds < 0) : Span(milliseconds: sum)
  }
  package static func - (left: Span, right: Span) -> Span {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
    return overflow ? longest(negative: right.milliseconds > 0) : Span(milliseconds: difference)
  }
  package static func * (left: Span, right: Int64) -> Span {
    let (product, overflow) = left.milliseconds.multipliedReportingOverflow(by: right)
    return overflow ? longest(negative: (left.milliseconds < 0) != (right < 0)) : Span(milliseconds: product)
  }

  private static func longest(negative: Bool) -> Span { Span(milliseconds: negative ? -.max : .max) }
}

extension Span {
  /// The longest span that a file may name: ten years. Longer is a slip of the pen.
  package static let longestWritten = Span.days(3660)

  /// Reads what people write in an application file: a whole number and a unit (`ms`, `s`, `m`, `h`, `d`, `w`), or
  /// several (`1h30m`). A bare number is refused: its unit would be a guess. So are negative and overlong spans.
  package init?(written text: some StringProtocol) {
    var total: Int64 = 0
    var rest = Substring(text)
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard number.count <= 12, let count = Int64(number), let scale = Self.scale(of: unit) else {
        return nil
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: scale)
      guard !overflow, product <= Self.longestWritten.milliseconds else { return nil }
      total += product
      guard total <= Self.longestWritten.milliseconds else { return nil }
    }
    self.init(milliseconds: total)
  }

  private static func scale(of unit: Substring) -> Int64? {
    switch unit {
    case "ms": 1
    case "s": 1000
    case "m": 60_000
    case "h": 3_600_000
    case "d": 86_400_000
    case "w": 604_800_000
    default: nil
    }
  }
}

extension Span: CustomStringConvertible {
  /// For people: the two largest units that are not zero, `37m`, `4h 5m`, `1d 2h`, `1.250s`, `0s`.
  package var description: String {
    let size = milliseconds.magnitude
    let sign = milliseconds < 0 ? "-" : ""
    if size < 60_000 {
      let fraction = size % 1000
      return sign + String(size / 1000) + (fraction == 0 ? "" : "." + digits(Int64(fraction), 3)) + "s"
    }
    let units: [(UInt64, String)] = [
      (size / 86_400_000, "d"), (size / 3_600_000 % 24, "h"), (size / 60_000 % 60, "m"),
      (size / 1000 % 60, "s"),
    ]
    let first = units.firstIndex { $0.0 > 0 } ?? units.count - 1
    let shown = units[first..<min(first + 2, units.count)].filter { $0.0 > 0 }
    return sign + shown.map { String($0.0) + $0.1 }.joined(separator: " ")
  }

  /// ISO 8601: `PT37M`, `P1DT2H`, `PT1.25S`, `PT0S`. A day is 24 hours.
  package var iso8601: String {
    guard milliseconds != 0 else { return "PT0S" }
    let size = milliseconds.magnitude
    var text = milliseconds < 0 ? "-P" : "P"
    if size >= 86_400_000 { text += String(size / 86_400_000) + "D" }
    guard size % 86_400_000 != 0 else { return text }
    text += "T"
    if size / 3_600_000 % 24 > 0 { text += String(size / 3_600_000 % 24) + "H" }
    if size / 60_000 % 60 > 0 { text += String(size / 60_000 % 60) + "M" }
    let seconds = size / 1000 % 60
    var fraction = digits(Int64(size % 1000), 3)
    while fraction.last == "0" { fraction.removeLast() }
    if seconds > 0 || !fraction.isEmpty {
      text += String(seconds) + (fraction.isEmpty ? "" : "." + fraction) + "S"
    }
    return text
  }

  /// Reads ``iso8601`` and any ISO 8601 duration of weeks, days, hours, minutes and seconds. Years and months are
  /// refused: their length depends on the date.
  package init?(iso8601 text: some StringProtocol) {
    var rest = Substring(text)
    let negative = rest.first == "-"
    if negative { rest = rest.dropFirst() }
    guard rest.first == "P" else { return nil }
    rest = rest.dropFirst()
    var total: Int64 = 0
    var inTime = false
    var parts = 0
    while let first = rest.first {
      if first == "T" {
        guard !inTime else { return nil }
        inTime = true
        rest = rest.dropFirst()
        continue
      }
      let number = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
      rest = rest.dropFirst(number.count)
      guard let unit = rest.first, let value = Self.milliseconds(number, unit, inTime: inTime) else {
        return nil
      }
      rest = rest.dropFirst()
      let (sum, overflow) = total.addingReportingOverflow(value)
      guard !overflow else { return nil }
      total = sum
      parts += 1
    }
    guard parts > 0, text.last != "T" else { return nil }
    self.init(milliseconds: negative ? -total : total)
  }

  private static func milliseconds(_ number: Substring, _ unit: Character, inTime: Bool) -> Int64? {
    let scale: Int64
    switch (unit, inTime) {
    case ("W", false): scale = 604_800_000
    case ("D", false): scale = 86_400_000
    case ("H", true): scale = 3_600_000
    case ("M", true): scale = 60_000
    case ("S", true): scale = 1000
    default: return nil
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count <= 12, let whole = Int64(parts[0]) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow else { return nil }
    guard parts.count == 2 else { return product }
    guard unit == "S", !parts[1].isEmpty, let fraction = Int64((parts[1] + "000").prefix(3)) else {
      return nil
    }
    return product + fraction
  }
}

extension Span: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let span = Span(iso8601: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an ISO 8601 duration: \(text)")
    }
    self = span
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}
