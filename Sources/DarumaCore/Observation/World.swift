/// What was last said of the world around an application: alarms, announcements, heartbeats, zones, and the
/// resources' own changes. A join of signals, like ``Protection``.
package struct World: Codable, Hashable, Sendable {
  package private(set) var alarms: [String: AlarmRecord] = [:]
  package private(set) var notices: [String: NoticeRecord] = [:]
  package private(set) var heartbeats: [SourceName: Instant] = [:]
  package private(set) var zones: [String: ZoneRecord] = [:]
  package private(set) var changes: [ARN: ChangeRecord] = [:]

  package init() {}

  /// What one signal changes: a record as it is once the signal is joined.
  enum Update {
    case alarm(String, AlarmRecord)
    case notice(String, NoticeRecord)
    case heartbeat(SourceName, Instant)
    case zone(String, ZoneRecord)
    case change(ARN, ChangeRecord)
  }

  /// Joins one signal.
  package mutating func absorb(_ signal: Signal) {
    switch update(by: signal) {
    case .alarm(let key, let record): alarms[key] = record
    case .notice(let key, let record): notices[key] = record
    case .heartbeat(let key, let instant): heartbeats[key] = instant
    case .zone(let key, let record): zones[key] = record
    case .change(let key, let record): changes[key] = record
    case nil: return
    }
  }

  /// Nil for a repeat, a late word, and a signal that says nothing about the world.
  func update(by signal: Signal) -> Update? {
    switch signal.fact {
    case .alarmChanged(let fact):
      let name = fact.alarmArn?.rawValue ?? "\(signal.account)/\(signal.region)/\(fact.alarm)"
      let key = fact.instance.map { "\(name)/\($0)" } ?? name
      let record = AlarmRecord(name: fact.alarm, region: signal.region, state: fact.state, since: fact.since)
      return newer(record, than: alarms[key]).map { .alarm(key, $0) }
    case .healthNoticed(let fact):
      let record = NoticeRecord(fact: fact, seenAt: signal.seenAt)
      return newer(record, than: notices[fact.notice]).map { .notice(fact.notice, $0) }
    case .sourceSpoke(let fact):
      return newer(signal.at, than: heartbeats[fact.from]).map { .heartbeat(fact.from, $0) }
    case .zoneShifted(let fact):
      let record = ZoneRecord(state: fact.state, drill: fact.drill, at: signal.at)
      return newer(record, than: zones[fact.zone]).map { .zone(fact.zone, $0) }
    case .resourceChanged(let fact):
      guard let resource = signal.resource else { return nil }
      let record = ChangeRecord(change: fact.change, at: signal.at, reason: fact.reason)
      return newer(record, than: changes[resource]).map { .change(resource, $0) }
    case .threatFound, .backupProgressed, .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved,
      .recoveryPointScanned,
      .restoreProgressed, .replicationMeasured, .replicationFaulted, .commandGiven, .listingCompleted,
      .resourceDescribed, .keyChanged:
      return nil
    }
  }

  /// Forgets what names a time after `instant` at which it is said to have happened.
  mutating func forgetFuture(after instant: Instant) {
    alarms = alarms.filter { $0.value.since <= instant }
    notices = notices.filter { $0.value.seenAt <= instant }
    heartbeats = heartbeats.filter { $0.value <= instant }
    zones = zones.filter { $0.value.at <= instant }
    changes = changes.filter { $0.value.at <= instant }
  }

  private func newer<Record: Comparable>(_ record: Record, than known: Record?) -> Record? {
    guard let known else { return record }
    return known < record ? record : nil
  }
}

package struct AlarmRecord: Codable, Hashable, Sendable, Comparable {
  package var name: String
  package var region: Region
  package var state: AlarmChanged.State
  package var since: Instant

  package static func < (left: AlarmRecord, right: AlarmRecord) -> Bool {
    (left.since, left.rank, left.name, left.region) < (right.since, right.rank, right.name, right.region)
  }

  /// Of two states of one instant the graver counts.
  private var rank: Int {
    switch state {
    case .ok: 0
    case .insufficientData: 1
    case .alarm: 2
    // A deletion is told by the second, the state before it by the millisecond: the deletion is the later one.
    case .deleted: 3
    }
  }
}

package struct NoticeRecord: Codable, Hashable, Sendable, Comparable {
  package var fact: HealthNoticed
  package var seenAt: Instant

  /// Every field counts: were two different notices equal here, the first to come would stay.
  package static func < (left: NoticeRecord, right: NoticeRecord) -> Bool {
    left.key == right.key ? left.rest < right.rest : left.key < right.key
  }

  private var key: (Instant, Int, Instant, Int64, String, String) {
    let rank =
      switch fact.status {
      case .upcoming: 0
      case .open: 1
      case .closed: 2
      }
    return (
      seenAt, rank, fact.endedAt ?? Instant(milliseconds: .min), fact.expectedDuration?.milliseconds ?? .min,
      fact.code, fact.service
    )
  }

  /// What ``key`` has no room for: of tuples, six parts at the most can be compared.
  private var rest: (Region, Instant, String, String, String) {
    (
      fact.impactedRegion, fact.startedAt ?? Instant(milliseconds: .min), fact.scope?.rawValue ?? "",
      fact.category?.rawValue ?? "", fact.notice
    )
  }

  /// Whether a fault is on at `now`. A notice may stay "open" after its end was given; planned work is no fault.
  package func isOpen(at now: Instant) -> Bool {
    fact.status == .open && fact.category != .scheduledChange && (fact.endedAt.map { now < $0 } ?? true)
  }

  /// Whether it is a fault of the region at `now`, and not one of single resources of one account.
  package func impairsRegion(at now: Instant) -> Bool { isOpen(at: now) && fact.scope != .account }
}

package struct ZoneRecord: Codable, Hashable, Sendable, Comparable {
  package var state: String
  package var drill: Bool
  package var at: Instant

  package static func < (left: ZoneRecord, right: ZoneRecord) -> Bool {
    (left.at, left.drill ? 0 : 1, left.state) < (right.at, right.drill ? 0 : 1, right.state)
  }
}

package struct ChangeRecord: Codable, Hashable, Sendable, Comparable {
  package var change: ResourceChanged.Change
  package var at: Instant
  package var reason: String?

  private var key: (Instant, String, Int, String) {
    (at, change.rawValue, reason == nil ? 0 : 1, reason ?? "")
  }

  package static func < (left: ChangeRecord, right: ChangeRecord) -> Bool {
    left.key < right.key
  }
}
