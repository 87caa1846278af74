/// Which recovery point each resource of a plan would be restored from.
struct Choices {
  var made: [Choice]
  /// Resources that have no point to restore from.
  var missing: [ResourceID]

  static func make(
    _ plan: Plan, _ application: Application, _ protection: Protection, onset: Instant, at now: Instant
  ) -> Choices {
    var choices = Choices(made: [], missing: [])
    for id in plan.restoredResources {
      guard let resource = application.resource(id),
        let newest = protection.newestUsable(
          of: resource.arn, in: application.regions.recovery, service: resource.arn.service, at: now)
      else {
        choices.missing.append(id)
        continue
      }
      choices.made.append(
        Choice(
          resource: id, point: newest.point.id, usability: protection.usability(newest.point),
          takenAt: newest.takenAt, loss: max(.zero, onset - newest.takenAt)))
    }
    return choices
  }
}
