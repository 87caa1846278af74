/// A DB instance and its life.
///
/// | state | time passes | a backup begins | stop | start | a change that takes time | deletion begins |
/// |---|---|---|---|---|---|---|
/// | creating | backingUp, available, failed or incompatibleRestore | refused | refused | refused | refused | deleting |
/// | backingUp | available | refused | refused | refused | waits | deleting |
/// | available | - | backingUp | stopping | refused | modifying | deleting |
/// | modifying | available or backingUp | refused | refused | refused | waits | deleting |
/// | stopping | stopped | refused | refused | refused | refused | deleting |
/// | stopped | starting, after seven days | refused | refused | starting | refused | deleting |
/// | starting | available | refused | refused | refused | refused | deleting |
/// | failed | - | refused | refused | refused | refused | deleting |
/// | incompatibleRestore | - | refused | refused | refused | refused | deleting |
/// | deleting | deleted | refused | refused | refused | refused | refused |
/// | deleted | - | refused | refused | refused | refused | refused |
///
/// What waits is applied when it is asked for again, at once, while the instance is available: the maintenance window
/// never comes here.
package struct DatabaseInstance: Sendable {
  private enum State: Sendable {
    case creating(until: Int64, firstBackup: Int64, ending: BadEnding?)
    case backingUp(until: Int64)
    case available
    case modifying(until: Int64, firstBackup: Int64)
    case stopping(until: Int64, start: Int64)
    /// RDS starts it again by itself.
    case stopped(until: Int64, start: Int64)
    case starting(until: Int64)
    case failed
    case incompatibleRestore
    case deleting(until: Int64)
    case deleted
  }

  package let identifier: String
  package let arn: String
  /// RDS's own name for it, `db-` and 26 capitals; unlike the identifier never given twice.
  package let resourceID: String
  package private(set) var settings: DatabaseSettings
  /// What has been asked for and is not in force.
  package private(set) var pending = PendingDatabaseSettings()
  /// Groups that were changed, and come into force.
  package private(set) var groups = DatabaseGroups()
  /// Whose replica it is: an identifier, or an ARN in another region.
  package private(set) var replicaSource: String?
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
    lineage: String, replicaSource: String? = nil, now: Int64, creation: Int64, firstBackup: Int64, ending: BadEnding?
  ) {
    self.identifier = identifier
    self.arn = arn
    self.resourceID = resourceID
    self.settings = settings
    self.tags = tags
    self.lineage = lineage
    self.replicaSource = replicaSource
    asOf = now
    state = .creating(until: now + creation, firstBackup: firstBackup, ending: ending)
  }

  /// As RDS spells it.
  package var status: String {
    switch state {
    case .creating: "creating"
    case .backingUp: "backing-up"
    case .available: "available"
    case .modifying: "modifying"
    case .stopping: "stopping"
    case .stopped: "stopped"
    case .starting: "starting"
    case .failed: "failed"
    case .incompatibleRestore: "incompatible-restore"
    case .deleting, .deleted: "deleting"
    }
  }

  /// Whether clients can connect to the database.
  package var isServing: Bool {
    switch state {
    case .available, .backingUp, .modifying: true
    case .creating, .stopping, .stopped, .starting, .failed, .incompatibleRestore, .deleting, .deleted: false
    }
  }

  var isDeleted: Bool {
    switch state {
    case .deleted: true
    case .creating, .backingUp, .available, .modifying, .stopping, .stopped, .starting, .failed, .incompatibleRestore,
      .deleting:
      false
    }
  }

  mutating func advance(to now: Int64) {
    asOf = now
    groups.advance(to: now)
    while true {
      switch state {
      case .creating(let until, let firstBackup, let ending) where until <= now:
        createdAt = until
        state = Self.afterCreation(until, firstBackup, ending)
      case .backingUp(let until) where until <= now:
        state = .available
      case .modifying(let until, let firstBackup) where until <= now:
        pending.apply(to: &settings)
        replicaSource = pending.isPromotion ? nil : replicaSource
        pending = PendingDatabaseSettings()
        state = firstBackup > 0 ? .backingUp(until: until + firstBackup) : .available
      case .stopping(let until, let start) where until <= now:
        state = .stopped(until: until + Self.longestStop, start: start)
      case .stopped(let until, let start) where until <= now:
        state = .starting(until: until + start)
      case .starting(let until) where until <= now:
        state = .available
      case .deleting(let until) where until <= now:
        state = .deleted
      case .creating, .backingUp, .available, .modifying, .stopping, .stopped, .starting, .failed, .incompatibleRestore,
        .deleting, .deleted:
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
    case .creating, .backingUp, .modifying, .stopping, .stopped, .starting, .failed, .incompatibleRestore, .deleting,
      .deleted:
      throw CloudError(
        "InvalidDBInstanceState",
        "Cannot create a snapshot because the database instance \(identifier) is not currently in the "
          + "available state.")
    }
  }

  /// - Throws: `InvalidDBInstanceState` if it is being deleted already.
  mutating func beginDeletion(for duration: Int64) throws(CloudError) {
    switch state {
    case .creating, .backingUp, .available, .modifying, .stopping, .stopped, .starting, .failed,
      .incompatibleRestore:
      state = .deleting(until: asOf + duration)
    case .deleting, .deleted:
      throw CloudError("InvalidDBInstanceState", "Instance \(identifier) is already being deleted.")
    }
  }

  /// - Throws: `InvalidDBInstanceState` unless it is available and nobody's replica.
  mutating func beginStop(_ timings: Timings) throws(CloudError) {
    guard case .available = state else { throw isNot("available") }
    guard replicaSource == nil else {
      throw CloudError("InvalidDBInstanceState", "Cannot stop or start a read replica: \(identifier)")
    }
    state = .stopping(until: asOf + timings.instanceStop, start: timings.instanceStart)
  }

  /// - Throws: `InvalidDBInstanceState` unless it is stopped.
  mutating func beginStart(_ timings: Timings) throws(CloudError) {
    guard case .stopped = state else { throw isNot("stopped") }
    state = .starting(until: asOf + timings.instanceStart)
  }

  /// Makes a replica an instance of its own, whose backups are kept for a day at least.
  ///
  /// - Throws: `InvalidDBInstanceState` unless it is an available replica.
  mutating func beginPromotion(_ timings: Timings) throws(CloudError) {
    guard replicaSource != nil else {
      throw CloudError("InvalidDBInstanceState", "DB Instance \(identifier) is not a read replica.")
    }
    guard case .available = state else { throw isNot("available") }
    pending.isPromotion = true
    pending.backupRetentionDays = max(1, settings.backupRetentionDays)
    state = .modifying(until: asOf + timings.instanceModification, firstBackup: timings.instanceBackup)
  }

  /// Takes a change over: at once what needs no time, the rest when it is told to, or later.
  ///
  /// - Throws: `InvalidDBInstanceState` unless it serves.
  mutating func change(_ change: DatabaseChange, _ timings: Timings) throws(CloudError) {
    guard isServing else { throw isNot("available") }
    if let days = change.backupRetentionDays { settings.backupRetentionDays = days }
    if let isProtected = change.isDeletionProtected { settings.isDeletionProtected = isProtected }
    if let group = change.parameterGroup, group != settings.parameterGroup {
      settings.parameterGroup = group
      groups.changeParameters(until: asOf + timings.groupChange)
    }
    if let ids = change.securityGroups, Set(ids) != Set(settings.securityGroups) {
      groups.change(from: settings.securityGroups, to: ids, until: asOf + timings.groupChange)
      settings.securityGroups = ids
    }
    pending.take(change, over: settings)
    guard change.isImmediate, !pending.isEmpty, case .available = state else { return }
    state = .modifying(until: asOf + timings.instanceModification, firstBackup: 0)
  }

  private func isNot(_ wanted: String) -> CloudError {
    CloudError("InvalidDBInstanceState", "Instance \(identifier) is \(status), and not \(wanted).")
  }

  /// RDS starts what is stopped after seven days.
  private static let longestStop: Int64 = 7 * 86_400_000

  private static func afterCreation(_ time: Int64, _ firstBackup: Int64, _ ending: BadEnding?) -> State {
    switch ending {
    case .failed: .failed
    case .incompatibleRestore: .incompatibleRestore
    case .tasksDoNotStart, .tasksStayUnhealthy, nil:
      firstBackup > 0 ? .backingUp(until: time + firstBackup) : .available
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
