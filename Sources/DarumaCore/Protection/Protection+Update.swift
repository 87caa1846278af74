extension Protection {
  /// What one signal changes: the records as they are once it is joined. Empty for a repeat, a late word, and a signal
  /// that says nothing about protection.
  struct Update {
    var points: [RecoveryPoint] = []
    var records: [Record] = []

    enum Record {
      case job(ARN, JobRecord)
      case replicas(ARN, [ReplicaRecord])
      case replicaFaults(ARN, ReplicaFaults)
      case description(ARN, DescriptionRecord)
      case listing(ListingSubject, ListingRecord)
      case key(ARN, KeyRecord)
      case threats(ARN, [String: ThreatRecord])
      case doubt(ARN, Instant)
    }

    init(points: [RecoveryPoint] = [], records: [Record?] = []) {
      self.points = points
      self.records = records.compactMap(\.self)
    }

    var isEmpty: Bool { points.isEmpty && records.isEmpty }
  }

  func update(by signal: Signal) -> Update {
    var update = wholeUpdate(by: signal)
    // What is not known and older than what is remembered was forgotten, or would be at once.
    if isOlderThanRemembered(signal) {
      update.points.removeAll { points[$0.id] == nil }
      update.records.removeAll { !isKnown($0) }
    }
    return update
  }

  private func isOlderThanRemembered(_ signal: Signal) -> Bool {
    guard let horizon else { return false }
    return signal.at < horizon && signal.seenAt < horizon
  }

  /// Whether `signal` would have told something, and is older than what is remembered: it is not taken in.
  package func isForgotten(_ signal: Signal) -> Bool {
    isOlderThanRemembered(signal) && update(by: signal).isEmpty && !wholeUpdate(by: signal).isEmpty
  }

  /// Whether there is an earlier record of the same subject.
  private func isKnown(_ record: Update.Record) -> Bool {
    switch record {
    case .job(let resource, _): jobs[resource] != nil
    case .replicas(let resource, _): replicas[resource] != nil
    case .replicaFaults(let resource, _): replicaFaults[resource] != nil
    case .description(let resource, _): descriptions[resource] != nil
    case .listing(let subject, _): listings[subject] != nil
    // Neither is forgotten by its age alone.
    case .key, .threats: true
    case .doubt(let resource, _): doubts[resource] != nil
    }
  }

  private func wholeUpdate(by signal: Signal) -> Update {
    switch signal.fact {
    case .recoveryPointTaken(let fact):
      Update(points: joined(fact.recoveryPoint) { $0.join(fact, of: signal) })
    case .recoveryPointCopied(let fact):
      Update(
        points: joined(fact.recoveryPoint) { $0.join(fact, of: signal) }
          // (A copy of itself, which is nonsense, must not overwrite what was just joined.)
          + (fact.of == fact.recoveryPoint ? [] : joined(fact.of) { $0.joinAsOriginal(of: signal.resource) }))
    case .recoveryPointRemoved(let fact):
      Update(points: joined(fact.recoveryPoint) { $0.join(fact, of: signal) })
    case .recoveryPointScanned(let fact):
      Update(points: joined(fact.recoveryPoint) { $0.join(fact, of: signal) })
    case .restoreProgressed(let fact):
      Update(points: fact.recoveryPoint.map { id in joined(id) { $0.join(fact, of: signal) } } ?? [])
    case .resourceChanged(let fact):
      Update(points: changedPoint(fact.change, signal), records: [doubt(fact.change, signal)])
    case .backupProgressed, .replicationMeasured, .replicationFaulted, .resourceDescribed, .listingCompleted,
      .keyChanged,
      .threatFound:
      Update(records: [record(of: signal)])
    case .alarmChanged, .healthNoticed, .zoneShifted, .sourceSpoke, .commandGiven:
      Update()
    }
  }

  /// The point of this id after `join`, if that changes it.
  func joined(_ id: RecoveryPointID, _ join: (inout RecoveryPoint) -> Void) -> [RecoveryPoint] {
    var point = points[id] ?? RecoveryPoint(id: id)
    join(&point)
    return point == points[id] ? [] : [point]
  }

  /// What happens to a snapshot itself is told of it as of a resource.
  private func changedPoint(_ change: ResourceChanged.Change, _ signal: Signal) -> [RecoveryPoint] {
    guard let resource = signal.resource, resource.isRecoveryPoint else { return [] }
    let id = RecoveryPointID(rawValue: resource.rawValue)
    var point = points[id] ?? RecoveryPoint(id: id)
    point.join(change, of: signal)
    // Most changes are of resources that are no recovery points: nothing was joined then.
    return point.setAside == points[id]?.setAside ? [] : [point]
  }

  /// What is made automatically goes with its resource, and nothing tells of it.
  private func doubt(_ change: ResourceChanged.Change, _ signal: Signal) -> Update.Record? {
    guard let resource = signal.resource, !resource.isRecoveryPoint, change.takesAutomaticPoints,
      doubts[resource].map({ $0 < signal.at }) ?? true
    else { return nil }
    return .doubt(resource, signal.at)
  }

  /// Since when `point` may be gone with its resource, where nothing has shown it since.
  func doubt(of point: RecoveryPoint) -> Instant? {
    guard point.isAutomatic, let resource = point.resource, let doubt = doubts[resource],
      resource.region == point.region, lastSeen(point).map({ $0 < doubt }) ?? true
    else { return nil }
    return doubt
  }

  private func record(of signal: Signal) -> Update.Record? {
    switch signal.fact {
    case .backupProgressed(let fact):
      guard let resource = fact.subject(of: signal) else { return nil }
      let record = JobRecord(job: fact.job, state: fact.state, at: signal.at, reason: fact.reason)
      return jobs[resource].map { $0 < record } ?? true ? .job(resource, record) : nil
    case .replicationMeasured(let fact):
      guard let resource = signal.resource else { return nil }
      return replicaRecord(ReplicaRecord(fact, at: signal.at, limits: lagLimits[resource] ?? []), of: resource)
    case .replicationFaulted(let fact):
      // What is said of a copy is about that copy, and not about what follows the resource.
      guard let resource = signal.resource, !resource.isRecoveryPoint, fact.point == nil else { return nil }
      let faults = ReplicaFaults(fact.state, at: signal.at)
      let joined = replicaFaults[resource].map { $0.joined(faults) } ?? faults
      return joined == replicaFaults[resource] ? nil : .replicaFaults(resource, joined)
    case .resourceDescribed(let fact):
      guard let resource = signal.resource else { return nil }
      let record = DescriptionRecord(at: signal.at, description: fact)
      let joined = descriptions[resource].map { $0.joined(record) } ?? record
      return joined == descriptions[resource] ? nil : .description(resource, joined)
    case .listingCompleted(let fact):
      let subject = ListingSubject(kind: fact.kind, region: signal.region, resource: signal.resource)
      let record = ListingRecord(
        at: signal.at, found: fact.found, failure: fact.failure, succeededAt: fact.failure == nil ? signal.at : nil)
      let joined = listings[subject].map { $0.joined(record) } ?? record
      return joined == listings[subject] ? nil : .listing(subject, joined)
    case .keyChanged(let fact):
      let record = KeyRecord(at: signal.at, state: fact.state, deletedAt: fact.deletedAt)
      return keys[fact.key].map { $0 < record } ?? true ? .key(fact.key, record) : nil
    case .threatFound(let fact):
      // A sample finding is made to try the route.
      guard let resource = signal.resource, !fact.sample else { return nil }
      let record = ThreatRecord(firstSeen: fact.firstSeen, severity: fact.severity, saidAt: signal.seenAt)
      var known = threats[resource] ?? [:]
      known[fact.finding] = known[fact.finding].map { $0.joined(record) } ?? record
      return known == threats[resource] ? nil : .threats(resource, known)
    case .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved, .recoveryPointScanned, .restoreProgressed,
      .alarmChanged, .healthNoticed, .zoneShifted, .resourceChanged, .sourceSpoke, .commandGiven:
      return nil
    }
  }

  private func replicaRecord(_ record: ReplicaRecord, of resource: ARN) -> Update.Record? {
    var known = replicas[resource] ?? []
    if let place = known.firstIndex(where: { $0.region == record.region && $0.metric == record.metric }) {
      let joined = known[place].joined(record)
      guard joined != known[place] else { return nil }
      known[place] = joined
    } else {
      known.append(record)
      known.sort { ($0.region, $0.metric) < ($1.region, $1.metric) }
    }
    return .replicas(resource, known)
  }
}

