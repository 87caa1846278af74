/// That something of a resource did not reach its replica. How far a metric says that the replica is behind does not speak of
/// it: S3 measures what it still tries, and what has failed it tries no more.
///
/// A join. Of each day the first fault is kept, and when the last one was to the minute: a bucket that does not replicate
/// tells of thousands of objects.
package struct ReplicaFaults: Codable, Hashable, Sendable {
  /// Of one kind.
  package struct Run: Codable, Hashable, Sendable {
    /// The first of each day (UTC), in order: of the newest days.
    package private(set) var firsts: [Instant]
    /// The last, to the minute before it.
    package private(set) var last: Instant

    /// Days that are kept.
    static let mostDays = 31

    init(_ instant: Instant) {
      firsts = [instant]
      last = instant.floored(to: .minutes(1))
    }

    func joined(_ other: Run) -> Run {
      var ofDays: [Int64: Instant] = [:]
      for first in firsts + other.firsts {
        ofDays[Self.day(first)] = ofDays[Self.day(first)].map { min($0, first) } ?? first
      }
      var joined = self
      joined.firsts = ofDays.sorted { $0.key < $1.key }.suffix(Self.mostDays).map(\.value)
      joined.last = max(last, other.last)
      return joined
    }

    /// The first of the days that lead without a gap to the last one; of those after `instant`, where that is given.
    func since(after instant: Instant? = nil) -> Instant {
      var since = firsts[firsts.count - 1]
      for first in firsts.reversed().dropFirst() {
        guard Self.day(since) - Self.day(first) <= 1, instant.map({ first > $0 }) ?? true else { break }
        since = first
      }
      return instant.map { max(since, $0) } ?? since
    }

    func withoutFuture(after instant: Instant) -> Run? {
      var run = self
      run.firsts.removeAll { $0 > instant }
      run.last = min(last, instant.floored(to: .minutes(1)))
      return run.firsts.isEmpty ? nil : run
    }

    private static func day(_ instant: Instant) -> Int64 {
      instant.milliseconds.flooredQuotient(by: Instant.millisecondsPerDay)
    }
  }

  /// What failed: nobody tries it again by itself.
  package private(set) var failed: Run?
  /// What is late, stalled, or no longer followed: it may still come.
  package private(set) var delayed: Run?
  /// When something that was late arrived at last.
  package private(set) var recoveredAt: Instant?

  /// How long after the last one it counts: where everything fails, more of it is told of within a day.
  package static let memory = ReplicationTest.usualFaultAge

  init(_ state: ReplicationFaulted.State, at instant: Instant) {
    switch state {
    case .failed: failed = Run(instant)
    case .late, .stalled, .untracked: delayed = Run(instant)
    case .recovered: recoveredAt = instant.floored(to: .minutes(1))
    }
  }

  func joined(_ other: ReplicaFaults) -> ReplicaFaults {
    var joined = self
    joined.failed = Self.joined(failed, other.failed)
    joined.delayed = Self.joined(delayed, other.delayed)
    joined.recoveredAt.joinGreatest(other.recoveredAt)
    return joined
  }

  private static func joined(_ left: Run?, _ right: Run?) -> Run? {
    guard let left, let right else { return left ?? right }
    return left.joined(right)
  }

  /// Since when something is missing in the replica, and until when that counts if nothing more is said (of two kinds the
  /// one that ends first); nil where nothing is at `now`.
  package func standing(at now: Instant) -> (since: Instant, until: Instant)? {
    var standing: (since: Instant, until: Instant)?
    func add(_ since: Instant, _ last: Instant) {
      guard since <= now, now < last + Self.memory else { return }
      standing =
        standing.map { (min($0.since, since), min($0.until, last + Self.memory)) } ?? (since, last + Self.memory)
    }
    if let failed { add(failed.since(), failed.last) }
    if let delayed, recoveredAt.map({ $0 < delayed.last }) ?? true {
      add(delayed.since(after: recoveredAt), delayed.last)
    }
    return standing
  }

  func withoutFuture(after instant: Instant) -> ReplicaFaults? {
    var faults = self
    faults.failed = failed?.withoutFuture(after: instant)
    faults.delayed = delayed?.withoutFuture(after: instant)
    if let recoveredAt, recoveredAt > instant { faults.recoveredAt = nil }
    return faults.failed == nil && faults.delayed == nil && faults.recoveredAt == nil ? nil : faults
  }

  /// The last time at which anything was said.
  var lastWordAt: Instant? { [failed?.last, delayed?.last, recoveredAt].compactMap(\.self).max() }
}

extension Protection {
  /// Since when something of `resource` is missing in its replica, and until when that counts.
  package func replicaFault(of resource: ARN, at now: Instant) -> (since: Instant, until: Instant)? {
    replicaFaults[resource]?.standing(at: now)
  }

  /// Whether replication is set up so that it leaves out what the bucket holds: objects under a key of KMS are replicated only
  /// where the rule says so. (Amazon S3 User Guide, "Replicating encrypted objects".)
  ///
  /// - Parameter region: Where the replica is; rules that are known to go elsewhere are not asked.
  func leavesOutEncrypted(_ resource: ARN, to region: Region) -> Bool {
    guard let description = description(of: resource), description.isUnderKMS == true else { return false }
    let meant = (description.replications ?? []).filter { $0.isEnabled && ($0.region ?? region) == region }
    return !meant.isEmpty && meant.allSatisfy { $0.includesKMS == false }
  }
}
