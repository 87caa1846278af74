/// A moment, as milliseconds since 1970-01-01T00:00:00Z. Written as RFC 3339, UTC, with milliseconds.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Of a number that comes from outside: nil beyond the years 0000 to 9999, which could never be written and read again.
  package init?(untrustedMilliseconds milliseconds: Int64) {
    guard Self.written.contains(milliseconds) else { return nil }
    self.milliseconds = milliseconds
  }

  /// Before everything that is known.
  package static let distantPast = Instant(milliseconds: .min)

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
  package static func + (left: Instant, right: Span) -> Instant { left.moved(by: right) }
  package static func - (left: Instant, right: Span) -> Instant { left.moved(by: .zero - right) }
  package static func - (left: Instant, right: Instant) -> Span {
    Span(milliseconds: left.milliseconds) - Span(milliseconds: right.milliseconds)
  }

  /// Stays within the years that can be written: what a source says of spans can be any number, and a time that can't be
  /// read again must never be journaled. Before and after all times stays so.
  private func moved(by span: Span) -> Instant {
    guard Self.written.contains(milliseconds) else { return self }
    let moved = (Span(milliseconds: milliseconds) + span).milliseconds
    return Instant(milliseconds: min(max(moved, Self.written.lowerBound), Self.written.upperBound))
  }
}

extension Instant: CustomStringConvertible {
  /// `2026-11-24T03:42:00.000Z`; also of a time that no calendar has.
  package var description: String {
    let day = milliseconds.flooredQuotient(by: Self.millisecondsPerDay)
    let date = CivilDate(dayNumber: day)
    // What is left of the first day that can be counted begins before it: only the difference is a number.
    let inDay = milliseconds &- day &* Self.millisecondsPerDay
    let seconds = inDay / 1000
    return date.description + "T" + digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":"
      + digits(seconds % 60, 2) + "." + digits(inDay % 1000, 3) + "Z"
  }

  /// `20261124T034200Z`: short, for names that AWS limits in length and letters.
  package var compact: String {
    String(description.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  static let millisecondsPerDay: Int64 = 86_400_000

  /// Reads RFC 3339 (`2026-11-24T03:42:00Z`, any fraction, `Z` or an offset `+09:00`). Digits beyond milliseconds
  /// are cut off. A date or time of day that does not exist gives nil, as does one outside the years 0000 to 9999.
  package init?(rfc3339 text: some StringProtocol) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
      let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
      let second = reader.number(2)
    else { return nil }
    let fraction = reader.fractionInMilliseconds()
    guard let fraction, let offsetMinutes = reader.offset(), reader.isAtEnd,
      let date = CivilDate(year: year, month: month, day: day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let ofDay = (hour * 3600 + minute * 60 + second) * 1000 + fraction
    let milliseconds = date.dayNumber * Self.millisecondsPerDay + ofDay - offsetMinutes * 60_000
    guard Self.written.contains(milliseconds) else { return nil }
    self.init(milliseconds: milliseconds)
  }

  /// The years 0000 to 9999. An offset leads beyond them to what could be written, but never read again.
  private static let written: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999
}

extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let instant = Instant(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
    }
    self = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard Self.written.contains(milliseconds) else {
      throw EncodingError.invalidValue(
        milliseconds,
        EncodingError.Context(
          codingPath: encoder.codingPath, debugDescription: "a time outside the years 0000 to 9999 can't be written"))
    }
    try container.encode(description)
  }
}

/// `value` in decimal, with leading zeros up to `width`.
func digits(_ value: Int64, _ width: Int) -> String {
  let text = String(value.magnitude)
  return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.count)) + text
}

/// Reads fixed-width numbers and separators from ASCII text.
private struct DigitReader {
  private var rest: [UInt8]
  private var position = 0

  init(_ text: some StringProtocol) { rest = Array(text.utf8) }

  var isAtEnd: Bool { position == rest.count }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < rest.count, rest[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func number(_ width: Int) -> Int64? {
    guard position + width <= rest.count else { return nil }
    var value: Int64 = 0
    for byte in rest[position..<position + width] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    position += width
    return value
  }

  /// 0 where there is no fraction; nil where there is a point without digits.
  mutating func fractionInMilliseconds() -> Int64? {
    guard take(".") else { return 0 }
    var value: Int64 = 0
    var count = 0
    while let digit = number(1) {
      if count < 3 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<max(count, 3) { value *= 10 }
    return value
  }

  /// Minutes east of UTC.
  mutating func offset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 60 + minutes)
  }
}