extension BackupProgressed {
  /// What a job is kept under: its resource; without one the point that it is about, or of one that came to nothing the
  /// job itself. What only goes on and names neither says nothing that could be asked for.
  func subject(of signal: Signal) -> ARN? {
    if let subject = signal.resource ?? point.map({ ARN($0.rawValue) }) { return subject }
    switch state {
    case .created, .pending, .running: return nil
    case .failed, .aborted, .missedWindow: return ARN(job)
    }
  }
}

extension ResourceChanged.Change {
  /// Whether automatic snapshots and continuous backups may go with it. (RDS User Guide, "Deleting a DB instance",
  /// "Disabling automated backups"; a renamed resource has other points than the name had.)
  fileprivate var takesAutomaticPoints: Bool {
    switch self {
    case .deleted, .renamed, .backupsDisabled: true
    case .created, .failing, .failedOver, .restarted, .stopped, .started, .promoted, .restored, .capacityLost,
      .capacityRestored, .backupsEnabled, .keyLost, .keyRestored, .storageFull, .failoverStarted, .failoverFailed,
      .replicationStopped, .replicationResumed, .backupStarted, .backupFinished, .continuousBackupInterrupted,
      .archived,
      .unarchived, .disabled:
      false
    }
  }
}

extension RecoveryPoint {
  /// Whether the service itself made it, and takes it away again.
  fileprivate var isAutomatic: Bool {
    if origin == .manual || kind == .backup { return false }
    let name = ARN(id.rawValue).resourceName
    return origin == .automatic || window != nil || name.hasPrefix("rds:") || name.hasPrefix("automatic.")
  }
}
