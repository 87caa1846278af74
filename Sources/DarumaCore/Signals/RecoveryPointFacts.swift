/// A recovery point exists.
package struct RecoveryPointTaken: Codable, Hashable, Sendable {
  package enum Origin: String, Codable, Hashable, Sendable, CaseIterable { case automatic, manual, plan }

  package var recoveryPoint: RecoveryPointID
  /// Start of the backup: the data is no newer. Nil where the source does not say.
  package var takenAt: Instant?
  package var completedAt: Instant?
  package var vault: String?
  package var sizeBytes: Int64?
  package var encrypted: Bool?
  /// When retention ends, where the source says so.
  package var expiresAt: Instant?
  /// Who made it: `automatic` (the service), `manual` (a person), `plan` (AWS Backup).
  package var origin: Origin?
  /// Some of it is missing: not a good point without a rule that says so.
  package var partial: Bool
  /// The key that it is encrypted with.
  package var key: ARN?
  /// Of a point that moves along (continuous backup): the moments that can be restored. Nil for a single moment.
  package var window: RestorableWindow?
  /// Whether the source says that nothing is missing. Nil: it says nothing of it. (`partial` false says nothing either.)
  package var whole: Bool?
  /// What the source said of how it went, where it said something.
  package var message: String?
  /// Whether it lies where a restore takes hours to days; nil: the source does not say.
  package var archived: Bool?

  package init(
    recoveryPoint: RecoveryPointID, takenAt: Instant?, completedAt: Instant? = nil, vault: String? = nil,
    sizeBytes: Int64? = nil, encrypted: Bool? = nil, expiresAt: Instant? = nil, origin: Origin? = nil,
    partial: Bool = false, key: ARN? = nil, window: RestorableWindow? = nil, whole: Bool? = nil,
    message: String? = nil, archived: Bool? = nil
  ) {
    self.recoveryPoint = recoveryPoint
    self.takenAt = takenAt
    self.completedAt = completedAt
    self.vault = vault
    self.sizeBytes = sizeBytes
    self.encrypted = encrypted
    self.expiresAt = expiresAt
    self.origin = origin
    self.partial = partial
    self.key = key
    self.window = window
    self.whole = whole
    self.message = message
    self.archived = archived
  }
}

/// The moments that a continuous backup can be restored to. Its end moves on without any event.
package struct RestorableWindow: Codable, Hashable, Sendable {
  /// Nil where the source does not say.
  package var from: Instant?
  package var until: Instant

  package init(from: Instant?, until: Instant) {
    self.from = from
    self.until = until
  }
}

/// A copy exists in another region or vault. It is as old as its original.
package struct RecoveryPointCopied: Codable, Hashable, Sendable {
  /// The copy.
  package var recoveryPoint: RecoveryPointID
  /// The original.
  package var of: RecoveryPointID
  package var toRegion: Region
  package var completedAt: Instant?
  package var vault: String?
  package var sizeBytes: Int64?
  package var encrypted: Bool?
  /// The key that the copy is encrypted with.
  package var key: ARN?
  /// When the retention of the copy ends, where the source says so.
  package var expiresAt: Instant?
  /// How long it is kept, counted from the creation of the original, whose date a copy keeps; `forever` keeps the end of
  /// the original. (AWS Backup Developer Guide, "Create a backup copy".)
  package var kept: Retention?

  package init(
    recoveryPoint: RecoveryPointID, of: RecoveryPointID, toRegion: Region, completedAt: Instant? = nil,
    vault: String? = nil, sizeBytes: Int64? = nil, encrypted: Bool? = nil, key: ARN? = nil,
    expiresAt: Instant? = nil, kept: Retention? = nil
  ) {
    self.recoveryPoint = recoveryPoint
    self.of = of
    self.toRegion = toRegion
    self.completedAt = completedAt
    self.vault = vault
    self.sizeBytes = sizeBytes
    self.encrypted = encrypted
    self.key = key
    self.expiresAt = expiresAt
    self.kept = kept
  }
}

/// It no longer exists for planning.
package struct RecoveryPointRemoved: Codable, Hashable, Sendable {
  package enum Reason: String, Codable, Hashable, Sendable, CaseIterable { case expired, deleted }

  package var recoveryPoint: RecoveryPointID
  package var reason: Reason

  package init(
    recoveryPoint: RecoveryPointID, reason: Reason
  ) {
    self.recoveryPoint = recoveryPoint
    self.reason = reason
  }
}

/// A malware verdict.
package struct RecoveryPointScanned: Codable, Hashable, Sendable {
  package enum Verdict: String, Codable, Hashable, Sendable, CaseIterable { case clean, infected, failed }

  package var recoveryPoint: RecoveryPointID
  package var verdict: Verdict
  /// Of an incremental scan, which looks at the difference alone: the point that the difference is to.
  package var base: RecoveryPointID?
  /// Whether everything was looked at; nil: the source does not say.
  package var full: Bool?
  /// Of a continuous point: the last moment that was looked at.
  package var until: Instant?

  package init(
    recoveryPoint: RecoveryPointID, verdict: Verdict, base: RecoveryPointID? = nil, full: Bool? = nil,
    until: Instant? = nil
  ) {
    self.recoveryPoint = recoveryPoint
    self.verdict = verdict
    self.base = base
    self.full = full
    self.until = until
  }
}

extension RecoveryPointTaken {
  /// Whether a backup that is done with this message is whole all the same: where Windows VSS fails, AWS Backup makes a
  /// regular, crash-consistent backup. (AWS Backup Developer Guide, "Windows VSS backups".) What else a message may mean, the
  /// application file says; see ``ProtectionRule/acceptMessages``.
  package static func isWhole(despite message: String) -> Bool { message.lowercased().contains("vss") }
}
