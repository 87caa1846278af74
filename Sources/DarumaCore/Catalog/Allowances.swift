/// By how much reality may miss the clock before it is a breach: clocks differ, and services begin and delete when they get
/// to it. Owners set them in the application file; nil: the defaults.
package struct Allowances: Codable, Hashable, Sendable {
  /// How much before its window a backup may begin and still belong to it. See ``defaultBegunEarly``.
  package var begunEarly: Span?
  /// How much before the end of its retention something may be gone, or be announced to go. See ``defaultGoneEarly``.
  package var goneEarly: Span?
  /// How long after the end of its retention something may still be there. See ``defaultGoneLate``.
  package var goneLate: Span?

  package init(begunEarly: Span? = nil, goneEarly: Span? = nil, goneLate: Span? = nil) {
    self.begunEarly = begunEarly
    self.goneEarly = goneEarly
    self.goneLate = goneLate
  }

  /// Clocks differ, and what a source calls the start is often when it accepted the job.
  package static let defaultBegunEarly = Span.minutes(10)
  /// Services count from the start of the backup or from its end.
  package static let defaultGoneEarly = Span.hours(1)
  /// Services delete once a day or so.
  package static let defaultGoneLate = Span.days(1)
}

extension Application {
  package var begunEarly: Span { allowances?.begunEarly ?? Allowances.defaultBegunEarly }
  package var goneEarly: Span { allowances?.goneEarly ?? Allowances.defaultGoneEarly }
  package var goneLate: Span { allowances?.goneLate ?? Allowances.defaultGoneLate }
}
