/// A listing of the truth came to its end. Without it nobody could tell "there is none" from "nobody looked".
package struct ListingCompleted: Codable, Hashable, Sendable {
  /// What was listed.
  package var kind: ListingKind
  /// How many there were; nil where the listing failed.
  package var found: Int?
  /// Why it failed, and what to do; nil where it succeeded.
  package var failure: String?
  /// Which alarms were asked for; of ``ListingKind/cloudWatchAlarms`` only. What was shown is thereby repeated, without
  /// a word of each.
  package var alarms: [NamePattern]?

  package init(kind: ListingKind, found: Int?, failure: String? = nil, alarms: [NamePattern]? = nil) {
    self.kind = kind
    self.found = found
    self.failure = failure
    self.alarms = alarms
  }
}

/// What can be listed, as `status` and settings name it.
package enum ListingKind: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
  case rdsSnapshots = "rds.snapshots"
  case rdsWindow = "rds.window"
  case backupPoints = "backup.points"
  case ebsSnapshots = "ebs.snapshots"
  case elastiCacheSnapshots = "elasticache.snapshots"
  case efsReplication = "efs.replication"
  case s3Setup = "s3.setup"
  case s3Replication = "s3.replication"
  case kmsKeys = "kms.keys"
  case cloudWatchAlarms = "cloudwatch.alarms"
  case healthEvents = "health.events"

  package static func < (left: ListingKind, right: ListingKind) -> Bool { left.rawValue < right.rawValue }
}

/// How a resource is set up to be protected, as the provider describes it. Only what was asked for is given; nil is
/// unknown, which is neither no nor zero.
package struct ResourceDescribed: Codable, Hashable, Sendable {
  package enum Versioning: String, Codable, Hashable, Sendable, CaseIterable { case enabled, suspended, never }

  package struct Replication: Codable, Hashable, Sendable {
    /// The bucket or file system that is replicated to.
    package var destination: ARN
    /// Nil where the provider does not say.
    package var region: Region?
    package var isEnabled: Bool
    /// Whether all objects are meant, and not only those under a prefix or with a tag.
    package var isWhole: Bool
    /// The key that replicas are encrypted with; nil where none is set.
    package var key: ARN?
    /// Whether objects under a key of KMS are replicated too; nil where nobody says.
    package var includesKMS: Bool?

    package init(
      destination: ARN, region: Region?, isEnabled: Bool, isWhole: Bool = true, key: ARN? = nil,
      includesKMS: Bool? = nil
    ) {
      self.destination = destination
      self.region = region
      self.isEnabled = isEnabled
      self.isWhole = isWhole
      self.key = key
      self.includesKMS = includesKMS
    }
  }

  package var versioning: Versioning?
  /// How long versions that are no longer current are kept, where no rule for a part says otherwise; nil: unknown.
  package var nonCurrentRetention: Retention?
  /// How long they are kept in the part that keeps them shortest; nil where none keeps them shorter than the rest.
  package var nonCurrentInPart: Span?
  /// Nil: unknown; empty: none is set up.
  package var replications: [Replication]?
  /// How long the provider keeps what it makes by itself (`BackupRetentionPeriod` of RDS); zero: it makes none.
  package var automaticRetention: Span?
  /// When the provider makes it, in UTC (`PreferredBackupWindow` of RDS).
  package var automaticWindow: DayWindow?
  package var encrypted: Bool?
  package var key: ARN?
  /// Whether what is put into it is encrypted under a key of KMS; nil where nobody says.
  package var isUnderKMS: Bool?

  package init(
    versioning: Versioning? = nil, nonCurrentRetention: Retention? = nil, replications: [Replication]? = nil,
    automaticRetention: Span? = nil, automaticWindow: DayWindow? = nil, encrypted: Bool? = nil, key: ARN? = nil,
    isUnderKMS: Bool? = nil, nonCurrentInPart: Span? = nil
  ) {
    self.versioning = versioning
    self.nonCurrentRetention = nonCurrentRetention
    self.replications = replications
    self.automaticRetention = automaticRetention
    self.automaticWindow = automaticWindow
    self.encrypted = encrypted
    self.key = key
    self.isUnderKMS = isUnderKMS
    self.nonCurrentInPart = nonCurrentInPart
  }
}

/// Whether a key can be used: without it nothing that is encrypted with it can be restored.
package struct KeyChanged: Codable, Hashable, Sendable {
  package enum State: String, Codable, Hashable, Sendable, CaseIterable {
    case usable, disabled, pendingDeletion, missing
    /// Nobody may look: it may be usable or not.
    case unreadable
  }

  package var key: ARN
  package var state: State
  /// Of a key that is to be deleted.
  package var deletedAt: Instant?

  package init(key: ARN, state: State, deletedAt: Instant? = nil) {
    self.key = key
    self.state = state
    self.deletedAt = deletedAt
  }
}
