/// How a resource should be protected: what status, the exposure clock and compliance hold reality against.
///
/// The spans are the limits that the owner set; nil where the file says nothing, and then nothing is asked.
package struct ProtectionRule: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// A snapshot that the service makes by itself, or a person made.
    case snapshot
    /// A recovery point of AWS Backup.
    case backup
    /// Any moment of a window that moves along with time.
    case pitr
    /// A second instance that follows the first.
    case replica
    /// Objects or files that are copied one by one.
    case replication
    /// Older versions of objects are kept.
    case versioning
  }

  package var kind: Kind
  /// Which points are meant; nil: those that are made without a person. A rule with ``Origin/manual`` does not ask for
  /// points, unless ``every`` says so: it says how long those that are there are kept.
  package var origin: RecoveryPointTaken.Origin?
  /// Which points are meant, by the name of the snapshot; nil: all of the kind and origin.
  package var name: NamePattern?
  /// How often a recovery point is made.
  package var every: Cadence?
  /// When on the day it begins: from its start, in ``timeZone``, for its length. `HH:MM-HH:MM`.
  package var window: DayWindow?
  /// An IANA name, such as `Asia/Tokyo`. Its rules are in ``Application/zones``.
  package var timeZone: String?
  /// How long after the beginning of the window a backup may begin; nil: until the window ends.
  package var startWithin: Span?
  /// How long a backup may take; nil: ``defaultCompleteWithin``, no longer than ``every``.
  package var completeWithin: Span?
  /// How long a point is kept where it is made, and no longer. For ``Kind/versioning``: how long versions that are no
  /// longer current are kept.
  package var retain: Retention?
  /// The region that gets a copy, a replica or the replicated objects.
  package var copyTo: Region?
  /// How long after the end of the backup the copy may take to exist; for a replica and for replication: how far it may
  /// be behind.
  package var copyWithin: Span?
  /// How long a copy is kept; nil: as ``retain``.
  package var retainCopy: Retention?
  /// Points, and their copies, must be encrypted.
  package var encrypted: Bool?
  /// What holds the replicated objects, such as the bucket in the recovery region.
  package var destination: ARN?
  /// Messages of the source with which a backup counts as whole although it says that something may be missing.
  package var acceptMessages: [NamePattern]?

  package init(
    kind: Kind, origin: RecoveryPointTaken.Origin? = nil, name: NamePattern? = nil, every: Cadence? = nil,
    window: DayWindow? = nil, timeZone: String? = nil, startWithin: Span? = nil, completeWithin: Span? = nil,
    retain: Retention? = nil, copyTo: Region? = nil, copyWithin: Span? = nil, retainCopy: Retention? = nil,
    encrypted: Bool? = nil, destination: ARN? = nil,
    acceptMessages: [NamePattern]? = nil
  ) {
    self.kind = kind
    self.origin = origin
    self.name = name
    self.every = every
    self.window = window
    self.timeZone = timeZone
    self.startWithin = startWithin
    self.completeWithin = completeWithin
    self.retain = retain
    self.copyTo = copyTo
    self.copyWithin = copyWithin
    self.retainCopy = retainCopy
    self.encrypted = encrypted
    self.destination = destination
    self.acceptMessages = acceptMessages
  }
}
