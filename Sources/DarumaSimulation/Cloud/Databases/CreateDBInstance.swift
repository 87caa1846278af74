/// Makes a new, empty DB instance.
package struct CreateDBInstance: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "CreateDBInstance"
  package static let isChange = true

  package let identifier: String
  package let settings: DatabaseSettings
  package let placement: DatabasePlacement
  package let tags: [ResourceTag]

  /// - Parameter placement: its instance class is not used; that of `settings` is.
  package init(
    identifier: String, settings: DatabaseSettings, placement: DatabasePlacement = DatabasePlacement(),
    tags: [ResourceTag] = []
  ) {
    self.identifier = identifier
    self.settings = settings
    self.placement = placement
    self.tags = tags
  }

  package var parameters: [String: String] {
    placement.parameters.merging(
      [
        "DBInstanceIdentifier": identifier, "DBInstanceClass": settings.instanceClass,
        "Engine": settings.engine,
      ]
    ) { $1 }
  }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(
    on estate: inout Estate, _ context: CallContext
  ) throws(CloudError) -> DatabaseInstance {
    let databases = estate[region: context.region].databases
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "DBInstanceIdentifier", longest: DatabaseIdentifier.longestInstance)
    guard databases.instance(identifier) == nil else { throw .instanceAlreadyExists }
    var settings = try placement.applied(to: settings, in: estate[region: context.region])
    settings.instanceClass = self.settings.instanceClass
    let instance = DatabaseInstance(
      identifier: identifier, arn: databases.arn(ofInstance: identifier),
      resourceID: estate.newDatabaseResourceID(), settings: settings, tags: tags, lineage: identifier,
      now: context.now, creation: estate.timings.instanceCreation,
      firstBackup: settings.backupRetentionDays > 0 ? estate.timings.instanceBackup : 0,
      ending: context.ending)
    estate[region: context.region].databases.put(instance)
    return instance
  }
}

extension Estate {
  /// `db-` and 26 capitals and digits.
  mutating func newDatabaseResourceID() -> String { "db-" + random.capitals(26) }
}
