/// The data that would be lost if the primary died at this instant, held against the RPO.
package struct Exposure: Codable, Hashable, Sendable {
  package enum Status: String, Codable, Hashable, Sendable, CaseIterable {
    /// No usable recovery point of known age in the recovery region.
    case unknown
    case withinObjective
    case breached
  }

  package var resource: ResourceID
  package var status: Status
  /// The newest usable recovery point in the recovery region, and the age of its data.
  package var point: RecoveryPointID?
  package var takenAt: Instant?

  /// The exposure of `resource` at `now`.
  static func of(_ resource: Resource, in application: Application, _ protection: Protection, at now: Instant)
    -> Exposure
  {
    guard
      let newest = protection.newestUsable(of: resource.arn, in: application.regions.recovery, at: now)
    else { return Exposure(resource: resource.id, status: .unknown) }
    let age = now - newest.takenAt
    return Exposure(
      resource: resource.id, status: age > application.objectives.rpo ? .breached : .withinObjective,
      point: newest.point.id, takenAt: newest.takenAt)
  }

  /// How much would be lost at `now`.
  package func age(at now: Instant) -> Span? { takenAt.map { now - $0 } }
}
