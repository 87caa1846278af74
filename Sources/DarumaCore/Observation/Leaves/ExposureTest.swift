/// Holds while more data than `over` would be lost if the primary died now: of one resource, or of any that is carried
/// over. Unknown where nothing of known age can be restored.
package struct ExposureTest: LeafTest {
  package var over: Span
  /// Nil: any resource that is carried over.
  package var resource: ResourceID?

  package init(over: Span, resource: ResourceID? = nil) {
    self.over = over
    self.resource = resource
  }

  package var interests: Interests { .of(resource) }

  /// It speaks of copies, and not of what the primary does.
  package func weight(in regions: Regions?) -> Weight { .context }

  package var statement: String {
    "more than \(over) of data of \(resource?.rawValue ?? "some resource") would be lost now"
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let exposures = observed.exposures.values.filter { resource == nil || $0.resource == resource }
    return LeafReading(
      anyOf: exposures.map { sighting(of: $0, at: now) },
      none: LeafReading(
        .unknown, weight: .context,
        missing: "\(resource.map { "\($0) is" } ?? "nothing is") known to be carried over to the recovery region"))
  }

  private func sighting(of exposure: Exposure, at now: Instant) -> Sighting {
    let name = exposure.resource.rawValue
    guard let takenAt = exposure.takenAt else {
      return Sighting(
        name, .unknown, weight: .context, missing: "nothing of known age is there to restore \(name) from")
    }
    let belief = Belief(now: now, limit: nil)
    if let doubt = belief.doubt(name, weight: .context, since: takenAt, lastWord: takenAt) { return doubt }
    let passedAt = takenAt + over
    // One millisecond later it is over the limit.
    guard passedAt < now else {
      return Sighting(
        name, .not, weight: .context, since: takenAt, changesAt: passedAt + Span(milliseconds: 1),
        missing: "the newest data of \(name) is of \(takenAt)")
    }
    return Sighting(name, .holds, weight: .context, since: passedAt)
  }
}

extension Condition {
  package static func exposure(_ test: ExposureTest) -> Condition { .leaf(.exposure(test)) }
}
