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

/// How a restore went.
package struct RestoreRecord: Codable, Hashable, Sendable, Comparable {
  package var job: String
  package var state: RestoreProgressed.State
  package var at: Instant
  package var validation: RestoreProgressed.Validation?
  package var reason: String?

  init(_ fact: RestoreProgressed, at instant: Instant) {
    job = fact.job
    state = fact.state
    at = instant
    validation = fact.validation
    reason = fact.reason
  }

  package static func < (left: RestoreRecord, right: RestoreRecord) -> Bool { left.key < right.key }

  /// Of two of one time the one that is further on counts, then what a test found, the worse before the better.
  private var key: (Instant, Int, Int, String, Int, String) {
    let rank = RestoreProgressed.State.allCases.firstIndex(of: state) ?? 0
    let tested =
      switch validation {
      case nil: 0
      case .passed: 1
      case .failed: 2
      }
    return (at, rank, tested, job, reason == nil ? 0 : 1, reason ?? "")
  }
}

/// How far a replica was behind, by one metric.
package struct ReplicaRecord: Codable, Hashable, Sendable {
  /// Empty where the source does not say.
  package var region: Region
  package var metric: String
  package var newest: Measure
  /// The moment up to which it had everything, as the newest measure that was no "unknown" says.
  package var synced: Latest<Instant>?
  /// By each limit that the application file sets, in order; nil where it sets none.
  package var stretches: [LagStretch]?

  /// One measure: when, and what.
  package struct Measure: Codable, Hashable, Sendable, Comparable {
    package var at: Instant
    /// Nil: unknown, which is not zero.
    package var lag: Span?

    package init(at: Instant, lag: Span?) {
      self.at = at
      self.lag = lag
    }

    package static func < (left: Measure, right: Measure) -> Bool {
      (left.at, left.lag?.milliseconds ?? .max) < (right.at, right.lag?.milliseconds ?? .max)
    }
  }

  package var syncedTo: Instant? { synced?.value }

  /// - Parameter limits: How far behind it may be.
  init(_ fact: ReplicationMeasured, at instant: Instant, limits: [Span]) {
    region = fact.toRegion
    metric = fact.metric
    newest = Measure(at: instant, lag: fact.lag)
    synced = fact.lag.map { Latest(instant - $0, at: instant) }
    // Unknown is neither within a limit nor beyond it.
    if let lag = fact.lag, !limits.isEmpty {
      stretches = limits.map { LagStretch(limit: $0, lag: lag, at: instant) }
    }
  }

  /// Since when it has been further behind than `limit`; by what is known of now alone where that limit is a new one.
  func since(behind limit: Span) -> Instant? {
    stretches?.first { $0.limit == limit }?.since ?? syncedTo.map { $0 + limit }
  }

  /// Held to these limits, and no others.
  func held(to limits: [Span]) -> ReplicaRecord {
    var held = self
    let kept = limits.compactMap { limit in
      stretches?.first { $0.limit == limit }
        ?? newest.lag.map { LagStretch(limit: limit, lag: $0, at: newest.at) }
    }
    held.stretches = kept.isEmpty ? nil : kept
    return held
  }

  private func joinedStretches(_ other: ReplicaRecord) -> [LagStretch]? {
    guard let ours = stretches, let theirs = other.stretches else { return stretches ?? other.stretches }
    let new = theirs.filter { their in !ours.contains { $0.limit == their.limit } }
    return (ours.map { our in theirs.first { $0.limit == our.limit }.map(our.joined) ?? our } + new)
      .sorted { $0.limit < $1.limit }
  }

  func joined(_ other: ReplicaRecord) -> ReplicaRecord {
    var joined = self
    joined.newest = max(newest, other.newest)
    joined.stretches = joinedStretches(other)
    // Of two measures of one time the longer lag counts, which is the earlier moment.
    if let theirs = other.synced {
      if let ours = synced, (theirs.at, ours.value) <= (ours.at, theirs.value) { return joined }
      joined.synced = theirs
    }
    return joined
  }
}

/// A compromise that is suspected: since when, and how grave.
package struct ThreatRecord: Codable, Hashable, Sendable {
  package var firstSeen: Instant
  package var severity: Double
  /// When its source last said so.
  package var saidAt: Instant

  package init(firstSeen: Instant, severity: Double, saidAt: Instant) {
    self.firstSeen = firstSeen
    self.severity = severity
    self.saidAt = saidAt
  }

  func joined(_ other: ThreatRecord) -> ThreatRecord {
    ThreatRecord(
      firstSeen: min(firstSeen, other.firstSeen), severity: max(severity, other.severity),
      saidAt: max(saidAt, other.saidAt))
  }

  /// Nil where it is said to begin after `instant`. One that began before stays suspected, whatever clock repeated it.
  func withoutFuture(after instant: Instant) -> ThreatRecord? {
    guard firstSeen <= instant else { return nil }
    return ThreatRecord(firstSeen: firstSeen, severity: severity, saidAt: min(saidAt, instant))
  }
}

