import DarumaCore

/// Times as AWS and others write them. Recognised by shape:
///
/// | form | where |
/// | --- | --- |
/// | `2020-07-15T21:41:05.921Z`, any fraction or none, `Z`, `+0000` or `+08:00` | nearly everywhere |
/// | `2018-03-05 18:22:14.893` | RDS over SNS, and nowhere else; without a zone it is UTC |
/// | `Fri, 3 Jun 2022 05:01:10 GMT`, with or without the comma | AWS Health |
/// | `Sun Nov 24 22:32:55 UTC 2024` | EBS missed completion duration |
/// | `Jul 15, 2020 9:39:07 PM` | nowhere: it has no zone |
///
/// Spaces inside the time of day (`12: 36: 15`) are damage that formatters do; they are read over. The name
/// of a weekday is not compared with the date: published samples have wrong ones.
enum TimeText {
  enum Fault: Error, Hashable, Sendable {
    /// Placeholders such as `yyyy-mm-ddThh:mm:ssZ` and `{{startTime}}` end here.
    case notATime
    /// `2021-10-45`.
    case noSuchDate
    case noSuchTimeOfDay
    /// `2020-07-15T21:41:05` may be anybody's local time.
    case noTimeZone
  }

  /// What a time means that has no zone.
  enum Zoneless: Hashable, Sendable {
    /// It may be anybody's local time.
    case refused
    /// UTC: documented so where this is asked for.
    case universal
  }

  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, zoneless: Zoneless = .refused
  ) throws(Fault) -> Instant {
    var scanner = TimeScanner(bytes)
    guard let first = scanner.peek else { throw .notATime }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
      return try readISO(&scanner, zoneless)
    }
    guard let word = scanner.word() else { throw .notATime }
    if TimeScanner.month(word) != nil {
      return try readAmerican(&scanner, month: word, zoneless)
    }
    guard TimeScanner.isWeekday(word) else { throw .notATime }
    _ = scanner.take(UInt8(ascii: ","))
    scanner.skipSpaces()
    guard let next = scanner.peek else { throw .notATime }
    let startsWithDay = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
    return startsWithDay ? try readMail(&scanner) : try readUnixDate(&scanner)
  }

  static func read(_ text: String, zoneless: Zoneless = .refused) throws(Fault) -> Instant {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { buffer throws(Fault) in try read(buffer, zoneless: zoneless) }
  }

  /// `2020-07-15T21:41:05.921Z` and its kin.
  private static func readISO(_ scanner: inout TimeScanner, _ zoneless: Zoneless) throws(Fault) -> Instant {
    guard let year = scanner.digits(4), scanner.take(UInt8(ascii: "-")), let month = scanner.digits(2),
      scanner.take(UInt8(ascii: "-")), let day = scanner.digits(2)
    else { throw .notATime }
    let isSpaced = scanner.take(UInt8(ascii: " "))
    guard isSpaced || scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: "t")) else {
      throw .notATime
    }
    guard let time = scanner.timeOfDay() else { throw .notATime }
    let offset: Int64
    if scanner.isAtEnd {
      guard isSpaced, zoneless == .universal else { throw .noTimeZone }
      offset = 0
    } else {
      guard let zone = scanner.offset(), scanner.isAtEnd else { throw .notATime }
      offset = zone
    }
    return try instant(year, month, day, time, offsetMinutes: offset)
  }

  /// `Fri, 3 Jun 2022 05:01:10 GMT`, after the weekday.
  private static func readMail(_ scanner: inout TimeScanner) throws(Fault) -> Instant {
    guard let day = scanner.number(upTo: 2) else { throw .notATime }
    scanner.skipSpaces()
    guard let name = scanner.word(), let month = TimeScanner.month(name) else { throw .notATime }
    scanner.skipSpaces()
    guard let year = scanner.digits(4) else { throw .notATime }
    scanner.skipSpaces()
    guard let time = scanner.timeOfDay() else { throw .notATime }
    scanner.skipSpaces()
    if scanner.isAtEnd { throw .noTimeZone }
    guard scanner.takeUniversalZone(), scanner.isAtEnd else { throw .notATime }
    return try instant(year, month, day, time, offsetMinutes: 0)
  }

  /// `Sun Nov 24 22:32:55 UTC 2024`, after the weekday.
  private static func readUnixDate(_ scanner: inout TimeScanner) throws(Fault) -> Instant {
    guard let name = scanner.word(), let month = TimeScanner.month(name) else { throw .notATime }
    scanner.skipSpaces()
    guard let day = scanner.number(upTo: 2) else { throw .notATime }
    scanner.skipSpaces()
    guard let time = scanner.timeOfDay() else { throw .notATime }
    scanner.skipSpaces()
    guard scanner.takeUniversalZone() else { throw .noTimeZone }
    scanner.skipSpaces()
    guard let year = scanner.digits(4), scanner.isAtEnd else { throw .notATime }
    return try instant(year, month, day, time, offsetMinutes: 0)
  }

  /// `Jul 15, 2020 9:39:07 PM`, after the month.
  private static func readAmerican(
    _ scanner: inout TimeScanner, month name: TimeScanner.Word, _ zoneless: Zoneless
  ) throws(Fault) -> Instant {
    guard let month = TimeScanner.month(name) else { throw .notATime }
    scanner.skipSpaces()
    guard let day = scanner.number(upTo: 2), scanner.take(UInt8(ascii: ",")) else { throw .notATime }
    scanner.skipSpaces()
    guard let year = scanner.digits(4) else { throw .notATime }
    _ = scanner.take(UInt8(ascii: ","))
    scanner.skipSpaces()
    guard var time = scanner.timeOfDay() else { throw .notATime }
    scanner.skipSpaces()
    guard let half = scanner.word(), scanner.isAtEnd, half == "AM" || half == "PM" else { throw .notATime }
    guard (1...12).contains(time.hour) else { throw .noSuchTimeOfDay }
    guard zoneless == .universal else { throw .noTimeZone }
    time.hour = time.hour % 12 + (half == "PM" ? 12 : 0)
    return try instant(year, month, day, time, offsetMinutes: 0)
  }

  private static func instant(
    _ year: Int64, _ month: Int64, _ day: Int64, _ time: TimeScanner.TimeOfDay, offsetMinutes: Int64
  ) throws(Fault) -> Instant {
    guard let date = CivilDate(year: year, month: month, day: day) else { throw .noSuchDate }
    guard time.hour < 24, time.minute < 60, time.second < 60 else { throw .noSuchTimeOfDay }
    let seconds =
      date.dayNumber * 86_400 + time.hour * 3600 + (time.minute - offsetMinutes) * 60 + time.second
    let milliseconds = seconds * 1000 + time.milliseconds
    guard writable.contains(milliseconds) else { throw .noSuchDate }
    return Instant(milliseconds: milliseconds)
  }

  /// Milliseconds since 1970 of the years 0000 to 9999. An offset leads beyond them, to what can be written
  /// with four digits no more.
  static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999
}

extension TimeText.Fault {
  var code: Problem.Code {
    switch self {
    case .notATime: .notATime
    case .noSuchDate: .noSuchDate
    case .noSuchTimeOfDay: .noSuchTimeOfDay
    case .noTimeZone: .noTimeZone
    }
  }

  var reason: String {
    switch self {
    case .notATime: "is not a time"
    case .noSuchDate: "names a date that does not exist"
    case .noSuchTimeOfDay: "names a time of day that does not exist"
    case .noTimeZone: "has no time zone"
    }
  }
}
