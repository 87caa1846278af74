/// What is known of one plan's readiness, and what people were told of it.
package struct PlanReadinessRecord: Codable, Hashable, Sendable {
  package internal(set) var readiness: PlanReadiness
  /// What people were told last: that it is ready, or that it is not. Nil where they were told nothing.
  private(set) var toldReady: Bool?
  /// When they were told, of the last times; nil where they were not.
  private var toldAt: [Instant]?

  /// Over which ``mostTold`` counts.
  static let period = Span.hours(1)
  /// How often people are told within that time of one plan that turns to and fro: the next is told when the first of them
  /// is that old, if it is still so then.
  static let mostTold = 4

  init(_ readiness: PlanReadiness) { self.readiness = readiness }

  /// What people have to be told: that it is ready again, or that it is not. Nil where they know; what is not known to be
  /// either is no turn.
  var owed: Bool? {
    switch readiness.verdict {
    case .unknown: nil
    case .ready: toldReady == false ? true : nil
    case .notReady: toldReady == false ? nil : false
    }
  }

  /// When that may be told; nil where nothing is owed. In the past: at once.
  var dueAt: Instant? {
    guard owed != nil else { return nil }
    guard let toldAt, toldAt.count >= Self.mostTold else { return .distantPast }
    return toldAt[0] + Self.period
  }

  mutating func noteTold(isReady: Bool, at now: Instant) {
    toldReady = isReady
    toldAt = (toldAt ?? []).suffix(Self.mostTold - 1) + [now]
  }

  /// See ``ApplicationState/forgetFuture(after:)``.
  mutating func forgetFuture(after instant: Instant) {
    toldAt = toldAt?.map { min($0, instant) }
    readiness.since = min(readiness.since, instant)
    for index in readiness.marks.indices {
      readiness.marks[index].since = min(readiness.marks[index].since, instant)
    }
  }
}
