/// A restore job of AWS Backup for an EFS file system, and its life.
///
/// | state | time passes |
/// |---|---|
/// | pending | running, or failed where its token names a file system that is there |
/// | running | completed or failed |
/// | completed | - |
/// | failed | - |
///
/// The file system is made when the job begins to run, and can be mounted long before its data is all there.
package struct RestoreJob: Sendable {
  private enum State: Sendable {
    case pending(until: Int64, ending: BadEnding?)
    case running(until: Int64, ending: BadEnding?)
    case completed(at: Int64)
    case failed(at: Int64, reason: String)
  }

  package let id: String
  package let vault: String
  package let point: RecoveryPoint
  package let role: String
  /// The caller's, for the rule that the same token gives the same job.
  package let idempotencyToken: String?
  package let metadata: [String: String]
  /// Milliseconds since the epoch.
  package let createdAt: Int64
  /// Of the file system that it makes.
  package let fileSystem: String
  package let options: FileSystem.Options
  package let tags: [ResourceTag]
  /// The time that ``status`` tells of.
  package private(set) var asOf: Int64

  private let runFor: Int64
  private var state: State
  private var hasBegun = false

  init(
    id: String, vault: String, point: RecoveryPoint, role: String, idempotencyToken: String?,
    metadata: [String: String], fileSystem: String, options: FileSystem.Options, tags: [ResourceTag], now: Int64,
    _ timings: Timings, ending: BadEnding?
  ) {
    self.id = id
    self.vault = vault
    self.point = point
    self.role = role
    self.idempotencyToken = idempotencyToken
    self.metadata = metadata
    self.fileSystem = fileSystem
    self.options = options
    self.tags = tags
    createdAt = now
    asOf = now
    runFor = timings.restoreJob
    state = .pending(until: now + timings.restoreJobStart, ending: ending)
  }

  /// As AWS Backup spells it.
  package var status: String {
    switch state {
    case .pending: "PENDING"
    case .running: "RUNNING"
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    }
  }

  package var statusMessage: String? {
    switch state {
    case .failed(_, let reason): reason
    case .pending, .running, .completed: nil
    }
  }

  /// When it ended, in milliseconds since the epoch.
  package var completedAt: Int64? {
    switch state {
    case .completed(let time), .failed(let time, _): time
    case .pending, .running: nil
    }
  }

  package var percentDone: Int {
    switch state {
    case .pending: 0
    case .running(let until, _): runFor > 0 ? max(0, Int((asOf - (until - runFor)) * 100 / runFor)) : 0
    case .completed: 100
    case .failed: 0
    }
  }

  /// Whether it has made its file system.
  package var hasMadeFileSystem: Bool { hasBegun }

  /// - Parameter make: makes the file system, at the time when it is due. False: its token is taken.
  mutating func advance(to now: Int64, make: (RestoreJob, Int64) -> Bool) {
    asOf = now
    while true {
      switch state {
      case .pending(let until, let ending) where until <= now:
        hasBegun = make(self, until)
        state =
          hasBegun
          ? .running(until: until + runFor, ending: ending)
          : .failed(
            at: until, reason: "File system already exists with the creation token \(options.creationToken)")
      case .running(let until, let ending) where until <= now:
        state =
          ending == .failed
          ? .failed(at: until, reason: "The restore failed. The file system \(fileSystem) is incomplete.")
          : .completed(at: until)
      case .pending, .running, .completed, .failed:
        return
      }
    }
  }
}
