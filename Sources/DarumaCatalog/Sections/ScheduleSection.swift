import DarumaCore

/// When the points of a rule are made, as read.
struct ScheduleDraft: Sendable {
  var every: Cadence?
  var window: DayWindow?
  var timeZone: String?
  var startWithin: Span?
  var completeWithin: Span?
}

/// The keys of a protection rule that say when: a part of the same mapping.
enum ScheduleSection {
  static let every = Key.optional(
    "every", Form<Interval>.interval(from: .seconds(1)),
    "How often a recovery point is made: a length of time, or `week` or `month` with `day`.")
  static let day = Key.optional(
    "day", Form<DayOfInterval>.dayOfInterval,
    "The day of the week (`sunday`) or of the month (1 to 31, or `last`) on which it is made; "
      + "in a month that has no such day, its last.")
  static let window = Key.optional(
    "window", Form<DayWindow>.dayWindow,
    "When on the day it begins: from a start in `timeZone`, for a length, written \"HH:MM-HH:MM\" as on a day on which "
      + "clocks don't change; where they do, it is as long as ever. (RDS has its own windows in UTC.)")
  static let at = Key.optional(
    "at", Form<ClockTime>.clockTime,
    "When on the day it begins, at the earliest: \"HH:MM\" in `timeZone`; `startWithin` says how late it may be.")
  static let timeZone = Key.optional(
    "timeZone", Form<String>.timeZone,
    "The time zone of `window`, `at` and `day`: an IANA name such as `Asia/Tokyo`.")
  static let startWithin = Key.optional(
    "startWithin", Form<Span>.span(from: .minutes(1)),
    "How long after it is due a backup may begin. Without it: for the length of `window`; the whole day with `every: week` "
      + "or `month`; else \(ProtectionRule.defaultStartWithin.written), but no longer than `every`.")
  static let completeWithin = Key.optional(
    "completeWithin", Form<Span>.span(from: .minutes(1)),
    "How long a backup may take; without it \(ProtectionRule.defaultCompleteWithin.written), but no longer than `every`."
  )

  static let keys: [any KeyOfTable] = [every, day, window, at, timeZone, startWithin, completeWithin]
  static let rules: [KeyRule] = [
    .excludes(window.name, at.name), .needs(window.name, timeZone.name), .needs(at.name, timeZone.name),
    .needs(at.name, startWithin.name), .needs(window.name, every.name), .needs(at.name, every.name),
    .needs(day.name, every.name), .needs(startWithin.name, every.name),
  ]

  /// What the schema says of `every` and `day`.
  static let schema: [JSONValue] = [
    branch("week", days: .strings(Weekday.allCases.map(\.rawValue))),
    branch("month", days: .array(MonthDay.days.map { .integer(Int64($0)) } + ["last"])),
    [
      "if": ["properties": ["every": ["enum": ["week", "month"]]], "required": ["every"]],
      "then": ["required": ["day"]], "else": ["properties": ["day": false]],
    ],
  ]

  private static func branch(_ word: String, days: JSONValue) -> JSONValue {
    [
      "if": ["properties": ["every": ["const": .string(word)]], "required": ["every"]],
      "then": ["properties": ["day": ["enum": days]]],
    ]
  }

  static func read(_ fields: Fields) -> ScheduleDraft {
    let (interval, dayOfInterval) = (fields.value(every), fields.value(day))
    let (given, clock) = (fields.value(window), fields.value(at))
    var draft = ScheduleDraft(
      every: interval.flatMap { cadence($0, dayOfInterval, fields) }, window: given,
      timeZone: fields.value(timeZone), startWithin: fields.value(startWithin),
      completeWithin: fields.value(completeWithin))
    if let clock, let late = draft.startWithin { draft.window = opening(clock, late, fields) }
    if fields.isGiven(timeZone), !fields.isGiven(window), !fields.isGiven(at), !fields.isGiven(day) {
      fields.findings.report(
        .keyConflict, at: fields.place(of: timeZone), "nothing in this rule goes by local time",
        remedy: "remove `timeZone`, or add `window` or `at`")
    }
    checkInterval(draft, fields)
    return draft
  }

