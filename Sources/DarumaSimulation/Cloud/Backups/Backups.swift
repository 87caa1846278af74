/// AWS Backup in one region.
package struct Backups: Sendable {
  package let place: Place
  /// By name.
  package private(set) var vaults: [String: BackupVault] = [:]
  /// By id.
  package private(set) var restoreJobs: [String: RestoreJob] = [:]

  init(place: Place) {
    self.place = place
  }

  package mutating func put(_ vault: BackupVault) { vaults[vault.name] = vault }
  mutating func put(_ job: RestoreJob) { restoreJobs[job.id] = job }

  /// Makes the file systems of the jobs that begin to run.
  mutating func advance(to now: Int64, _ timings: Timings, _ fileSystems: inout FileSystems) {
    // In the order in which they were begun: of two with one token the first gets the file system.
    for id in restoreJobs.values.sorted(by: { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }).map(\.id) {
      restoreJobs[id]?.advance(to: now) { job, time in
        guard fileSystems.fileSystem(createdBy: job.options.creationToken) == nil else { return false }
        fileSystems.put(
          FileSystem(
            id: job.fileSystem, arn: fileSystems.arn(of: job.fileSystem), options: job.options, tags: job.tags,
            size: job.point.size, lineage: job.lineage, now: time, creation: timings.fileSystemCreation, ending: nil))
        return true
      }
    }
  }

  /// A recovery point with the vault that holds it.
  package func point(_ arn: String) -> (vault: BackupVault, point: RecoveryPoint)? {
    for vault in vaults.values.sorted(by: { $0.name < $1.name }) {
      if let point = vault.points[arn] { return (vault, point) }
    }
    return nil
  }

  package func arn(ofVault name: String) -> String { place.arn(.backup, "backup-vault:\(name)") }
}

extension RestoreJob {
  /// The id of the file system that the recovery point is of.
  fileprivate var lineage: String {
    ResourceName(point.resource)?.name(after: "file-system/") ?? point.resource
  }
}

extension CloudError {
  static func backupNotFound(_ what: String) -> CloudError {
    CloudError("ResourceNotFoundException", "\(what) cannot be found.")
  }

  static func invalidBackupParameter(_ message: String) -> CloudError {
    CloudError("InvalidParameterValueException", message)
  }
}
