/// All that is known of one recovery point: a join of the facts about it, so that it is the same whatever the order
/// in which they came, and however often. A deletion may come before the creation; both stay.
package struct RecoveryPoint: Codable, Hashable, Sendable {
  package let id: RecoveryPointID
  /// The resource that a source named for it; see ``resource``.
  package internal(set) var ownResource: ARN?
  /// The resource that it belongs to: its own, or that of the point it was copied from. Kept up to date by
  /// ``Protection``.
  package internal(set) var resource: ARN?
  /// What it was copied from, by the newest copying.
  package internal(set) var original: RecoveryPointID?
  /// What else was named as its original, the newest first: a name that was used again. Nil as a rule.
  package internal(set) var otherOriginals: [RecoveryPointID]?
  /// When each of them was copied, ``original`` first. Shorter in journals of before: then nobody knows.
  package internal(set) var copiedAt: [Instant]?
  package internal(set) var region: Region?
  /// In whose account it is: another one's can't be listed with ours.
  package internal(set) var account: Account?
  /// The last time at which it was there, and at which it was gone, by the sources' own times. Of both at one time the
  /// latter counts. (A deleted name may be used again.)
  package internal(set) var thereAt: Instant?
  package internal(set) var goneAt: Instant?
  package internal(set) var goneReason: Latest<RecoveryPointRemoved.Reason>?
  /// The first and the last start that an event named, and the one that the newest listing showed; see
  /// ``ownTakenAt``.
  package internal(set) var firstTakenAt: Instant?
  package internal(set) var lastTakenAt: Instant?
  package internal(set) var listedTakenAt: Latest<Instant>?
  /// The same, as AWS Backup's vaults show it, which name another moment than the service itself.
  package internal(set) var vaultTakenAt: Latest<Instant>?
  package internal(set) var completedAt: Instant?
  package internal(set) var window: RestorableWindow?
  package internal(set) var vault: String?
  package internal(set) var sizeBytes: Int64?
  package internal(set) var origin: RecoveryPointTaken.Origin?
  package internal(set) var encrypted: Latest<Flag>?
  package internal(set) var key: Latest<ARN>?
  package internal(set) var expiresAt: Latest<Instant>?
  /// When a source last said that some of it is missing.
  package internal(set) var partialAt: Instant?
  /// Moved to where a restore takes hours to days, or made unusable by its owner.
  package internal(set) var setAside: Latest<Flag>?
  package internal(set) var scan: Latest<ScanVerdict>?
  package internal(set) var restoredAt: Instant?
  package internal(set) var validatedAt: Instant?
  /// At most one. Held apart, since few points have any of it: a list that is not there costs a word.
  private var findings: [Findings]?
  /// When an event, and when a listing, first told of it.
  package internal(set) var heardAt: Instant?
  package internal(set) var listedAt: Instant?

  package init(id: RecoveryPointID) { self.id = id }

  private enum CodingKeys: String, CodingKey {
    case id, ownResource, original, otherOriginals, copiedAt, region, account, vaultTakenAt, thereAt, goneAt, goneReason
    case firstTakenAt, lastTakenAt, listedTakenAt, completedAt, window, vault, sizeBytes, origin, encrypted, key
    case expiresAt, partialAt, setAside, scan, restoredAt, validatedAt, findings, heardAt, listedAt
  }

  /// What is known of few points.
  package struct Findings: Codable, Hashable, Sendable {
    /// Of a copy: how long it is kept, counted from the creation of its original; see ``Protection/expiry(of:)``.
    package var kept: Latest<Retention>?
    /// When a source last said that nothing of it is missing. (Others say nothing of it, which is no "whole".)
    package var wholeAt: Instant?
    /// What its source last said of how it went.
    package var message: Latest<String>?
    /// The newest scan that found nothing, and how much it looked at.
    package var cleanScan: CleanScan?
    /// When malware was last found in it, and when a scan last looked at all of it and found none.
    package var infectedAt: Instant?
    package var wholeCleanAt: Instant?
    /// When a test of what was restored from it last failed.
    package var foundBadAt: Instant?
    /// How the newest restore of it went.
    package var restore: RestoreRecord?

    static let none = Findings()
  }

  package internal(set) subscript<Value>(finding: WritableKeyPath<Findings, Value?>) -> Value? {
    get { findings?.first?[keyPath: finding] }
    set {
      if newValue == nil, findings == nil { return }
      var changed = findings?.first ?? .none
      changed[keyPath: finding] = newValue
      findings = changed == .none ? nil : [changed]
    }
  }

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

  /// A scan that found nothing.
  package struct CleanScan: Codable, Hashable, Sendable, Comparable {
    package var at: Instant
    /// Of an incremental scan: what it looked at the difference to.
    package var base: RecoveryPointID?
    /// Of a continuous point: the last moment that was looked at.
    package var until: Instant?

    /// Of two of one time the one that proves less counts.
    package static func < (left: CleanScan, right: CleanScan) -> Bool { left.key < right.key }

    private var key: (Instant, Int, String, Int64) {
      (at, base == nil ? 0 : 1, base?.rawValue ?? "", until.map { -$0.milliseconds } ?? .min)
    }
  }

  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// What the service itself made, or a person.
    case snapshot
    /// What AWS Backup made.
    case backup
    /// Continuous: any moment of its window.
    case window
  }
}

