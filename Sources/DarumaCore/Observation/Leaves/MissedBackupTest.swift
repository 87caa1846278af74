/// Holds while a backup is missing: its job failed, was aborted or missed its window and nothing was made since, or the
/// schedule of the application file was not kept. A silence: it can't act alone.
package struct MissedBackupTest: LeafTest {
  /// Nil: any resource that is protected.
  package var resource: ResourceID?
  /// How old the last word of a job may be. Nil: ``usualAge``.
  package var noOlderThan: Span?

  /// Longer than from one weekly backup to the next.
  package static let usualAge = Span.days(8)

  package init(resource: ResourceID? = nil, noOlderThan: Span? = nil) {
    self.resource = resource
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests { .of(resource) }

  package var ageLimit: Span? { noOlderThan ?? Self.usualAge }

  package func weight(in regions: Regions?) -> Weight { .silence }

  package var statement: String { "a backup of \(resource?.rawValue ?? "some resource") was missed" }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let resources = observed.resources(resource).filter { resource != nil || $0.isProtected }
    return LeafReading(
      anyOf: resources.map { sighting(of: $0, observed, at: now) },
      none: LeafReading(.not, weight: .silence, missing: "nothing is protected"))
  }

  private func sighting(of resource: Resource, _ observed: Observed, at now: Instant) -> Sighting {
    let name = resource.id.rawValue
    let breaches = observed.compliance[resource.id]?.breaches.filter { Self.missed.contains($0.requirement) } ?? []
    if let since = breaches.map(\.since).min(), since <= now {
      return Sighting(name, .holds, weight: .silence, since: since)
    }
    guard let job = observed.protection.job(of: resource.arn) else {
      guard observed.compliance[resource.id] == nil else {
        return Sighting(name, .not, weight: .silence, missing: "every backup of \(name) that was due is there")
      }
      return Sighting(name, .unknown, weight: .silence, missing: "nothing was ever heard of backups of \(name)")
    }
    let belief = Belief(now: now, limit: ageLimit)
    if let doubt = belief.doubt("\(name), job \(job.job),", weight: .silence, since: job.at, lastWord: job.at) {
      return doubt
    }
    let changesAt = belief.fadesAt(job.at)
    guard job.state.isMiss else {
      return Sighting(
        name, .not, weight: .silence, since: job.at, changesAt: changesAt,
        missing: "job \(job.job) of \(name) is \(spaced(job.state.rawValue))")
    }
    // What was made after it makes good for it; that is told of as a recovery point, and not of the job.
    let made = observed.protection.points(of: resource.arn)
      .compactMap { observed.protection.takenAt($0) }.filter { $0 > job.at && $0 <= now }.min()
    if let made {
      return Sighting(
        name, .not, weight: .silence, since: made, heldUntil: made, changesAt: changesAt,
        missing: "a backup of \(name) was made at \(made)")
    }
    return Sighting(name, .holds, weight: .silence, since: job.at, changesAt: changesAt)
  }

  private static let missed: Set<Requirement> = [.backupMade, .backupInWindow, .backupCompleted]
}

extension Condition {
  package static func missedBackup(_ test: MissedBackupTest) -> Condition { .leaf(.missedBackup(test)) }
}

extension BackupProgressed.State {
  fileprivate var isMiss: Bool {
    switch self {
    case .failed, .aborted, .missedWindow: true
    case .created, .pending, .running: false
    }
  }
}
