package import DarumaCore

/// How often plans are looked at.
package struct PlanWatchSettings: Sendable, Equatable {
  /// Between two looks at one plan.
  package var interval: Span
  /// Looks that run beside each other.
  package var atOnce: Int
  /// For one look; what has not been seen by then is not known.
  package var longest: Span

  package static let defaultInterval = Span.minutes(5)
  package static let defaultAtOnce = 2
  package static let defaultLongest = Span.minutes(3)
  /// Between two looks at one plan, however much happens to it.
  static let leastPause = Span.seconds(30)

  package init(
    interval: Span = PlanWatchSettings.defaultInterval, atOnce: Int = PlanWatchSettings.defaultAtOnce,
    longest: Span = PlanWatchSettings.defaultLongest
  ) {
    self.interval = interval
    self.atOnce = atOnce
    self.longest = longest
  }

  /// How long after a look what touches the plan has it looked at anew.
  var pause: Span { min(interval, Self.leastPause) }
}
