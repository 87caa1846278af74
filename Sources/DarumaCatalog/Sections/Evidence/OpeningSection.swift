import DarumaCore

/// The leaf `schedule`.
enum OpeningSection {
  private static let window = Key.optional(
    "window", Form<DayWindow>.dayWindow, "The part of the day: \"HH:MM-HH:MM\" in `timeZone`; the whole day without it."
  )
  private static let day = Key.optional(
    "day", Form<DayOfInterval>.dayOfInterval,
    "The day of the week (`sunday`) or of the month (1 to 28, or `last`); each day without it.")
  private static let timeZone = Key.optional(
    "timeZone", Form<String>.timeZone, "An IANA name such as `Asia/Tokyo`; UTC without it.")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a schedule", keys: [window, day, timeZone])
  ) { fields in
    let (hours, days, zone) = (fields.value(window), fields.value(day), fields.value(timeZone))
    guard fields.isGiven(window) || fields.isGiven(day) else {
      fields.reportMissing(window.name, because: ", or `day`")
      return nil
    }
    return ConditionDraft(.schedule(ScheduleTest(window: hours, on: days?.cadence, timeZone: zone)))
  }
}

extension DayOfInterval {
  fileprivate var cadence: Cadence {
    switch self {
    case .weekday(let day): .weekly(day)
    case .number(let number): .monthly(.day(number))
    case .last: .monthly(.last)
    }
  }
}
