/// What was last said of the world around an application: alarms, announcements, heartbeats, zones, faults of
/// replication, and the resources' own changes. A join of signals, like ``Protection``.
///
/// Held in persistent maps: a decision works on a copy of the state, which must not cost the size of the state.
package struct World: Codable, Hashable, Sendable {
  /// By ARN, or where the source gives none by account, region and name; and by instance.
  package private(set) var alarms = Table<AlarmKey, AlarmRecord>()
  package private(set) var notices = Table<String, NoticeRecord>()
  package private(set) var heartbeats: [SourceName: Instant] = [:]
  /// By zone, resource where one is named, and whether it was a drill.
  package private(set) var zones = Table<String, ZoneRecord>()
  /// The newest of each change, by resource.
  package private(set) var changes = Table<ARN, [ResourceChanged.Change: ChangeRecord]>()
  /// The newest of each state of replication, by resource.
  package private(set) var faults = Table<ARN, [ReplicationFaulted.State: FaultRecord]>()
  /// What was listed of alarms and notices, and when: what was shown then has been repeated.
  package private(set) var listings: [ListingSubject: LookRecord] = [:]

  package init() {}

  /// What one signal changes: a record as it is once the signal is joined.
  enum Update {
    case alarm(AlarmKey, AlarmRecord)
    case notice(String, NoticeRecord)
    case heartbeat(SourceName, Instant)
    case zone(String, ZoneRecord)
    case change(ARN, ChangeRecord)
    case fault(ARN, FaultRecord)
    case listing(ListingSubject, LookRecord)
  }

  /// Joins one signal.
  ///
  /// - Parameter now: When it is taken in, by our clock: what is known of a later time can't be right, and gives way.
  ///   Nil: nothing does.
  package mutating func absorb(_ signal: Signal, at now: Instant? = nil) {
    switch update(by: signal, at: now) {
    case .alarm(let key, let record): alarms[key] = record
    case .notice(let key, let record): notices[key] = record
    case .heartbeat(let key, let instant): heartbeats[key] = instant
    case .zone(let key, let record): zones[key] = record
    case .change(let key, let record): changes[key, default: [:]][record.change] = record
    case .fault(let key, let record): faults[key, default: [:]][record.state] = record
    case .listing(let key, let record): listings[key] = record
    case nil: return
    }
  }

  /// Nil for a repeat, a late word, and a signal that says nothing about the world.
  func update(by signal: Signal, at now: Instant? = nil) -> Update? {
    let latest = now.map { $0 + Belief.tolerance } ?? Instant(milliseconds: .max)
    switch signal.fact {
    case .alarmChanged(let fact):
      let key = fact.key(of: signal)
      let known = alarms[key].flatMap { $0.newest > latest ? nil : $0 }
      let record = AlarmRecord(fact, of: signal)
      let joined = known.map { $0.joined(record) } ?? record
      return joined == alarms[key] ? nil : .alarm(key, joined)
    case .healthNoticed(let fact):
      let record = NoticeRecord(fact: fact, seenAt: signal.seenAt)
      let known = notices[fact.notice].flatMap { $0.seenAt > latest ? nil : $0 }
      return newer(record, than: known).map { .notice(fact.notice, $0) }
    case .sourceSpoke(let fact):
      let known = heartbeats[fact.from].flatMap { $0 > latest ? nil : $0 }
      return newer(signal.at, than: known).map { .heartbeat(fact.from, $0) }
    case .zoneShifted(let fact):
      let record = ZoneRecord(fact, of: signal)
      return newer(record, than: zones[record.key].flatMap { $0.at > latest ? nil : $0 }).map { .zone(record.key, $0) }
    case .resourceChanged(let fact):
      guard let resource = signal.resource else { return nil }
      let record = ChangeRecord(change: fact.change, at: signal.at, reason: fact.reason)
      let known = changes[resource]?[fact.change].flatMap { $0.at > latest ? nil : $0 }
      return newer(record, than: known).map { .change(resource, $0) }
    case .replicationFaulted(let fact):
      guard let resource = signal.resource ?? fact.point else { return nil }
      let record = FaultRecord(fact, at: signal.at)
      let known = faults[resource]?[fact.state].flatMap { $0.at > latest ? nil : $0 }
      return newer(record, than: known).map { .fault(resource, $0) }
    case .listingCompleted(let fact):
      guard fact.kind.isOfWorld, fact.failure == nil else { return nil }
      let subject = ListingSubject(kind: fact.kind, region: signal.region, resource: nil)
      let record = LookRecord(at: signal.at, alarms: fact.alarms ?? [])
      let known = listings[subject].flatMap { $0.at > latest ? nil : $0 }
      return newer(record, than: known).map { .listing(subject, $0) }
    case .threatFound, .backupProgressed, .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved,
      .recoveryPointScanned, .restoreProgressed, .replicationMeasured, .commandGiven, .resourceDescribed, .keyChanged:
      return nil
    }
  }

  /// What another place knows of a point's own changes, and of faults of its copies.
  mutating func absorb(_ binding: PointBinding) {
    let point = ARN(binding.point.id.rawValue)
    for record in newerChanges(in: binding) { changes[point, default: [:]][record.change] = record }
    for record in newerFaults(in: binding) { faults[point, default: [:]][record.state] = record }
  }

  /// Forgets what happened to recovery points, and to their copies, before `instant`.
  mutating func forgetPoints(before instant: Instant) {
    for resource in Array(faults.keys) where resource.isRecoveryPoint {
      let records = faults[resource] ?? [:]
      let kept = records.filter { $0.value.at >= instant }
      if kept.count < records.count { faults[resource] = kept.isEmpty ? nil : kept }
    }
    for resource in Array(changes.keys) where resource.isRecoveryPoint {
      let records = changes[resource] ?? [:]
      let kept = records.filter { $0.value.at >= instant }
      if kept.count < records.count { changes[resource] = kept.isEmpty ? nil : kept }
    }
  }

  /// Forgets what names a time after `instant` at which it is said to have happened.
  mutating func forgetFuture(after instant: Instant) {
    alarms.keepValues { $0.newest <= instant }
    notices.keepValues { $0.seenAt <= instant }
    heartbeats = heartbeats.filter { $0.value <= instant }
    zones.keepValues { $0.at <= instant }
    for resource in Array(changes.keys) {
      let kept = (changes[resource] ?? [:]).filter { $0.value.at <= instant }
      if kept.count < changes[resource]?.count ?? 0 { changes[resource] = kept.isEmpty ? nil : kept }
    }
    for resource in Array(faults.keys) {
      let kept = (faults[resource] ?? [:]).filter { $0.value.at <= instant }
      if kept.count < faults[resource]?.count ?? 0 { faults[resource] = kept.isEmpty ? nil : kept }
    }
    listings = listings.filter { $0.value.at <= instant }
  }

  func newer<Record: Comparable>(_ record: Record, than known: Record?) -> Record? {
    guard let known else { return record }
    return known < record ? record : nil
  }
}

extension World {
  /// When the source last said that the alarm is as it is: in an event, a repeat, or a listing that showed it.
  package func lastWord(of record: AlarmRecord) -> Instant {
    let heard = max(record.since, record.heardAt ?? record.since)
    guard record.isListable,
      let look = listings[ListingSubject(kind: .cloudWatchAlarms, region: record.region, resource: nil)],
      look.alarms.contains(where: { $0.matches(record.name) })
    else { return heard }
    return max(heard, look.at)
  }

  package func lastWord(of record: NoticeRecord) -> Instant {
    let subject = ListingSubject(kind: .healthEvents, region: record.fact.impactedRegion, resource: nil)
    return max(record.seenAt, listings[subject]?.at ?? record.seenAt)
  }
}

extension ListingKind {
  /// Whether it is of the world around, and not of what can be restored.
  package var isOfWorld: Bool {
    switch self {
    case .cloudWatchAlarms, .healthEvents: true
    case .rdsSnapshots, .rdsWindow, .backupPoints, .ebsSnapshots, .elastiCacheSnapshots, .efsReplication, .s3Setup,
      .s3Replication, .kmsKeys:
      false
    }
  }
}
