/// A time zone as a table of offset changes that comes in as data: the core knows no zone database.
package struct Zone: Codable, Hashable, Sendable {
  package struct Change: Codable, Hashable, Sendable {
    /// From when the offset holds.
    package var at: Instant
    /// How far local clocks are ahead of UTC; whole seconds, negative west of Greenwich.
    package var offset: Span

    package init(at: Instant, offset: Span) {
      self.at = at
      self.offset = offset
    }
  }

  /// An IANA name, such as `Europe/Berlin`.
  package var name: String
  /// What holds before the first change.
  package var firstOffset: Span
  /// In order of time. What the last one says holds ever after.
  package var changes: [Change]

  package init(name: String, firstOffset: Span, changes: [Change] = []) {
    self.name = name
    self.firstOffset = firstOffset
    self.changes = changes
  }

  package static let utc = Zone(name: "UTC", firstOffset: .zero)
}

extension Zone {
  /// How far local clocks are ahead of UTC at `instant`.
  package func offset(at instant: Instant) -> Span { offset(beforeChange: changesUntil(instant)) }

  /// What local clocks show at `instant`.
  package func local(_ instant: Instant) -> LocalTime {
    let shifted = (instant + offset(at: instant)).milliseconds
    let day = shifted.flooredQuotient(by: Instant.millisecondsPerDay)
    return LocalTime(day: day, minute: Int((shifted - day * Instant.millisecondsPerDay) / 60_000))
  }

  /// The first moment at which local clocks show `local` or later. So where they show it twice, because they were put
  /// back, the first time; where they skip it, because they were put forward, the moment of the change.
  package func instant(_ local: LocalTime) -> Instant {
    let wanted = Instant(milliseconds: local.day * Instant.millisecondsPerDay + Int64(local.minute) * 60_000)
    // Clocks show UTC plus an offset of less than a day, so that they can't show it earlier than this.
    var start = wanted - .days(1)
    var next = changesUntil(start)
    while true {
      let candidate = max(wanted - offset(beforeChange: next), start)
      guard next < changes.count, candidate >= changes[next].at else { return candidate }
      start = changes[next].at
      next += 1
    }
  }

  /// The same, but where clocks show `local` twice, the second time.
  package func lastInstant(_ local: LocalTime) -> Instant {
    let wanted = Instant(milliseconds: local.day * Instant.millisecondsPerDay + Int64(local.minute) * 60_000)
    let first = instant(local)
    var last = first
    var next = changesUntil(first)
    while next < changes.count, changes[next].at <= first + .days(1) {
      let candidate = wanted - changes[next].offset
      let isShown = candidate >= changes[next].at && (next + 1 == changes.count || candidate < changes[next + 1].at)
      if isShown { last = max(last, candidate) }
      next += 1
    }
    return last
  }

  /// Whether local calendars have the day: where clocks are put forward by a day, they leave one out.
  package func hasDay(_ day: Int64) -> Bool {
    instant(LocalTime(day: day, minute: 0)) < instant(LocalTime(day: day + 1, minute: 0))
  }

  /// How many changes there were until `instant`.
  private func changesUntil(_ instant: Instant) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].at <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func offset(beforeChange index: Int) -> Span { index == 0 ? firstOffset : changes[index - 1].offset }
}

/// What a clock on the wall shows, to the minute.
package struct LocalTime: Hashable, Sendable {
  /// Days since 1970-01-01 of the local calendar.
  package var day: Int64
  /// Minutes after local midnight; may be negative or beyond the day, and then means the day before or after.
  package var minute: Int

  package init(day: Int64, minute: Int) {
    self.day = day
    self.minute = minute
  }
}