  private static func cadence(_ interval: Interval, _ day: DayOfInterval?, _ fields: Fields) -> Cadence? {
    switch (interval, day) {
    case (.span(let span), nil):
      return .every(span)
    case (.span(let span), _?):
      fields.findings.report(
        .keyConflict, at: fields.place(of: self.day), "every \(span.written) is no day of a week or month",
        remedy: "write `every: week` or `every: month`, or remove `day`")
    case (.week, .weekday(let weekday)):
      return .weekly(weekday)
    case (.month, .number(let number)):
      return .monthly(.day(number))
    case (.month, .last):
      return .monthly(.last)
    case (.week, .number), (.week, .last):
      fields.findings.report(
        .badDay, at: fields.place(of: self.day), "a week has its days by name", remedy: "write `day: sunday`")
    case (.month, .weekday(let weekday)):
      fields.findings.report(
        .badDay, at: fields.place(of: self.day), "a month has several days of the name `\(weekday.rawValue)`",
        remedy: "write a number from \(MonthDay.days.inWords) or `last`, or `every: week`")
    case (.week, nil) where !fields.isGiven(self.day):
      fields.findings.report(
        .missingKey, at: fields.place(of: every), "`every: week` needs `day`",
        remedy: "add `day: sunday`, or write `every: 1w` if the day does not matter")
    case (.month, nil) where !fields.isGiven(self.day):
      fields.findings.report(
        .missingKey, at: fields.place(of: every), "`every: month` needs `day`",
        remedy: "add `day: 1` or `day: last`; `startWithin: 27d` beside it means some day of the month")
    case (.week, nil), (.month, nil):
      // The day is there, and was refused.
      break
    }
    return nil
  }

  /// From a time of day on, for as long as a backup may still begin.
  private static func opening(_ clock: ClockTime, _ late: Span, _ fields: Fields) -> DayWindow? {
    let (minutes, rest) = late.milliseconds.quotientAndRemainder(dividingBy: 60_000)
    guard rest == 0, minutes < 24 * 60 else {
      fields.findings.report(
        .outOfRange, at: fields.place(of: startWithin), "\(late.written) after a time of day is no window of a day",
        remedy: "write whole minutes, less than 24h")
      return nil
    }
    return DayWindow(
      ClockTime.text(ofMinute: clock.minute) + "-" + ClockTime.text(ofMinute: clock.minute + Int(minutes)))
  }

  private static func checkInterval(_ draft: ScheduleDraft, _ fields: Fields) {
    guard let every = draft.every else { return }
    if case .every(let span) = every, draft.window != nil, span.milliseconds % Span.days(1).milliseconds != 0 {
      fields.findings.report(
        .windowTooLong, at: fields.place(of: self.every),
        "a window of the day opens once a day, so nothing can be made in it every \(span.written)",
        remedy: "write whole days such as `1d`, or leave out \(fields.isGiven(at) ? "`at`" : "`window`")")
    } else if let late = draft.startWithin, late > every.shortest {
      fields.findings.report(
        .windowTooLong, at: fields.place(of: startWithin),
        "a backup that may begin \(late.written) late comes after the next, due \(every.shortest.written) on",
        remedy: "write at most \(every.shortest.written)")
    }
  }
}

extension Cadence {
  /// The least time from one to the next.
  var shortest: Span {
    switch self {
    case .every(let span): span
    case .weekly: .days(7)
    case .monthly: .days(28)
    }
  }

  /// The most time from one to the next.
  var longest: Span {
    switch self {
    case .every(let span): span
    case .weekly: .days(7)
    case .monthly: .days(31)
    }
  }
}
