/// Whether the recovery region is fit to take over: no fault of a service that the plan rests on, and every alarm that
/// the application file names for it (`guards.recoveryAlarms`) is known and OK. Unknown is not healthy.
///
/// A notice of a service that the plan does not use, one that is not for everyone, and one of which nothing was heard
/// for ``noticeAge`` blocks nothing: its end may have been lost long ago.
package struct RecoveryRegionHealth: Hashable, Sendable {
  package struct Cause: Hashable, Sendable {
    package var reason: String
    package var remedy: String
  }

  /// Why nothing should be carried over there; nil where it is healthy.
  package var blocked: Cause?
  /// When time alone may change it.
  package var changesAt: Instant?

  package var isHealthy: Bool { blocked == nil }

  /// How old the last word of a notice may be.
  package static let noticeAge = Span.days(1)

  package init(for plan: Plan, _ observed: Observed, at now: Instant) {
    guard let application = observed.application else { return }
    let (notice, fades) = Self.notice(plan, application, observed, at: now)
    let (alarm, changes) = Self.alarm(application, observed, at: now)
    blocked = notice ?? alarm
    changesAt = (fades + changes).filter { $0 > now }.min()
  }

  private static func notice(
    _ plan: Plan, _ application: Application, _ observed: Observed, at now: Instant
  ) -> (Cause?, [Instant]) {
    let region = application.regions.recovery
    let services = plan.services(in: application)
    let belief = Belief(now: now, limit: noticeAge)
    let open = observed.world.notices.values.filter { record in
      record.concernsEveryone(in: region) && record.isOpen(at: now)
        && services.contains(record.fact.service.uppercased())
    }
    let standing = open.filter { record in
      belief.doubt(
        record.fact.notice, weight: .context, since: record.fact.startedAt ?? record.seenAt,
        lastWord: observed.world.lastWord(of: record)) == nil
    }
    let changes = open.flatMap { record in
      let lastWord = observed.world.lastWord(of: record)
      return [
        record.fact.endedAt, belief.fadesAt(lastWord),
        max(lastWord, record.fact.startedAt ?? lastWord) - Belief.tolerance,
      ].compactMap(\.self)
    }
    guard let worst = standing.min(by: { $0.fact.notice < $1.fact.notice }) else { return (nil, changes) }
    return (
      Cause(
        reason: "the provider announces a fault in \(region): \(worst.fact.code)",
        remedy: "wait until \(worst.fact.notice) is closed"), changes
    )
  }

  /// Each alarm must be OK; one without data is as good as none.
  private static func alarm(
    _ application: Application, _ observed: Observed, at now: Instant
  ) -> (Cause?, [Instant]) {
    var changes: [Instant] = []
    var cause: Cause?
    for name in application.guards.recoveryAlarms {
      let test = AlarmTest(name: name, state: .ok)
      let records = observed.world.alarms.values.filter { name.matches($0.name) && $0.state != .deleted }
        .sorted { $0.name < $1.name }
      let sightings = records.map { test.sighting(of: $0, observed, at: now) }
      changes += sightings.compactMap(\.changesAt)
      guard cause == nil else { continue }
      if records.isEmpty {
        cause = Cause(
          reason: "it is unknown how the recovery region is: " + (test.reading(observed, at: now).missing ?? ""),
          remedy: "let alarm \(name) reach Daruma, or change guards.recoveryAlarms")
      } else if let bad = sightings.first(where: { $0.truth != .holds }) {
        cause = Cause(
          reason: bad.truth == .unknown
            ? "it is unknown how the recovery region is: \(bad.missing ?? bad.name)"
            : "an alarm of the recovery region is not OK: \(bad.missing ?? bad.name)",
          remedy: "wait until \(bad.name) is OK, or change guards.recoveryAlarms")
      }
    }
    return (cause, changes)
  }
}
