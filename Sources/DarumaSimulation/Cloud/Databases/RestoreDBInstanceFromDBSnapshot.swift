/// Makes a DB instance out of a snapshot in the same region.
package struct RestoreDBInstanceFromDBSnapshot: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "RestoreDBInstanceFromDBSnapshot"
  package static let isChange = true

  package let identifier: String
  /// Identifier or ARN.
  package let snapshot: String
  /// Must be compatible with the snapshot's; this model takes the same engine only.
  package let engine: String?
  package let placement: DatabasePlacement
  package let tags: [ResourceTag]

  package init(
    identifier: String, snapshot: String, engine: String? = nil,
    placement: DatabasePlacement = DatabasePlacement(), tags: [ResourceTag] = []
  ) {
    self.identifier = identifier
    self.snapshot = snapshot
    self.engine = engine
    self.placement = placement
    self.tags = tags
  }

  package var parameters: [String: String] {
    var shown = placement.parameters
    shown["DBInstanceIdentifier"] = identifier
    shown["DBSnapshotIdentifier"] = snapshot
    shown["Engine"] = engine
    return shown
  }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> DatabaseInstance {
    let databases = estate[region: context.region].databases
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "DBInstanceIdentifier", longest: DatabaseIdentifier.longestInstance)
    guard databases.instance(identifier) == nil else { throw .instanceAlreadyExists }
    guard let source = databases.snapshot(snapshot) else { throw .snapshotNotFound(snapshot) }
    guard source.isAvailable else {
      throw CloudError(
        "InvalidDBSnapshotState",
        "Cannot restore from DBSnapshot \(source.identifier): it is \(source.status), not available."
      )
    }
    if let engine, engine != source.settings.engine {
      throw .invalidParameterCombination(
        "The engine \(engine) is not compatible with the snapshot's engine \(source.settings.engine).")
    }
    let settings = try placement.applied(to: source.settings, in: estate[region: context.region])
    let instance = DatabaseInstance(
      identifier: identifier, arn: databases.arn(ofInstance: identifier),
      resourceID: estate.newDatabaseResourceID(), settings: settings, tags: tags,
      lineage: source.instanceIdentifier, now: context.now, creation: estate.timings.instanceRestore,
      firstBackup: settings.backupRetentionDays > 0 ? estate.timings.instanceBackup : 0,
      ending: context.ending)
    estate[region: context.region].databases.put(instance)
    return instance
  }
}
