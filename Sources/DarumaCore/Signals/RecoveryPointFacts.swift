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

  package init(
    recoveryPoint: RecoveryPointID, takenAt: Instant?, completedAt: Instant? = nil, vault: String? = nil,
    sizeBytes: Int64? = nil, encrypted: Bool? = nil, expiresAt: Instant? = nil, origin: Origin? = nil,
    partial: Bool = false
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

  package init(
    recoveryPoint: RecoveryPointID, of: RecoveryPointID, toRegion: Region, completedAt: Instant? = nil,
    vault: String? = nil, sizeBytes: Int64? = nil, encrypted: Bool? = nil
  ) {
    self.recoveryPoint = recoveryPoint
    self.of = of
    self.toRegion = toRegion
    self.completedAt = completedAt
    self.vault = vault
    self.sizeBytes = sizeBytes
    self.encrypted = encrypted
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

  package init(
    recoveryPoint: RecoveryPointID, verdict: Verdict
  ) {
    self.recoveryPoint = recoveryPoint
    self.verdict = verdict
  }
}
