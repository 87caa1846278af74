package struct AlarmRecord: Codable, Hashable, Sendable {
  package var name: String
  package var region: Region
  package var state: AlarmChanged.State
  package var since: Instant
  /// The state before; nil where the source does not say.
  package var previous: AlarmChanged.State?
  /// When a source last said so, in steps of ``step``: an alarm that is repeated by the minute is no event by the minute.
  package var heardAt: Instant?
  /// Whether CloudWatch lists it.
  package var isListable: Bool
  /// Since when it had been in the state that ended when it was deleted.
  package var endedStateSince: Instant?
  /// Why data is missing, where the source says so.
  package var reason: String?

  static let step = Span.minutes(5)

  package init(
    name: String, region: Region, state: AlarmChanged.State, since: Instant, previous: AlarmChanged.State? = nil,
    heardAt: Instant? = nil, isListable: Bool = false, endedStateSince: Instant? = nil, reason: String? = nil
  ) {
    self.name = name
    self.region = region
    self.state = state
    self.since = since
    self.previous = previous
    self.heardAt = heardAt
    self.isListable = isListable
    self.endedStateSince = endedStateSince
    self.reason = reason
  }

  init(_ fact: AlarmChanged, of signal: Signal) {
    self.init(
      name: fact.alarm, region: signal.region, state: fact.state, since: fact.since, previous: fact.previous,
      heardAt: signal.seenAt.floored(to: Self.step), isListable: fact.alarmArn != nil,
      endedStateSince: fact.endedStateSince, reason: fact.reason)
  }

  /// The latest time in it.
  var newest: Instant { max(since, heardAt ?? since) }

  /// The later word of the two; of the same word, when it was heard last.
  func joined(_ other: AlarmRecord) -> AlarmRecord {
    guard key == other.key else { return key < other.key ? other : self }
    if since != other.since { return since < other.since ? other.joined(self) : adding(other) }
    return adding(other)
  }

  private func adding(_ other: AlarmRecord) -> AlarmRecord {
    var joined = self
    joined.heardAt.joinGreatest(other.heardAt)
    joined.isListable = isListable || other.isListable
    if let theirs = other.previous { joined.previous = previous.map { min($0, theirs) } ?? theirs }
    joined.reason.joinGreatest(other.reason)
    return joined
  }

  /// A deletion comes right after the state that it ended, and before any state of an alarm that was made anew.
  private var key: (Instant, Int, String, Region) { (endedStateSince ?? since, state.rank, name, region) }
}

extension AlarmChanged.State: Comparable {
  /// Of two states of one instant the graver counts.
  fileprivate var rank: Int {
    switch self {
    case .ok: 0
    case .insufficientData: 1
    case .alarm: 2
    // A deletion is told by the second, the state before it by the millisecond: the deletion is the later one.
    case .deleted: 3
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

extension AlarmChanged {
  /// Under which the alarm is kept.
  func key(of signal: Signal) -> AlarmKey {
    let name = alarmArn?.rawValue ?? "\(signal.account)/\(signal.region)/\(alarm)"
    return AlarmKey(instance.map { "\(name)/\($0)" } ?? name)
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

  /// When it ended; nil while it has not, or where nobody says.
  func endedAt(by now: Instant) -> Instant? {
    switch fact.status {
    case .closed: min(fact.endedAt ?? seenAt, seenAt)
    case .open: fact.endedAt.flatMap { $0 <= now ? $0 : nil }
    case .upcoming: nil
    }
  }

  /// Whether it is a fault, or the announcement of one, of the region as a whole: not of single resources, of an
  /// account, or of nobody says whom; planned work is none.
  package func concernsEveryone(in region: Region) -> Bool {
    fact.impactedRegion == region && fact.scope == .everyone && fact.category != .scheduledChange
  }
}

package struct ZoneRecord: Codable, Hashable, Sendable, Comparable {
  package var zone: String
  package var region: Region
  /// What it is about, where traffic of one resource is moved alone.
  package var resource: ARN?
  package var state: String
  package var drill: Bool
  package var at: Instant

  init(_ fact: ZoneShifted, of signal: Signal) {
    zone = fact.zone
    region = signal.region
    resource = signal.resource
    state = fact.state
    drill = fact.drill
    at = signal.at
  }

  /// Whether traffic is moved away from it.
  package var isImpaired: Bool { state == Self.inProgress }

  /// As the feed writes it.
  private static let inProgress = "inProgress"

  var key: String { [zone, resource?.rawValue, drill ? "drill" : nil].compactMap(\.self).joined(separator: " ") }

  package static func < (left: ZoneRecord, right: ZoneRecord) -> Bool {
    (left.at, left.state, left.region, left.key) < (right.at, right.state, right.region, right.key)
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

/// The newest fault of one kind of the replication of one resource. Of a minute the first counts: a bucket that does not
/// replicate may tell of thousands of objects, and that is one fault.
package struct FaultRecord: Codable, Hashable, Sendable, Comparable {
  package var state: ReplicationFaulted.State
  package var object: String
  package var reason: String?
  package var at: Instant

  static let step = Span.minutes(1)

  init(_ fact: ReplicationFaulted, at instant: Instant) {
    state = fact.state
    object = fact.object
    reason = fact.reason
    at = instant
  }

  private var rest: (Instant, String, Int, String) { (at, object, reason == nil ? 0 : 1, reason ?? "") }

  package static func < (left: FaultRecord, right: FaultRecord) -> Bool {
    let (leftStep, rightStep) = (left.at.floored(to: step), right.at.floored(to: step))
    guard leftStep == rightStep else { return leftStep < rightStep }
    return left.rest > right.rest
  }
}

extension ReplicationFaulted {
  /// Of a copy what it is a copy of, or the copy itself where nobody says.
  var point: ARN? { of.map { ARN($0.rawValue) } ?? (ARN(object).isRecoveryPoint ? ARN(object) : nil) }
}

/// One look at all alarms of some names, or at all notices of a region.
package struct LookRecord: Codable, Hashable, Sendable, Comparable {
  package var at: Instant
  /// Which alarms were asked for.
  package var alarms: [NamePattern]

  package static func < (left: LookRecord, right: LookRecord) -> Bool {
    if left.at != right.at { return left.at < right.at }
    return left.alarms.map(\.rawValue).lexicographicallyPrecedes(right.alarms.map(\.rawValue))
  }
}

extension Instant {
  /// The last whole step at or before it.
  func floored(to step: Span) -> Instant {
    Instant(milliseconds: milliseconds.flooredQuotient(by: step.milliseconds) * step.milliseconds)
  }
}
