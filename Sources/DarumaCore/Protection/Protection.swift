/// What can be restored: the recovery points of one application and the jobs that make them. A join of signals.
package struct Protection: Codable, Hashable, Sendable {
  package private(set) var points: [RecoveryPointID: RecoveryPoint] = [:]
  /// The newest word of a backup or copy job, by resource.
  package private(set) var jobs: [ARN: JobRecord] = [:]
  /// How far each replica is behind, by `resource → region, metric`.
  package private(set) var replicas: [String: ReplicaRecord] = [:]

  package init() {}

  /// What one signal changes: the records as they are once it is joined. Empty for a repeat, a late word, and a signal
  /// that says nothing about protection.
  struct Update {
    var points: [RecoveryPoint] = []
    var job: (resource: ARN, record: JobRecord)?
    var replica: (key: String, record: ReplicaRecord)?

    var isEmpty: Bool { points.isEmpty && job == nil && replica == nil }
  }

  /// Joins one signal.
  package mutating func absorb(_ signal: Signal) {
    let update = update(by: signal)
    for point in update.points { points[point.id] = point }
    if let job = update.job { jobs[job.resource] = job.record }
    if let replica = update.replica { replicas[replica.key] = replica.record }
  }

  func update(by signal: Signal) -> Update {
    var update = Update()
    switch signal.fact {
    case .recoveryPointTaken(let fact):
      update.points = joined(fact.recoveryPoint) { $0.join(fact, of: signal) }
    case .recoveryPointCopied(let fact):
      update.points =
        joined(fact.recoveryPoint) { $0.join(fact, of: signal) }
        // (A copy of itself, which is nonsense, must not overwrite what was just joined.)
        + (fact.of == fact.recoveryPoint ? [] : joined(fact.of) { $0.joinAsOriginal(of: signal.resource) })
    case .recoveryPointRemoved(let fact):
      update.points = joined(fact.recoveryPoint) { $0.join(fact, of: signal) }
    case .recoveryPointScanned(let fact):
      update.points = joined(fact.recoveryPoint) { $0.join(fact, of: signal) }
    case .restoreProgressed(let fact):
      guard fact.state == .completed, let id = fact.recoveryPoint else { return update }
      update.points = joined(id) { $0.joinRestored(at: signal.at) }
    case .backupProgressed(let fact):
      guard let resource = signal.resource else { return update }
      let record = JobRecord(job: fact.job, state: fact.state, at: signal.at, reason: fact.reason)
      if jobs[resource].map({ $0 < record }) ?? true { update.job = (resource, record) }
    case .replicationMeasured(let fact):
      guard let resource = signal.resource else { return update }
      let key = "\(resource) → \(fact.toRegion), \(fact.metric)"
      let record = ReplicaRecord(lag: fact.lag, at: signal.at)
      if replicas[key].map({ $0 < record }) ?? true { update.replica = (key, record) }
    case .replicationFaulted, .alarmChanged, .healthNoticed, .zoneShifted, .threatFound, .resourceChanged,
      .sourceSpoke, .commandGiven:
      break
    }
    return update
  }

  /// The point of this id after `join`, if that changes it.
  private func joined(_ id: RecoveryPointID, _ join: (inout RecoveryPoint) -> Void) -> [RecoveryPoint] {
    var point = points[id] ?? RecoveryPoint(id: id)
    join(&point)
    return point == points[id] ? [] : [point]
  }

  /// When the data of `point` is from: the earliest of its own start and that of the original it was copied from,
  /// however many copies lie between. (A copy may come with the time at which the copying began.) Nil while all are
  /// unknown; an age is never invented.
  package func takenAt(_ point: RecoveryPoint) -> Instant? {
    var point = point
    var taken: Instant?
    for _ in 0..<Self.longestLineage {
      taken.joinSmallest(point.ownTakenAt)
      guard let original = point.original.flatMap({ points[$0] }) else { return taken }
      point = original
    }
    return taken
  }

  /// The resource of `point`: its own, or that of its original.
  package func resource(of point: RecoveryPoint) -> ARN? {
    var point = point
    for _ in 0..<Self.longestLineage {
      if let resource = point.resource { return resource }
      guard let original = point.original.flatMap({ points[$0] }) else { return nil }
      point = original
    }
    return nil
  }

  /// Copies of copies that are followed. RDS chains two (region, then account); more is a loop.
  package static let longestLineage = 8

  /// How far `point` is proved.
  package func usability(_ point: RecoveryPoint) -> Usability {
    if point.restoredAt != nil { return .restored }
    if point.scan?.value == .clean { return .scanned }
    return point.original != nil ? .copied : .taken
  }

  /// The newest point of `resource` in `region` that can be planned with at `now`; nil where there is none whose age
  /// is known.
  package func newestUsable(
    of resource: ARN, in region: Region, atLeast level: Usability = .taken, service: String? = nil,
    at now: Instant
  ) -> (point: RecoveryPoint, takenAt: Instant)? {
    var best: (point: RecoveryPoint, takenAt: Instant)?
    for point in points.values {
      guard point.region == region, point.isUsable(at: now), self.resource(of: point) == resource,
        usability(point) >= level, service == nil || ARN(point.id.rawValue).service == service,
        let taken = takenAt(point), taken <= now
      else { continue }
      if let known = best, (known.takenAt, known.point.id) >= (taken, point.id) { continue }
      best = (point, taken)
    }
    return best
  }
}

/// The newest word of a job.
package struct JobRecord: Codable, Hashable, Sendable, Comparable {
  package var job: String
  package var state: BackupProgressed.State
  package var at: Instant
  package var reason: String?

  package static func < (left: JobRecord, right: JobRecord) -> Bool {
    left.key < right.key
  }

  private var key: (Instant, Int, String, Int, String) { (at, rank, job, reason == nil ? 0 : 1, reason ?? "") }

  /// An end state outranks the states before it when two carry one time.
  private var rank: Int {
    switch state {
    case .created: 0
    case .pending: 1
    case .running: 2
    case .missedWindow: 3
    case .aborted: 4
    case .failed: 5
    }
  }
}

/// How far a replica was behind, and when that was measured.
package struct ReplicaRecord: Codable, Hashable, Sendable, Comparable {
  /// Nil: unknown, which is not zero.
  package var lag: Span?
  package var at: Instant

  package static func < (left: ReplicaRecord, right: ReplicaRecord) -> Bool {
    (left.at, left.lag?.milliseconds ?? .max) < (right.at, right.lag?.milliseconds ?? .max)
  }
}
