/// A DB instance and its life.
///
/// | state | time passes | a backup begins | deletion begins |
/// |---|---|---|---|
/// | creating | backingUp, available, failed or incompatibleRestore | refused | deleting |
/// | backingUp | available | refused | deleting |
/// | available | - | backingUp | deleting |
/// | failed | - | refused | deleting |
/// | incompatibleRestore | - | refused | deleting |
/// | deleting | deleted | refused | refused |
/// | deleted | - | refused | refused |
package struct DatabaseInstance: Sendable {
  private enum State: Sendable {
    case creating(until: Int64, firstBackup: Int64, ending: BadEnding?)
    case backingUp(until: Int64)
    case available
    case failed
    case incompatibleRestore
    case deleting(until: Int64)
    case deleted
  }

  package let identifier: String
  package let arn: String
  /// RDS's own name for it, `db-` and 26 capitals; unlike the identifier never given twice.
  package let resourceID: String
  package let settings: DatabaseSettings
  package let tags: [ResourceTag]
  /// The identifier of the instance whose data it holds: its own, or that of the instance in the snapshot.
  package let lineage: String
  /// When creation ended, in milliseconds since the epoch; nil before.
  package private(set) var createdAt: Int64?
  /// The time that ``status`` and the rest tell of.
  package private(set) var asOf: Int64

  private var state: State

  /// A new instance, `creating` for `creation` milliseconds, then `backing-up` for `firstBackup`.
  init(
    identifier: String, arn: String, resourceID: String, settings: DatabaseSettings, tags: [ResourceTag],
    lineage: String, now: Int64, creation: Int64, firstBackup: Int64, ending: BadEnding?
  ) {
    self.identifier = identifier
    self.arn = arn
    self.resourceID = resourceID
    self.settings = settings
    self.tags = tags
    self.lineage = lineage
    asOf = now
    state = .creating(until: now + creation, firstBackup: firstBackup, ending: ending)
  }

  /// As RDS spells it.
  package var status: String {
    switch state {
    case .creating: "creating"
    case .backingUp: "backing-up"
    case .available: "available"
    case .failed: "failed"
    case .incompatibleRestore: "incompatible-restore"
    case .deleting, .deleted: "deleting"
    }
  }

  /// Whether clients can connect to the database.
  package var isServing: Bool {
    switch state {
    case .available, .backingUp: true
    case .creating, .failed, .incompatibleRestore, .deleting, .deleted: false
    }
  }

  var isDeleted: Bool {
    switch state {
    case .deleted: true
    case .creating, .backingUp, .available, .failed, .incompatibleRestore, .deleting: false
    }
  }

  mutating func advance(to now: Int64) {
    asOf = now
    while true {
      switch state {
      case .creating(let until, let firstBackup, let ending) where until <= now:
        createdAt = until
        state = Self.afterCreation(until, firstBackup, ending)
      case .backingUp(let until) where until <= now:
        state = .available
      case .deleting(let until) where until <= now:
        state = .deleted
      case .creating, .backingUp, .available, .failed, .incompatibleRestore, .deleting, .deleted:
        return
      }
    }
  }

  /// A snapshot of it is being taken, for `duration` milliseconds.
  ///
  /// - Throws: `InvalidDBInstanceState` unless it is available.
  mutating func beginBackup(for duration: Int64) throws(CloudError) {
    switch state {
    case .available:
      state = .backingUp(until: asOf + duration)
    case .creating, .backingUp, .failed, .incompatibleRestore, .deleting, .deleted:
      throw CloudError(
        "InvalidDBInstanceState",
        "Cannot create a snapshot because the database instance \(identifier) is not currently in the "
          + "available state.")
    }
  }

  /// - Throws: `InvalidDBInstanceState` if it is being deleted already.
  mutating func beginDeletion(for duration: Int64) throws(CloudError) {
    switch state {
    case .creating, .backingUp, .available, .failed, .incompatibleRestore:
      state = .deleting(until: asOf + duration)
    case .deleting, .deleted:
      throw CloudError("InvalidDBInstanceState", "Instance \(identifier) is already being deleted.")
    }
  }

  private static func afterCreation(_ time: Int64, _ firstBackup: Int64, _ ending: BadEnding?) -> State {
    switch ending {
    case .failed: .failed
    case .incompatibleRestore: .incompatibleRestore
    case .tasksDoNotStart, nil: firstBackup > 0 ? .backingUp(until: time + firstBackup) : .available
    }
  }
}

extension DatabaseInstance {
  /// Point-in-time recovery reaches up to five minutes ago: RDS uploads transaction logs that often.
  package static let restoreLag: Int64 = 5 * 60_000

  /// The latest moment that point-in-time recovery can reach, in milliseconds since the epoch; nil without
  /// automated backups, or while the instance doesn't serve.
  package var latestRestorableTime: Int64? {
    isServing && settings.backupRetentionDays > 0 ? asOf - Self.restoreLag : nil
  }

  /// Where clients connect; RDS tells it once creation has ended.
  package var endpointAddress: String? {
    guard createdAt != nil, let name = ResourceName(arn) else { return nil }
    return
      "\(identifier).c\(resourceID.dropFirst(3).prefix(11).lowercased()).\(name.region).rds.amazonaws.com"
  }
}
