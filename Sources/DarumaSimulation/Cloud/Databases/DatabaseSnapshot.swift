/// A DB snapshot and its life.
///
/// | state | time passes |
/// |---|---|
/// | creating | available or failed |
/// | available | - |
/// | failed | - |
package struct DatabaseSnapshot: Sendable {
  /// Who took it.
  package enum Kind: String, Sendable, CaseIterable {
    case manual
    case automated
    /// Taken by AWS Backup.
    case awsbackup
  }

  /// Where a copy comes from.
  package struct Source: Sendable, Equatable {
    package let arn: String
    package let region: String
  }

  private enum State: Sendable {
    case creating(until: Int64, ending: BadEnding?)
    case available
    case failed
  }

  package let identifier: String
  package let arn: String
  package let kind: Kind
  package let tags: [ResourceTag]
  /// The instance whose data it holds.
  package let instanceIdentifier: String
  package let instanceResourceID: String
  package let instanceCreatedAt: Int64?
  package let settings: DatabaseSettings
  /// Set for a copy from another region only.
  package let source: Source?
  /// When the data was as it is in here, in milliseconds since the epoch. A copy keeps the time of its
  /// original.
  package let dataTakenAt: Int64
  /// When this snapshot, or this copy, was begun.
  package let begunAt: Int64
  /// The time that ``status`` and ``percentProgress`` tell of.
  package private(set) var asOf: Int64

  private var state: State

  /// A snapshot or a copy that is `creating` for `duration` milliseconds.
  init(
    identifier: String, arn: String, kind: Kind, tags: [ResourceTag], content: Content, source: Source? = nil,
    now: Int64, duration: Int64, ending: BadEnding?
  ) {
    self.identifier = identifier
    self.arn = arn
    self.kind = kind
    self.tags = tags
    self.instanceIdentifier = content.instanceIdentifier
    self.instanceResourceID = content.instanceResourceID
    self.instanceCreatedAt = content.instanceCreatedAt
    self.settings = content.settings
    self.dataTakenAt = content.takenAt
    self.source = source
    begunAt = now
    asOf = now
    state = .creating(until: now + duration, ending: ending)
  }

  /// As RDS spells it.
  package var status: String {
    switch state {
    case .creating: "creating"
    case .available: "available"
    case .failed: "failed"
    }
  }

  package var isAvailable: Bool {
    switch state {
    case .available: true
    case .creating, .failed: false
    }
  }

  /// How much of the data has been transferred.
  package var percentProgress: Int {
    switch state {
    case .creating(let until, _):
      until > begunAt ? Int((asOf - begunAt) * 100 / (until - begunAt)) : 0
    case .available: 100
    case .failed: 0
    }
  }

  mutating func advance(to now: Int64) {
    asOf = now
    switch state {
    case .creating(let until, let ending) where until <= now:
      state = ending == .failed ? .failed : .available
    case .creating, .available, .failed:
      break
    }
  }
}

extension DatabaseSnapshot {
  /// The data in a snapshot: what a copy takes over.
  struct Content: Sendable {
    var instanceIdentifier: String
    var instanceResourceID: String
    var instanceCreatedAt: Int64?
    var settings: DatabaseSettings
    var takenAt: Int64

    init(of instance: DatabaseInstance, now: Int64) {
      instanceIdentifier = instance.identifier
      instanceResourceID = instance.resourceID
      instanceCreatedAt = instance.createdAt
      settings = instance.settings
      takenAt = now
    }

    init(of snapshot: DatabaseSnapshot) {
      instanceIdentifier = snapshot.instanceIdentifier
      instanceResourceID = snapshot.instanceResourceID
      instanceCreatedAt = snapshot.instanceCreatedAt
      settings = snapshot.settings
      takenAt = snapshot.dataTakenAt
    }
  }
}
