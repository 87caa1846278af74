/// Holds the exposure of each protected resource against the RPO; a change is an event, raised by time alone too.
enum ExposureRules {
  static func settle(_ turn: inout Turn) {
    guard let catalog = turn.state.catalog else { return }
    for resource in catalog.resources where resource.isProtected {
      let exposure = Exposure.of(resource, in: catalog, turn.state.projection.protection, at: turn.now)
      guard turn.state.exposures[resource.id] != exposure else { continue }
      turn.record(.observation(.exposureChanged(exposure)))
    }
  }
}
