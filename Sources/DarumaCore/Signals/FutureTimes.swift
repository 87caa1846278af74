/// Times that can't lie ahead: when something happened, or was said. One that does outranks every true word until it has
/// passed (a heartbeat of 2099 ends the silence of its source for ever), so it never enters the state.
///
/// | signal | checked besides `at` and `seenAt` | may lie ahead |
/// | --- | --- | --- |
/// | recoveryPointTaken | `takenAt`, `completedAt`, `window.from`, `window.until` | `expiresAt` |
/// | recoveryPointCopied | `completedAt` | `expiresAt` |
/// | recoveryPointScanned | `until` | |
/// | alarmChanged | `since`, `endedStateSince` | |
/// | healthNoticed | `startedAt` | `endedAt`; of what is announced or planned also `at` and `startedAt` |
/// | threatFound | `firstSeen` | |
/// | keyChanged | | `deletedAt` |
/// | all others | | |
package struct FutureTime: Hashable, Sendable, CustomStringConvertible {
  /// As it is written in the signal: `since`, `window.until`.
  package var field: String
  package var time: Instant
  /// What the clock showed.
  package var now: Instant

  /// How far a time may lie ahead of the clock that receives it: clocks differ a little.
  package static let tolerance = Span.minutes(2)

  package var description: String {
    "\(field) is \(time), which lies ahead of the clock (\(now)); check the clock of the source, and of this host"
  }
}

extension Signal {
  /// The first time that lies ahead of `now` by more than `tolerance`; nil where none does.
  package func futureTime(at now: Instant, tolerance: Span) -> FutureTime? {
    let latest = now + tolerance
    guard let found = happenedTimes.first(where: { $0.time > latest }) else { return nil }
    return FutureTime(field: found.field, time: found.time, now: now)
  }

  /// Every time at which something is said to have happened, by field.
  private var happenedTimes: [(field: String, time: Instant)] {
    let said = [("seenAt", seenAt)]
    if case .healthNoticed(let fact) = fact, fact.isAhead { return said }
    let own: [(String, Instant?)] =
      switch fact {
      case .recoveryPointTaken(let fact):
        [
          ("takenAt", fact.takenAt), ("completedAt", fact.completedAt), ("window.from", fact.window?.from),
          ("window.until", fact.window?.until),
        ]
      case .recoveryPointCopied(let fact): [("completedAt", fact.completedAt)]
      case .recoveryPointScanned(let fact): [("until", fact.until)]
      case .alarmChanged(let fact): [("since", fact.since), ("endedStateSince", fact.endedStateSince)]
      case .healthNoticed(let fact): [("startedAt", fact.startedAt)]
      case .threatFound(let fact): [("firstSeen", fact.firstSeen)]
      case .backupProgressed, .recoveryPointRemoved, .restoreProgressed, .replicationMeasured,
        .replicationFaulted, .zoneShifted, .resourceChanged, .sourceSpoke, .commandGiven, .listingCompleted,
        .resourceDescribed, .keyChanged:
        []
      }
    return [("at", at)] + said + own.compactMap { field, time in time.map { (field, $0) } }
  }
}

extension HealthNoticed {
  /// Whether it tells of what has not begun.
  fileprivate var isAhead: Bool { status == .upcoming || category == .scheduledChange }
}
