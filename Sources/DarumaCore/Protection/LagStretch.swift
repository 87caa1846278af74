/// Since when a replica has been further behind than a limit: the earliest time known after the last measure that was within
/// it, in whatever order the measures come.
///
/// A join. What is kept is bounded, and follows from the set of measures alone: the last good one; of each day (UTC) from then
/// on the first and the last bad one, of the newest days; and while there never was a good one the very first bad one.
/// So a measure that comes late counts as if it had come in time:
///
/// | a late measure | changes |
/// | --- | --- |
/// | a good one, older than the stretch | nothing |
/// | a good one in its midst | the stretch begins after it, by the bad ones that are known after it |
/// | a bad one before its begin, and after the last good one | it begins there |
///
/// Where it was good and bad within one day, the stretch begins with the last good measure at the earliest; where it lasts
/// longer than the days that are kept, with that measure itself.
package struct LagStretch: Codable, Hashable, Sendable {
  /// The bad measures of one day.
  package struct Day: Codable, Hashable, Sendable {
    /// When the limit was first passed, as the measures tell: a lag of an hour tells so of the time before it was measured.
    package private(set) var first: Instant
    /// The last measure.
    package private(set) var last: Instant

    init(first: Instant, last: Instant) {
      self.first = first
      self.last = last
    }

    var number: Int64 { last.milliseconds.flooredQuotient(by: Instant.millisecondsPerDay) }

    func joined(_ other: Day) -> Day { Day(first: min(first, other.first), last: max(last, other.last)) }
  }

  package let limit: Span
  package private(set) var lastGood: Instant?
  /// In order.
  package private(set) var days: [Day] = []
  /// Nil once there was a good measure.
  package private(set) var firstBad: Instant?

  /// Days that are kept.
  static let mostDays = 31

  /// By one measure.
  init(limit: Span, lag: Span, at instant: Instant) {
    self.limit = limit
    guard lag > limit else {
      lastGood = instant
      return
    }
    let passed = instant - lag + limit
    days = [Day(first: passed, last: instant)]
    firstBad = passed
  }

  /// - Parameter other: Of the same limit.
  func joined(_ other: LagStretch) -> LagStretch {
    var joined = self
    joined.lastGood.joinGreatest(other.lastGood)
    var byNumber = Dictionary(days.map { ($0.number, $0) }, uniquingKeysWith: { $0.joined($1) })
    for day in other.days { byNumber[day.number] = byNumber[day.number]?.joined(day) ?? day }
    let begin = joined.lastGood?.milliseconds.flooredQuotient(by: Instant.millisecondsPerDay)
    joined.days = byNumber.values.filter { day in begin.map { day.number >= $0 } ?? true }
      .sorted { $0.number < $1.number }.suffix(Self.mostDays)
    joined.firstBad.joinSmallest(other.firstBad)
    if joined.lastGood != nil { joined.firstBad = nil }
    return joined
  }

  /// Nil where no bad measure is newer than the last good one.
  package var since: Instant? {
    guard let lastGood else { return firstBad }
    guard let first = days.first(where: { $0.last > lastGood }) else { return nil }
    return days.count == Self.mostDays ? lastGood : max(first.first, lastGood)
  }
}

extension Protection {
  /// Takes over how far behind the replicas of each resource may be by the file in force.
  mutating func accept(limitsOf application: Application) {
    var limits: [ARN: [Span]] = [:]
    for resource in application.resources {
      let asked = Set(resource.protection.filter(\.isOfReplica).map(\.lagLimit))
      guard !asked.isEmpty else { continue }
      for name in resource.names { limits[name] = asked.sorted() }
    }
    lagLimits = limits
    for resource in Array(replicas.keys) {
      let known = replicas[resource] ?? []
      let held = known.map { $0.held(to: limits[resource] ?? []) }
      if held != known { apply(Update(records: [.replicas(resource, held)])) }
    }
  }
}

extension ProtectionRule {
  fileprivate var isOfReplica: Bool {
    switch kind {
    case .replica, .replication: true
    case .snapshot, .backup, .pitr, .versioning: false
    }
  }

  /// How far behind a replica may be.
  var lagLimit: Span { copyWithin ?? Self.defaultLag }
}
