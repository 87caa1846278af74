/// When backups begin by a rule, and how long they may be on their way.
///
/// - With a window, or weekly and monthly, they begin when the window opens, in local time; without a window the day
///   opens at 00:00 and the whole day will do. Without a time zone local time is UTC.
/// - `every` with a window counts days of the local calendar and not hours: data of Monday 03:25 or of Monday 23:00,
///   window 03:00, `every 2d`: Wednesday 03:00. So the next one is up to a day nearer than the span. A part of a day
///   is dropped, and there is one a day at the most: a daily window opens no oftener.
/// - `every` without a window: the span after the one before, whenever that was.
/// - A window that opens in an hour that clocks skip opens at the change; in an hour that they show twice, the first
///   time; on a day that the calendar skips (Samoa, 30 December 2011) not at all.
/// - It is open for its length, whatever clocks do meanwhile: 01:00-04:00 ends at 05:00 by the clock on a night that skips
///   an hour, and at 03:00 on one that has an hour twice. Where the start itself is shown twice, so long after the second.
/// - A day of the month that a month does not have is its last: day 31 is 28 February, or the 29th.
extension ProtectionRule {
  /// When the next backup should begin after one whose data is from `instant`; always later than `instant`. Nil: the
  /// rule has no cadence, or `application` does not know the time zone.
  package func nextStart(after instant: Instant, in application: Application) -> Instant? {
    switch every {
    case nil: return nil
    case .every(let span):
      guard window != nil else { return instant + span }
      guard let openings = openings(in: application), let day = openings.lastDay(until: instant) else { return nil }
      return openings.first(from: day + Self.days(of: span))
    case .weekly, .monthly:
      return openings(in: application)?.first(after: instant)
    }
  }

  /// The newest moment at or before `instant` at which a backup should have begun: after one of then or later none is
  /// due yet at `instant`, after any of before one is. Nil as for ``nextStart(after:in:)``.
  package func lastStart(before instant: Instant, in application: Application) -> Instant? {
    switch every {
    case nil: return nil
    case .every(let span):
      guard window != nil else { return instant - span + Span(milliseconds: 1) }
      guard let openings = openings(in: application), let day = openings.lastDay(until: instant) else { return nil }
      return openings.first(from: day + 1 - Self.days(of: span))
    case .weekly, .monthly:
      guard let openings = openings(in: application), let day = openings.lastDay(until: instant) else { return nil }
      return openings.opening(on: day)
    }
  }

  /// Whether a backup may begin at `instant`: the window, or the day of the week or month, is open and ``startWithin``
  /// is not over. Nil where the rule names neither, or `application` does not know the time zone.
  package func isOpen(at instant: Instant, in application: Application) -> Bool? {
    switch every {
    case nil where window == nil, .every where window == nil: return nil
    case nil, .every, .weekly, .monthly: break
    }
    guard let openings = openings(in: application) else { return nil }
    guard let day = openings.lastDay(until: instant), let opening = openings.opening(on: day) else { return false }
    return instant <= startWithin.map { opening + $0 } ?? openings.closing(on: day)
  }

  /// The zone that ``window`` is meant in; nil where `application` does not know it.
  package func zone(in application: Application) -> Zone? {
    timeZone.map(application.zone) ?? .utc
  }

  private func openings(in application: Application) -> ScheduleOpenings? {
    zone(in: application).map { ScheduleOpenings(zone: $0, window: window, cadence: every) }
  }

  private static func days(of span: Span) -> Int64 {
    max(1, span.milliseconds / Instant.millisecondsPerDay)
  }
}
