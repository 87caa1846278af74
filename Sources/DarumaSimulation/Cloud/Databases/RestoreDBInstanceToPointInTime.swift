/// Makes a DB instance out of the automated backups of one, as it was at a moment.
package struct RestoreDBInstanceToPointInTime: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "RestoreDBInstanceToPointInTime"
  package static let isChange = true

  /// Which automated backups.
  package enum Source: Sendable, Equatable {
    /// Of an instance in this region, by its identifier.
    case instance(String)
    case resourceID(String)
    /// By their own ARN: the only way to name those of another region.
    case backups(String)
  }

  package let identifier: String
  package let source: Source
  /// Milliseconds since the epoch; nil: the latest that there is.
  package let time: Int64?
  package let placement: DatabasePlacement
  package let tags: [ResourceTag]

  package init(
    identifier: String, source: Source, time: Int64?, placement: DatabasePlacement = DatabasePlacement(),
    tags: [ResourceTag] = []
  ) {
    self.identifier = identifier
    self.source = source
    self.time = time
    self.placement = placement
    self.tags = tags
  }

  package var parameters: [String: String] {
    var shown = placement.parameters
    shown["TargetDBInstanceIdentifier"] = identifier
    switch source {
    case .instance(let name): shown["SourceDBInstanceIdentifier"] = name
    case .resourceID(let id): shown["SourceDbiResourceId"] = id
    case .backups(let arn): shown["SourceDBInstanceAutomatedBackupsArn"] = arn
    }
    shown["RestoreTime"] = time.map { UTCTime(milliseconds: $0).text }
    return shown
  }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> DatabaseInstance {
    let region = estate[region: context.region]
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "TargetDBInstanceIdentifier", longest: DatabaseIdentifier.longestInstance)
    guard region.databases.instance(identifier) == nil else { throw .instanceAlreadyExists }
    let (backup, window) = try backups(estate, context)
    if let time, !(window.earliest...window.latest).contains(time) {
      throw CloudError(
        "InvalidRestoreFault",
        "The specified instance cannot be restored to \(UTCTime(milliseconds: time).text): it can be restored from "
          + "\(UTCTime(milliseconds: window.earliest).text) to \(UTCTime(milliseconds: window.latest).text).")
    }
    let settings = try placement.applied(to: backup.settings, in: region)
    let instance = DatabaseInstance(
      identifier: identifier, arn: region.databases.arn(ofInstance: identifier),
      resourceID: estate.newDatabaseResourceID(), settings: settings, tags: tags, lineage: backup.lineage,
      now: context.now, creation: estate.timings.instanceRestore,
      firstBackup: settings.backupRetentionDays > 0 ? estate.timings.instanceBackup : 0, ending: context.ending)
    estate[region: context.region].databases.put(instance)
    return instance
  }

  private func backups(
    _ estate: Estate, _ context: CallContext
  ) throws(CloudError) -> (AutomatedBackup, AutomatedBackup.Window) {
    let all = estate.automatedBackups(in: context.region, at: context.now)
    switch source {
    case .instance(let name):
      guard let instance = estate[region: context.region].databases.instance(name) else {
        throw .instanceNotFound(name)
      }
      guard let found = all.first(where: { $0.backup.instance == instance.arn }) else {
        throw CloudError(
          "PointInTimeRestoreNotEnabled", "Automated backups of \(instance.identifier) are not enabled.")
      }
      return found
    case .resourceID(let id):
      guard let found = all.first(where: { $0.backup.resourceID == id && !$0.backup.isReplicated }) else {
        throw .automatedBackupNotFound(id)
      }
      return found
    case .backups(let arn):
      guard let found = all.first(where: { $0.backup.arn == arn }) else { throw .automatedBackupNotFound(arn) }
      return found
    }
  }
}
