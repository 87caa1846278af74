/// Makes a read replica of an instance in this region or another.
package struct CreateDBInstanceReadReplica: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "CreateDBInstanceReadReplica"
  package static let isChange = true

  package let identifier: String
  /// Identifier, or ARN of an instance in another region.
  package let source: String
  package let placement: DatabasePlacement
  package let kmsKeyID: String?
  package let tags: [ResourceTag]

  package init(
    identifier: String, source: String, placement: DatabasePlacement = DatabasePlacement(), kmsKeyID: String? = nil,
    tags: [ResourceTag] = []
  ) {
    self.identifier = identifier
    self.source = source
    self.placement = placement
    self.kmsKeyID = kmsKeyID
    self.tags = tags
  }

  package var parameters: [String: String] {
    placement.parameters.merging(
      ["DBInstanceIdentifier": identifier, "SourceDBInstanceIdentifier": source]
    ) { $1 }
  }

  package func subjects(of output: DatabaseInstance) -> [String] { [output.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> DatabaseInstance {
    let region = estate[region: context.region]
    let identifier = try DatabaseIdentifier.checked(
      identifier, parameter: "DBInstanceIdentifier", longest: DatabaseIdentifier.longestInstance)
    guard region.databases.instance(identifier) == nil else { throw .instanceAlreadyExists }
    let home = ResourceName(source)?.region ?? context.region
    guard let original = estate.regions[home]?.databases.instance(source) else { throw .instanceNotFound(source) }
    guard original.isServing, original.settings.backupRetentionDays > 0 else {
      throw CloudError(
        "InvalidDBInstanceState",
        "Automated backups are not enabled for this database instance, or it is not available.")
    }
    guard home == context.region || !original.settings.isEncrypted || kmsKeyID != nil else {
      throw .invalidParameterCombination("A KMS key is required for an encrypted replica in another region.")
    }
    var settings = try placement.applied(to: original.settings, in: region)
    settings.backupRetentionDays = placement.backupRetentionDays ?? 0
    settings.kmsKeyID = kmsKeyID ?? original.settings.kmsKeyID
    let replica = DatabaseInstance(
      identifier: identifier, arn: region.databases.arn(ofInstance: identifier),
      resourceID: estate.newDatabaseResourceID(), settings: settings, tags: tags, lineage: original.lineage,
      replicaSource: home == context.region ? original.identifier : original.arn, now: context.now,
      creation: estate.timings.instanceRestore, firstBackup: 0, ending: context.ending)
    estate[region: context.region].databases.put(replica)
    return replica
  }
}