extension RecoveryPoint {
  /// Whether it was seen to exist and not to be gone since. A point that is only named by a deletion or as an original
  /// is not yet seen.
  package var exists: Bool {
    guard let thereAt else { return false }
    return goneAt.map { thereAt > $0 } ?? true
  }

  /// Nil while it exists, and where nobody said that it was gone.
  package var removedAt: Instant? { exists ? nil : goneAt }

  /// When its own data is from: the start of the backup. What a listing shows is so; without one, of the starts that
  /// events name the earliest. Where it was gone and is there again, or an event names a start after the listing, the name
  /// was used again, and the latest counts. For a window its end.
  package var ownTakenAt: Instant? {
    if let window { return window.until }
    if let listed = listedTakenAt ?? vaultTakenAt {
      if let lastTakenAt, lastTakenAt > max(listed.at, vaultTakenAt?.at ?? listed.at) { return lastTakenAt }
      return min(listed.value, vaultTakenAt?.value ?? listed.value)
    }
    return goneAt != nil && exists ? lastTakenAt : firstTakenAt
  }

  /// Whether it is a continuous backup of AWS Backup: one point, which each of its jobs moves on.
  package var isContinuousBackup: Bool { id.rawValue.contains(":recovery-point:continuous:") }

  /// What a copy of it is no newer than: where its name was used again, nobody knows which of them was copied. Of a window
  /// any moment may have been copied.
  var earliestTakenAt: Instant? {
    if window != nil { return nil }
    var earliest = listedTakenAt?.value
    earliest.joinSmallest(vaultTakenAt?.value)
    earliest.joinSmallest(firstTakenAt)
    return goneAt == nil ? ownTakenAt : earliest
  }

  package var kind: Kind {
    if window != nil, !isContinuousBackup { return .window }
    let isOfAWSBackup =
      origin == .plan || id.rawValue.contains(":recovery-point:") || id.rawValue.contains(":awsbackup:")
    return isOfAWSBackup ? .backup : .snapshot
  }

  /// Whether something that was found at `instant` is about the point as it is now, and not about an earlier one of
  /// the same name.
  func isAboutPresent(_ instant: Instant) -> Bool { goneAt.map { instant > $0 } ?? true }

  /// Whether `instant` and `other` are about the same of those that had this name one after the other. Nil stands for the
  /// present.
  func isSame(_ instant: Instant, _ other: Instant?) -> Bool {
    guard let goneAt else { return true }
    let isEarlier = other.map { $0 <= goneAt } ?? !exists
    return (instant <= goneAt) == isEarlier
  }

  /// What it is a copy of as it is now. Nil where it is no copy, and where the name was used again since.
  var presentOriginal: RecoveryPointID? {
    guard let original else { return nil }
    return isSame(copiedAt(0), nil) ? original : nil
  }

  /// All that were ever named as its original, and when each was copied.
  var namedOriginals: [(id: RecoveryPointID, at: Instant)] {
    ([original].compactMap(\.self) + (otherOriginals ?? [])).enumerated().map { ($1, copiedAt($0)) }
  }

  private func copiedAt(_ place: Int) -> Instant {
    guard let copiedAt, place < copiedAt.count else { return thereAt ?? Instant(milliseconds: .min) }
    return copiedAt[place]
  }

  /// Whether a part of it is missing, by what is known of itself.
  package var isPartial: Bool { isPartial(at: nil) }

  func isPartial(at instant: Instant?) -> Bool {
    guard let partialAt, isSame(partialAt, instant) else { return false }
    return wholeAt.map { partialAt >= $0 } ?? true
  }

  package var isRestored: Bool { restoredAt.map { isAboutPresent($0) && !isFoundBad } ?? false }

  package var isValidated: Bool { validatedAt.map { isAboutPresent($0) && !isFoundBad } ?? false }

  /// Whether a test of what was restored from it failed, and none passed since.
  package var isFoundBad: Bool {
    guard let foundBadAt, isAboutPresent(foundBadAt) else { return false }
    return validatedAt.map { foundBadAt >= $0 } ?? true
  }
}

// MARK: - Memory

extension RecoveryPoint {
  /// Takes over the memory of texts that `other` holds too. The points of a resource name the same resource, vault and
  /// key thousands of times, each read from a record of its own.
  mutating func shareTexts(with other: RecoveryPoint) {
    ownResource = ownResource.map { shared($0, other.ownResource) }
    if original == other.id { original = original.map { shared($0, other.id) } }
    vault = vault.map { shared($0, other.vault) }
    if let own = key, let theirs = other.key {
      key = Latest(shared(own.value, theirs.value), at: own.at)
    }
  }

  private func shared<Text: Name>(_ own: Text, _ other: Text?) -> Text {
    Text(rawValue: shared(own.rawValue, other?.rawValue))
  }

  /// `other` where it is the same to the byte. (Equal texts may be written with different scalars.)
  private func shared(_ own: String, _ other: String?) -> String {
    guard let other, own.utf8.elementsEqual(other.utf8) else { return own }
    return other
  }
}
