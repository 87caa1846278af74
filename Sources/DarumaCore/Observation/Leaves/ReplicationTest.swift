/// Holds while a replica is further behind than `lagOver`, or where that is not given while replication has a fault: something
/// failed to replicate or is late, a copy of a recovery point too, or a copy that the application file asks for is not there.
package struct ReplicationTest: LeafTest {
  /// Nil: any resource.
  package var resource: ResourceID?
  /// Nil: faults are asked for, and not how far it is behind.
  package var lagOver: Span?
  /// Nil: ``usualAge`` of a measure, ``usualFaultAge`` of a fault.
  package var noOlderThan: Span?

  /// Metrics come by the minute; where none came for so long, how far the replica is behind is unknown.
  package static let usualAge = Span.hours(1)
  package static let usualFaultAge = Span.days(1)

  package init(resource: ResourceID? = nil, lagOver: Span? = nil, noOlderThan: Span? = nil) {
    self.resource = resource
    self.lagOver = lagOver
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests { .of(resource) }

  package var ageLimit: Span? { noOlderThan ?? (lagOver == nil ? Self.usualFaultAge : Self.usualAge) }

  /// A replica lags by the fault of either side.
  package func weight(in regions: Regions?) -> Weight { .context }

  package var statement: String {
    let subject = resource?.rawValue ?? "some resource"
    return lagOver.map { "a replica of \(subject) is more than \($0) behind" }
      ?? "replication of \(subject) has a fault"
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let resources = observed.resources(resource)
    guard let lagOver else {
      return LeafReading(
        anyOf: resources.compactMap { fault(of: $0, observed, at: now) },
        none: LeafReading(.not, weight: .context, missing: "no fault of replication was heard"))
    }
    return LeafReading(
      anyOf: resources.flatMap { resource in
        observed.protection.replicas(of: resource.arn).map { sighting(of: $0, resource.id, lagOver, at: now) }
      }, none: LeafReading(.unknown, weight: .context, missing: "nothing was measured of any replica yet"))
  }

  private func sighting(
    of replica: ReplicaRecord, _ resource: ResourceID, _ limit: Span, at now: Instant
  ) -> Sighting {
    let place = replica.region.rawValue.isEmpty ? "" : " in \(replica.region)"
    let name = "\(resource)\(place) (\(replica.metric))"
    let (measuredAt, lag) = (replica.newest.at, replica.newest.lag)
    let belief = Belief(now: now, limit: ageLimit)
    if let doubt = belief.doubt(name, weight: .context, since: measuredAt, lastWord: measuredAt) { return doubt }
    let changesAt = belief.fadesAt(measuredAt)
    guard let lag else {
      return Sighting(
        name, .unknown, weight: .context, changesAt: changesAt, missing: "how far \(name) is behind is unknown")
    }
    guard lag > limit else {
      return Sighting(
        name, .not, weight: .context, since: measuredAt, changesAt: changesAt,
        missing: "\(name) was \(lag) behind at \(measuredAt)")
    }
    // It has been further behind than the limit for as long as it is too far behind.
    return Sighting(name, .holds, weight: .context, since: measuredAt - lag + limit, changesAt: changesAt)
  }

  /// Nil where no fault was heard.
  private func fault(of resource: Resource, _ observed: Observed, at now: Instant) -> Sighting? {
    let points = observed.protection.points(of: resource.arn).map { ARN($0.id.rawValue) }
    let faults = (resource.names + points).compactMap { observed.world.faults[$0] }.flatMap(\.values)
    let missing = observed.compliance[resource.id]?.breaches.filter { $0.requirement == .copied && $0.since <= now }
    if let since = missing?.map(\.since).min() {
      return Sighting("\(resource.id): a copy is missing", .holds, weight: .context, since: since)
    }
    guard let fault = faults.filter({ $0.state != .recovered }).max(by: { $0.at < $1.at }) else { return nil }
    let name = "\(resource.id): \(fault.object) is \(fault.state.rawValue)"
    if let recovered = faults.filter({ $0.state == .recovered }).max(by: { $0.at < $1.at }), recovered.at > fault.at {
      return Sighting(
        name, .not, weight: .context, since: recovered.at, heldUntil: recovered.at,
        missing: "replication of \(resource.id) recovered at \(recovered.at)")
    }
    let belief = Belief(now: now, limit: ageLimit)
    if let doubt = belief.doubt(name, weight: .context, since: fault.at, lastWord: fault.at) { return doubt }
    return Sighting(name, .holds, weight: .context, since: fault.at, changesAt: belief.fadesAt(fault.at))
  }
}

extension Condition {
  package static func replication(_ test: ReplicationTest) -> Condition { .leaf(.replication(test)) }
}
