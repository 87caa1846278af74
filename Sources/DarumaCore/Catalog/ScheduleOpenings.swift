/// The moments at which the window of a rule opens and closes. Days are those of the local calendar, counted from
/// 1970-01-01.
struct ScheduleOpenings {
  let zone: Zone
  /// Nil: the whole day.
  let window: DayWindow?
  /// `every` and nil: each day.
  let cadence: Cadence?

  /// Further than from one day of the month to the same of the next, even if a day is skipped.
  private static let furthest: Int64 = 64

  /// Nil where it does not open on that day.
  func opening(on day: Int64) -> Instant? {
    guard isMeant(day), zone.hasDay(day) else { return nil }
    return zone.instant(LocalTime(day: day, minute: window?.start ?? 0))
  }

  /// When the window closes that opens on `day`: its length after its local start, also where clocks change meanwhile.
  /// (Services start a backup within so many minutes of its start. Where clocks show the start twice, either may be meant.)
  /// Without a window the local day is open, be it 23 or 25 hours long.
  func closing(on day: Int64) -> Instant {
    guard let window else { return zone.instant(LocalTime(day: day + 1, minute: 0)) }
    return zone.lastInstant(LocalTime(day: day, minute: window.start)) + window.length
  }

  /// When clocks show the end of the window that opens on `day`: what people mean by "between 22:00 and 06:00". One that
  /// clocks skip in whole or in part is open as long as ever.
  func clockEnd(on day: Int64) -> Instant {
    guard let window else { return closing(on: day) }
    return max(zone.instant(LocalTime(day: day, minute: window.start + window.minutes)), closing(on: day))
  }

  /// The day of the newest opening at or before `instant`.
  func lastDay(until instant: Instant) -> Int64? {
    // An opening that clocks skip may fall on the day after.
    let newest = zone.local(instant).day + 1
    return stride(from: newest, through: newest - Self.furthest, by: -1).first { day in
      opening(on: day).map { $0 <= instant } ?? false
    }
  }

  /// The first opening on `day` or after it.
  func first(from day: Int64) -> Instant? {
    (day..<day + Self.furthest).lazy.compactMap(opening).first
  }

  func first(after instant: Instant) -> Instant? {
    let day = zone.local(instant).day
    return (day - 1..<day + Self.furthest).lazy.compactMap(opening).first { $0 > instant }
  }

  private func isMeant(_ day: Int64) -> Bool {
    switch cadence {
    case nil, .every: return true
    case .weekly(let weekday): return Weekday(dayNumber: day) == weekday
    case .monthly(.day(let wanted)):
      let date = CivilDate(dayNumber: day).day
      return date == Int64(wanted) || (date < Int64(wanted) && isLastOfMonth(day))
    case .monthly(.last): return isLastOfMonth(day)
    }
  }

  private func isLastOfMonth(_ day: Int64) -> Bool { CivilDate(dayNumber: day + 1).day == 1 }
}

extension Weekday {
  /// - Parameter dayNumber: Days since 1970-01-01, a Thursday.
  package init(dayNumber: Int64) {
    let sinceMonday = dayNumber + 3
    self = Self.allCases[Int(sinceMonday - sinceMonday.flooredQuotient(by: 7) * 7)]
  }
}

extension DayWindow {
  /// From opening to closing, also across midnight.
  var minutes: Int { end > start ? end - start : end + Self.minutesPerDay - start }

  package var length: Span { .minutes(Int64(minutes)) }

  private static let minutesPerDay = 24 * 60
}
