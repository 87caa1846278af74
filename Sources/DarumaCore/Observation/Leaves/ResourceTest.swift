/// Holds while a protected resource is as one of the wanted changes left it: until the opposite change comes (`started`
/// after `stopped`), or where a change has none (`failedOver`) for ``noOlderThan``.
package struct ResourceTest: LeafTest {
  /// Nil: any resource.
  package var resource: ResourceID?
  /// One of these; not empty.
  package var changed: [ResourceChanged.Change]
  /// Nil: ``usualAge``, or ``usualMoment`` of a change that has no opposite.
  package var noOlderThan: Span?

  package static let usualAge = Span.days(1)
  package static let usualMoment = Span.hours(1)

  package init(resource: ResourceID? = nil, changed: [ResourceChanged.Change], noOlderThan: Span? = nil) {
    self.resource = resource
    self.changed = changed
    self.noOlderThan = noOlderThan
  }

  package var interests: Interests { .of(resource) }

  package var ageLimit: Span? { noOlderThan ?? Self.usualAge }

  package func weight(in regions: Regions?) -> Weight { changed.contains(where: \.isFault) ? .primary : .context }

  package var statement: String {
    "\(resource?.rawValue ?? "some resource") is " + changed.map { kebab($0.rawValue) }.joined(separator: " or ")
  }

  package func reading(_ observed: Observed, at now: Instant) -> LeafReading {
    let sightings = observed.resources(resource).flatMap { resource -> [Sighting] in
      let changes = resource.names.compactMap { observed.world.changes[$0] }.flatMap(\.values)
      return changed.compactMap { wanted in
        changes.filter { $0.change == wanted }.max(by: { $0.at < $1.at }).map { record in
          sighting(of: record, changes, resource, observed.application?.regions, at: now)
        }
      }
    }
    return LeafReading(
      anyOf: sightings,
      none: LeafReading(
        .not, weight: weight(in: observed.application?.regions), missing: "no such change was heard"))
  }

  private func sighting(
    of record: ChangeRecord, _ changes: [ChangeRecord], _ resource: Resource, _ regions: Regions?, at now: Instant
  ) -> Sighting {
    let home = resource.arn.region
    let weight: Weight = record.change.isFault && home != regions?.recovery ? .primary : .context
    let name = "\(resource.id): \(kebab(record.change.rawValue))"
    let opposites = record.change.opposites
    let undone = changes.filter { opposites.contains($0.change) && $0.at > record.at }.map(\.at).min()
    if let undone {
      return Sighting(
        name, .not, weight: weight, since: undone, heldUntil: undone,
        missing: "\(resource.id) was \(kebab(record.change.rawValue)) until \(undone)")
    }
    let isMoment = opposites.isEmpty
    let limit = noOlderThan ?? (isMoment ? Self.usualMoment : Self.usualAge)
    let belief = Belief(now: now, limit: isMoment ? nil : limit)
    if let doubt = belief.doubt(name, weight: weight, since: record.at, lastWord: record.at) { return doubt }
    let end = record.at + limit
    if isMoment, end <= now {
      return Sighting(
        name, .not, weight: weight, since: end, heldUntil: end, missing: "\(name) at \(record.at), \(limit) ago or more"
      )
    }
    return Sighting(name, .holds, weight: weight, since: record.at, changesAt: end)
  }
}

extension Condition {
  package static func resource(_ test: ResourceTest) -> Condition { .leaf(.resource(test)) }
}

extension ResourceChanged.Change {
  /// What undoes it; empty where it is of a moment.
  var opposites: Set<ResourceChanged.Change> {
    switch self {
    case .stopped: [.started, .restarted]
    case .started: [.stopped, .deleted]
    case .deleted: [.created, .restored]
    case .created: [.deleted]
    case .failing: [.restored, .capacityRestored, .started, .restarted]
    case .capacityLost: [.capacityRestored]
    case .capacityRestored: [.capacityLost]
    case .backupsDisabled: [.backupsEnabled]
    case .backupsEnabled: [.backupsDisabled]
    case .keyLost: [.keyRestored]
    case .keyRestored: [.keyLost]
    case .storageFull: [.started, .restarted, .restored, .capacityRestored]
    case .failoverStarted: [.failedOver, .failoverFailed]
    case .replicationStopped: [.replicationResumed]
    case .replicationResumed: [.replicationStopped]
    case .backupStarted: [.backupFinished]
    case .archived: [.unarchived]
    case .unarchived: [.archived]
    case .failedOver, .restarted, .promoted, .restored, .failoverFailed, .backupFinished,
      .continuousBackupInterrupted, .disabled, .renamed:
      []
    }
  }

  /// Whether it speaks against where the resource lives.
  var isFault: Bool {
    switch self {
    case .deleted, .failing, .failedOver, .stopped, .capacityLost, .keyLost, .storageFull, .failoverStarted,
      .failoverFailed:
      true
    case .created, .restarted, .started, .promoted, .restored, .capacityRestored, .backupsDisabled, .backupsEnabled,
      .keyRestored, .replicationStopped, .replicationResumed, .backupStarted, .backupFinished,
      .continuousBackupInterrupted, .archived, .unarchived, .disabled, .renamed:
      false
    }
  }
}