/// A person looked into a suspected compromise and took it back: what was known of it then holds nothing back any more.
/// What is said later, or worse, does.
package struct Clearance: Codable, Hashable, Sendable {
  package var by: String
  /// Nil where nothing was known of it.
  package var known: ThreatRecord?

  package init(by: String, known: ThreatRecord?) {
    self.by = by
    self.known = known
  }

  func covers(_ record: ThreatRecord) -> Bool {
    guard let known else { return false }
    return record.severity <= known.severity && record.saidAt <= known.saidAt && record.firstSeen >= known.firstSeen
  }
}

/// How a resource is set up, and when that was seen; how it was before, as far as looks have told.
package struct DescriptionRecord: Codable, Hashable, Sendable {
  /// One look.
  package struct Look: Codable, Hashable, Sendable, Comparable {
    package var at: Instant
    package var description: ResourceDescribed

    /// Two of one time come of one provider asked twice; which of them counts does not matter, only that it is the same
    /// one in any order.
    package static func < (left: Look, right: Look) -> Bool {
      if left.at != right.at { return left.at < right.at }
      return String(reflecting: left.description) < String(reflecting: right.description)
    }
  }

  package private(set) var at: Instant
  package private(set) var description: ResourceDescribed
  /// The looks before, the oldest first; nil where there was none. Only a look that differs is told of.
  package private(set) var earlier: [Look]?

  /// Looks that are kept, the newest ones.
  static let mostLooks = 16

  init(at instant: Instant, description: ResourceDescribed) {
    at = instant
    self.description = description
  }

  /// The newest first.
  var looks: [Look] { [Look(at: at, description: description)] + (earlier ?? []).reversed() }

  func joined(_ other: DescriptionRecord) -> DescriptionRecord {
    var looks = Set(looks + other.looks).sorted().suffix(Self.mostLooks)
    guard let newest = looks.popLast() else { return self }
    var joined = DescriptionRecord(at: newest.at, description: newest.description)
    joined.earlier = looks.isEmpty ? nil : Array(looks)
    return joined
  }
}

/// Whether a key can be used, and when that was seen.
package struct KeyRecord: Codable, Hashable, Sendable, Comparable {
  package var at: Instant
  package var state: KeyChanged.State
  package var deletedAt: Instant?

  package static func < (left: KeyRecord, right: KeyRecord) -> Bool { left.key < right.key }

  /// Of two of one time the graver counts.
  private var key: (Instant, Int, Int64) {
    let rank =
      switch state {
      case .usable: 0
      case .unreadable: 1
      case .disabled: 2
      case .pendingDeletion: 3
      case .missing: 4
      }
    return (at, rank, deletedAt?.milliseconds ?? .min)
  }
}

/// What was listed where. Written `rds.snapshots us-west-2 arn:…`; the resource is missing for keys.
package struct ListingSubject: Hashable, Sendable, Comparable {
  package var kind: ListingKind
  package var region: Region
  package var resource: ARN?

  package init(kind: ListingKind, region: Region, resource: ARN?) {
    self.kind = kind
    self.region = region
    self.resource = resource
  }

  package static func < (left: ListingSubject, right: ListingSubject) -> Bool {
    (left.resource?.rawValue ?? "", left.region, left.kind) < (right.resource?.rawValue ?? "", right.region, right.kind)
  }
}

extension ListingSubject: Codable, CodingKeyRepresentable, CustomStringConvertible {
  package var description: String {
    "\(kind.rawValue) \(region)" + (resource.map { " \($0)" } ?? "")
  }

  private struct Written: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package var codingKey: any CodingKey { Written(stringValue: description) }

  package init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

  private init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, let kind = ListingKind(rawValue: words[0]) else { return nil }
    self.init(kind: kind, region: Region(words[1]), resource: words.count == 3 ? ARN(words[2]) : nil)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let subject = ListingSubject(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not the subject of a listing: \(text)")
    }
    self = subject
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// How the newest listing of one subject ended.
package struct ListingRecord: Codable, Hashable, Sendable, Comparable {
  package var at: Instant
  package var found: Int?
  package var failure: String?
  /// When one last succeeded, and when one first did.
  package var succeededAt: Instant?
  package var firstSucceededAt: Instant?

  package init(at: Instant, found: Int?, failure: String?, succeededAt: Instant?) {
    self.at = at
    self.found = found
    self.failure = failure
    self.succeededAt = succeededAt
    firstSucceededAt = succeededAt
  }

  package static func < (left: ListingRecord, right: ListingRecord) -> Bool { left.key < right.key }

  private var key: (Instant, Int, Int, String) { (at, failure == nil ? 1 : 0, found ?? -1, failure ?? "") }

  func joined(_ other: ListingRecord) -> ListingRecord {
    var joined = max(self, other)
    joined.succeededAt = succeededAt
    joined.succeededAt.joinGreatest(other.succeededAt)
    joined.firstSucceededAt = firstSucceededAt
    joined.firstSucceededAt.joinSmallest(other.firstSucceededAt)
    return joined
  }
}
