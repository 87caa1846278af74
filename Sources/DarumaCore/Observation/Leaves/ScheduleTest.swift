/// Holds while a window of time is open: a part of the day, of a day of the week or month.
package struct ScheduleTest: LeafTest {
  /// Nil: the whole day.
  package var window: DayWindow?
  /// ``Cadence/weekly(_:)`` or ``Cadence/monthly(_:)``; nil: each day.
  package var on: Cadence?
  /// An IANA name; nil: UTC.
  package var timeZone: String?

  package init(window: DayWindow?, on: Cadence? = nil, timeZone: String? = nil) {
    self.window = window
    self.on = on
    self.timeZone = timeZone
  }

  package var interests: Interests { Interests() }

  package func weight(in regions: Regions?) -> Weight { .context }

  package var statement: String {
    "it is "
      + [window.map { "between \($0)" }, on.map(\.description) ?? (window == nil ? "any day" : nil), timeZone]
      .compactMap(\.self).joined(separator: ", ")
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    guard let zone = timeZone.map({ observed.application?.zone($0) }) ?? .utc else {
      return LeafReading(
        .unknown, weight: .context, missing: "the application file in force does not know the time zone")
    }
    let openings = ScheduleOpenings(zone: zone, window: window, cadence: on)
    let next = openings.first(after: now)
    guard let day = openings.lastDay(until: now), let opening = openings.opening(on: day) else {
      return LeafReading(
        .not, weight: .context, changesAt: next, missing: "it opens" + (next.map { " at \($0)" } ?? ""))
    }
    let closing = openings.clockEnd(on: day)
    guard closing <= now else {
      return LeafReading(
        .holds, weight: .context, since: opening, witnesses: [Witness("until \(closing)", since: opening)],
        changesAt: closing)
    }
    return LeafReading(
      .not, weight: .context, since: closing, changesAt: next, missing: next.map { "it opens at \($0)" })
  }
}

extension Condition {
  package static func schedule(_ test: ScheduleTest) -> Condition { .leaf(.schedule(test)) }

  /// The time zones that it names.
  package var timeZones: Set<String> {
    Set(
      leaves.compactMap { leaf in
        guard case .schedule(let test) = leaf else { return nil }
        return test.timeZone
      })
  }
}
