/// All that is known of one recovery point: a join of the facts about it, so that it is the same whatever the order
/// in which they came, and however often. A deletion may come before the creation; both stay.
package struct RecoveryPoint: Codable, Hashable, Sendable {
  package let id: RecoveryPointID
  /// The point was seen to exist. A point that is only named by a deletion or as an original is not yet seen.
  package private(set) var exists = false
  package private(set) var resource: ARN?
  package private(set) var original: RecoveryPointID?
  package private(set) var region: Region?
  package private(set) var ownTakenAt: Instant?
  package private(set) var completedAt: Instant?
  package private(set) var vault: String?
  package private(set) var sizeBytes: Int64?
  package private(set) var encrypted: Latest<Flag>?
  package private(set) var expiresAt: Latest<Instant>?
  package private(set) var partial: Latest<Flag>?
  package private(set) var removedAt: Instant?
  package private(set) var restoredAt: Instant?
  package private(set) var scan: Latest<ScanVerdict>?

  package init(id: RecoveryPointID) { self.id = id }

  /// A truth value that can be joined: true is the greater.
  package enum Flag: Int, Codable, Hashable, Sendable, Comparable {
    case no, yes

    package init(_ value: Bool) { self = value ? .yes : .no }
    package static func < (left: Flag, right: Flag) -> Bool { left.rawValue < right.rawValue }
  }

  /// In order of gravity, so that of two verdicts of one time the worse counts.
  package enum ScanVerdict: Int, Codable, Hashable, Sendable, Comparable {
    case clean, failed, infected

    package static func < (left: ScanVerdict, right: ScanVerdict) -> Bool { left.rawValue < right.rawValue }
  }
}

extension RecoveryPoint {
  mutating func join(_ fact: RecoveryPointTaken, of signal: Signal) {
    exists = true
    resource.joinSmallest(signal.resource)
    region.joinSmallest(signal.region)
    ownTakenAt.joinSmallest(fact.takenAt)
    completedAt.joinSmallest(fact.completedAt)
    vault.joinSmallest(fact.vault)
    sizeBytes.joinGreatest(fact.sizeBytes)
    if let value = fact.encrypted { encrypted.join(Flag(value), at: signal.seenAt) }
    if let value = fact.expiresAt { expiresAt.join(value, at: signal.seenAt) }
    partial.join(Flag(fact.partial), at: signal.seenAt)
  }

  mutating func join(_ fact: RecoveryPointCopied, of signal: Signal) {
    exists = true
    resource.joinSmallest(signal.resource)
    region.joinSmallest(fact.toRegion)
    original.joinSmallest(fact.of)
    completedAt.joinSmallest(fact.completedAt)
    vault.joinSmallest(fact.vault)
    sizeBytes.joinGreatest(fact.sizeBytes)
    if let value = fact.encrypted { encrypted.join(Flag(value), at: signal.seenAt) }
  }

  /// Named as the original of a copy of this resource: the two belong together even if the original's own event is
  /// lost.
  mutating func joinAsOriginal(of resource: ARN?) {
    self.resource.joinSmallest(resource)
  }

  mutating func join(_ fact: RecoveryPointRemoved, of signal: Signal) {
    removedAt.joinSmallest(signal.at)
  }

  mutating func join(_ fact: RecoveryPointScanned, of signal: Signal) {
    let verdict: ScanVerdict =
      switch fact.verdict {
      case .clean: .clean
      case .failed: .failed
      case .infected: .infected
      }
    scan.join(verdict, at: signal.at)
  }

  mutating func joinRestored(at instant: Instant) {
    restoredAt.joinGreatest(instant)
  }

  /// Whether it can be planned with at `now`: seen, whole, not removed, not past its retention, not infected.
  package func isUsable(at now: Instant) -> Bool {
    guard exists, removedAt == nil, partial?.value != .yes, scan?.value != .infected else { return false }
    return expiresAt.map { now < $0.value } ?? true
  }
}
