/// An EFS file system and its life.
///
/// | state | time passes |
/// |---|---|
/// | creating | available or error |
/// | available | - |
/// | error | - |
package struct FileSystem: Sendable {
  private enum State: Sendable {
    case creating(until: Int64, ending: BadEnding?)
    case available
    case error
  }

  /// What the caller chooses.
  package struct Options: Sendable, Equatable {
    /// The caller's name for it, which no other file system of the region may bear.
    package var creationToken: String
    /// `generalPurpose` or `maxIO`.
    package var performanceMode = "generalPurpose"
    package var throughputMode = "bursting"
    package var isEncrypted = false
    package var kmsKeyID: String?

    package init(creationToken: String) {
      self.creationToken = creationToken
    }
  }

  /// `fs-` and 17 hexadecimal digits.
  package let id: String
  package let arn: String
  package let options: Options
  package internal(set) var tags: [ResourceTag]
  /// Bytes.
  package let size: Int64
  /// The id of the file system whose data it holds: its own, or that of the one in the backup.
  package let lineage: String
  /// Milliseconds since the epoch.
  package let createdAt: Int64

  private var state: State

  init(
    id: String, arn: String, options: Options, tags: [ResourceTag], size: Int64, lineage: String, now: Int64,
    creation: Int64, ending: BadEnding?
  ) {
    self.id = id
    self.arn = arn
    self.options = options
    self.tags = tags
    self.size = size
    self.lineage = lineage
    createdAt = now
    state = .creating(until: now + creation, ending: ending)
  }

  /// As EFS spells it.
  package var lifeCycleState: String {
    switch state {
    case .creating: "creating"
    case .available: "available"
    case .error: "error"
    }
  }

  package var isAvailable: Bool {
    switch state {
    case .available: true
    case .creating, .error: false
    }
  }

  /// The tag `Name`.
  package var name: String? { tags.first { $0.key == "Name" }?.value }

  mutating func advance(to now: Int64) {
    switch state {
    case .creating(let until, let ending) where until <= now: state = ending == .failed ? .error : .available
    case .creating, .available, .error: break
    }
  }
}
