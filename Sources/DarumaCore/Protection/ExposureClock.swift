/// Holds what a resource could be restored from against the RPO and the schedule.
struct ExposureClock {
  let resource: Resource
  let application: Application
  let protection: Protection
  let now: Instant

  func exposure() -> Exposure {
    let recovery = application.regions.recovery
    let candidates = protection.candidates(
      for: application.target(of: resource), alsoNamed: resource.names, at: now)
    let lastWord = resource.names.compactMap {
      protection.lastWord(of: $0, in: recovery, from: application.regions.primary)
    }.max()
    var changes = upcoming()
    let levels = Usability.allCases.map { usability in
      level(usability, candidates, lastWord, &changes)
    }
    return Exposure(resource: resource.id, levels: levels, changesAt: changes.filter { $0 > now }.min())
  }

  private func level(
    _ usability: Usability, _ candidates: [Candidate], _ lastWord: Instant?, _ changes: inout [Instant]
  ) -> Exposure.Level {
    let newest = candidates.compactMap { candidate in
      candidate.moment(provedAs: usability).map {
        (takenAt: $0, point: candidate.point, until: candidate.until, faultUntil: candidate.faultUntil)
      }
    }.max { ($0.takenAt, $0.point) < ($1.takenAt, $1.point) }
    guard let newest else { return Exposure.Level(usability: usability, status: .unknown) }
    // What is proved further follows no schedule: nobody promised when the next scan or restore comes.
    let next = usability <= .decryptable ? resource.nextPoint(after: newest.takenAt, in: application) : nil
    let clock = Hands(
      // One millisecond later: an age equal to the objective is still within it.
      breach: newest.takenAt + application.objectives.rpo + Span(milliseconds: 1), next: next,
      silentAt: next.flatMap { silentAt($0, lastWord) })
    if let change = clock.nextChange(after: now) { changes.append(change) }
    if let until = newest.until { changes.append(until) }
    var status = clock.status(at: now)
    if let faultUntil = newest.faultUntil {
      changes.append(faultUntil)
      // What did not come is lost however young it is.
      status = max(status, .late)
    }
    return Exposure.Level(usability: usability, status: status, point: newest.point, takenAt: newest.takenAt)
  }

  /// When it is silence, and no longer lateness alone: one word since the point was due says that somebody is there, for as
  /// long as the next after that word may take.
  private func silentAt(_ next: NextPoint, _ lastWord: Instant?) -> Instant? {
    guard let lastWord, lastWord >= next.dueAt else { return next.lateAt }
    return resource.nextPoint(after: lastWord, in: application).map { max($0.lateAt, next.lateAt) }
  }

  /// The moments that one point's status hangs on.
  private struct Hands {
    var breach: Instant
    var next: NextPoint?
    /// Never before the next one is late.
    var silentAt: Instant?

    func status(at now: Instant) -> Exposure.Status {
      if now >= breach { return .breached }
      if let silentAt, now >= silentAt { return .silent }
      guard let next, now >= next.dueAt else { return .fresh }
      return now >= next.lateAt ? .late : .due
    }

    func nextChange(after now: Instant) -> Instant? {
      let present = status(at: now)
      return [breach, next?.dueAt, next?.lateAt, silentAt].compactMap(\.self).filter { $0 > now }.sorted()
        .first { status(at: $0) != present }
    }
  }

  /// Points of a source whose clock is ahead: until then they are not counted.
  private func upcoming() -> [Instant] {
    resource.names.flatMap { name in
      protection.points(of: name).compactMap { protection.newestMoment($0) }
        + protection.replicas(of: name).compactMap(\.syncedTo)
    }
  }
}

extension ApplicationState {
  /// The exposure of `resource` at `now`, whether or not a worker has looked since; nil where it is not carried over.
  package func exposure(of resource: Resource, at now: Instant) -> Exposure? {
    guard let catalog, resource.isCarriedOver(in: catalog) else { return nil }
    // Of what serves the users in the recovery region nothing is known that could be restored elsewhere.
    guard isServedFromPrimary else { return .unknown(resource.id) }
    return ExposureClock(
      resource: resource, application: catalog, protection: projection.protection, now: now
    ).exposure()
  }
}

extension ApplicationState {
  /// Whether what serves the users is what the application file protects. While they are being moved it still is.
  package var isServedFromPrimary: Bool {
    switch placement.state {
    case .primary, .moving(_, from: .primary): true
    case .recovery, .moving(_, from: .recovery), .unknown: false
    }
  }
}

extension Exposure {
  fileprivate static func unknown(_ resource: ResourceID) -> Exposure {
    Exposure(resource: resource, levels: Usability.allCases.map { Level(usability: $0, status: .unknown) })
  }
}

/// When the next point in the recovery region should be in the making, and when it should be there.
struct NextPoint: Hashable, Sendable {
  var dueAt: Instant
  var lateAt: Instant
}

extension Resource {
  /// What the rules promise after data of `instant`: the earliest promise counts. Nil where none brings anything to the
  /// recovery region.
  func nextPoint(after instant: Instant, in application: Application) -> NextPoint? {
    protection.filter { $0.copyTo == application.regions.recovery }
      .compactMap { $0.nextPoint(after: instant, in: application) }
      .min { ($0.lateAt, $0.dueAt) < ($1.lateAt, $1.dueAt) }
  }

  /// The names under which something is told of its protection: its own, and those of its replicas.
  package var names: [ARN] { [arn] + protection.filter { $0.kind == .replica }.compactMap(\.destination) }

  /// Whether it is carried over to the recovery region: by a rule, or because a plan restores it there. Of what is made
  /// anew there (an empty cache) no exposure is kept.
  package func isCarriedOver(in application: Application) -> Bool {
    protection.contains { $0.copyTo == application.regions.recovery }
      || (isProtected && application.plans.contains { $0.kind == .failover && $0.restoredResources.contains(id) })
  }
}

extension ProtectionRule {
  /// How far a replica may be behind where the file does not say: the 15 minutes that S3 promises with Replication Time
  /// Control, and three of the five-minute steps in which RDS keeps its logs.
  package static let defaultLag = Span.minutes(15)

  fileprivate func nextPoint(after instant: Instant, in application: Application) -> NextPoint? {
    switch kind {
    case .snapshot, .backup:
      return nextStart(afterBackupOf: instant, in: application).map { NextPoint(dueAt: $0, lateAt: $0 + copyAllowance) }
    case .pitr, .replica, .replication:
      // Nobody need tell of it more often than it is listed.
      let lag = (copyWithin ?? Self.defaultLag) + ListingPlan.usualInterval
      return NextPoint(dueAt: instant + lag, lateAt: instant + lag * 2)
    case .versioning:
      return nil
    }
  }
}
