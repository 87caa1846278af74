import DarumaCore

/// How often something is made, as it stands under `every`.
enum Interval: Hashable, Sendable {
  case span(Span)
  case week
  case month
}

/// The day of an interval, as it stands under `day`.
enum DayOfInterval: Hashable, Sendable {
  case weekday(Weekday)
  case number(Int)
  case last
}

/// A time of day, in minutes after midnight.
struct ClockTime: Hashable, Sendable {
  var minute: Int
}

extension Form where Value == Interval {
  /// A length of time, `week` or `month`.
  static func interval(from shortest: Span = .zero) -> Form {
    .scalar(
      schema: ["type": "string", "pattern": "^(week|month|([0-9]{1,12}(ms|s|m|h|d|w))+)$"],
      wanted: "how often it is made"
    ) { written, findings in
      switch written.text {
      case "week": return .week
      case "month": return .month
      default: break
      }
      guard let span = Span(written: written.text) else {
        findings.report(
          .badCadence, at: written.place, "\(quoted(written.text)) does not say how often it is made",
          remedy: "write a length of time such as `12h` or `1d`, or `week` or `month` and with it `day`")
        return nil
      }
      guard span >= shortest else {
        findings.report(
          .outOfRange, at: written.place, "\(quoted(written.text)) is out of range",
          remedy: "write \(shortest.written) to \(Span.longestWritten.written)")
        return nil
      }
      return .span(span)
    }
  }
}

extension Form where Value == DayOfInterval {
  /// A weekday in English, a number from 1 to 31, or `last`. (The key of this form is not `on`, for that is a boolean
  /// to readers of YAML 1.1.)
  static var dayOfInterval: Form {
    let numbers = MonthDay.days.map { JSONValue.integer(Int64($0)) }
    return .scalar(
      schema: ["enum": .array((Weekday.allCases.map(\.rawValue) + [last]).map { .string($0) } + numbers)],
      wanted: "a day of the week or month"
    ) { written, findings in
      if let weekday = Weekday(rawValue: written.text) { return .weekday(weekday) }
      if written.text == last { return .last }
      // In quotes a number is text, to this reader and to the schema.
      if written.isPlain, let day = MonthDay.days.first(where: { String($0) == written.text }) { return .number(day) }
      findings.report(
        .badDay, at: written.place, "\(quoted(written.text)) is not a day of a week or month",
        remedy: NearMiss.of(written.text, among: Weekday.allCases.map(\.rawValue)).map {
          "did you mean \(quoted($0))?"
        }
          ?? "write a weekday such as `sunday`, a number from \(MonthDay.days.inWords), or `last`")
      return nil
    }
  }

  private static var last: String { "last" }
}

extension Form where Value == ClockTime {
  /// `HH:MM`, in quotes: without them a reader of YAML 1.1 makes a number of it.
  static var clockTime: Form {
    Form<String>.notation(
      .badClock, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", what: "a time of day",
      example: "\"HH:MM\" from 00:00 to 23:59, such as \"04:00\""
    ) { minute($0) != nil }.map { ClockTime(minute: minute($0) ?? 0) }
  }

  private static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isASCIIDigit) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }
}

extension ClockTime {
  /// As it is written, of any number of minutes: beyond midnight it goes on with the next day.
  static func text(ofMinute minute: Int) -> String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return twoDigits(minute / 60 % 24) + ":" + twoDigits(minute % 60)
  }
}
