/// Holds the exposure of each resource that is carried over against the RPO and the schedule; a change is an event,
/// raised by time alone too.
enum ExposureRules {
  static func settle(_ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    let resources = turn.takeExposures(catalog)
    guard !resources.isEmpty || turn.state.exposures.isEmpty else { return }
    for resource in resources {
      let clock = ExposureClock(
        resource: resource, application: catalog, protection: turn.state.projection.protection, now: turn.now)
      let exposure = clock.exposure()
      guard turn.state.exposures[resource.id] != exposure else { continue }
      turn.record(.observation(.exposureChanged(exposure)))
    }
    let whole = ApplicationExposure.of(turn.state.exposures.values)
    if turn.state.exposure != whole { turn.record(.observation(.applicationExposureChanged(whole))) }
  }
}
