/// Holds the exposure of each resource that is carried over against the RPO and the schedule; a change is an event,
/// raised by time alone too.
enum ExposureRules {
  static func settle(_ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    let resources = turn.takeExposures(catalog)
    guard !resources.isEmpty || turn.state.exposures.isEmpty else { return }
    for resource in resources {
      guard let exposure = turn.state.exposure(of: resource, at: turn.now) else { continue }
      if let known = turn.state.exposures[resource.id], !exposure.isWorthTelling(after: known, at: turn.now) {
        continue
      }
      turn.record(.observation(.exposureChanged(exposure)))
    }
    let whole = ApplicationExposure.of(turn.state.exposures.values)
    if turn.state.exposure != whole { turn.record(.observation(.applicationExposureChanged(whole))) }
  }
}

extension Exposure {
  /// Whether it differs from `known` in more than how far the same replica or window has moved on: a measure each minute
  /// is no event each minute. What is due later than was known is found out at the known time.
  fileprivate func isWorthTelling(after known: Exposure, at now: Instant) -> Bool {
    guard self != known else { return false }
    let never = Instant(milliseconds: .max)
    let isSame = levels.elementsEqual(known.levels) {
      $0.usability == $1.usability && $0.status == $1.status && $0.point == $1.point
        && (($0.takenAt ?? never) >= ($1.takenAt ?? never))
    }
    return !isSame || (changesAt ?? never) < (known.changesAt ?? never) || (known.changesAt.map { $0 <= now } ?? false)
  }
}
