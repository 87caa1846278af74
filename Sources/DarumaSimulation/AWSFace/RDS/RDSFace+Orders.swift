import DarumaCore

/// What is told to instances that are there, and restores to a point in time.
extension RDSFace {
  static let stopInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = StopDBInstance(identifier: try arguments.required("DBInstanceIdentifier"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  static let startInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = StartDBInstance(identifier: try arguments.required("DBInstanceIdentifier"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  static let promoteReplica: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = PromoteReadReplica(identifier: try arguments.required("DBInstanceIdentifier"))
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  static let modifyInstance: QueryService.Action = { arguments, exchange throws(CloudError) in
    let identifier = try arguments.required("DBInstanceIdentifier")
    var change = DatabaseChange()
    change.instanceClass = arguments.text("DBInstanceClass")
    change.isMultiAZ = try arguments.flag("MultiAZ")
    change.backupRetentionDays = try arguments.number("BackupRetentionPeriod")
    change.isDeletionProtected = try arguments.flag("DeletionProtection")
    change.parameterGroup = arguments.text("DBParameterGroupName")
    let groups = arguments.list("VpcSecurityGroupIds", "VpcSecurityGroupId")
    change.securityGroups = groups.isEmpty ? nil : groups
    change.isImmediate = try arguments.flag("ApplyImmediately") ?? false
    try arguments.finish()
    return exchange.perform(ModifyDBInstance(identifier: identifier, change: change)) {
      [DatabaseInstanceXML.element($0)]
    }
  }

  static let createReplica: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = CreateDBInstanceReadReplica(
      identifier: try arguments.required("DBInstanceIdentifier"),
      source: try arguments.required("SourceDBInstanceIdentifier"), placement: try arguments.databasePlacement(),
      kmsKeyID: arguments.text("KmsKeyId"), tags: try arguments.databaseTags())
    _ = arguments.text("PreSignedUrl")
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  static let restoreToPointInTime: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = RestoreDBInstanceToPointInTime(
      identifier: try arguments.required("TargetDBInstanceIdentifier"), source: try arguments.restoreSource(),
      time: try arguments.restoreTime(), placement: try arguments.databasePlacement(),
      tags: try arguments.databaseTags())
    try arguments.finish()
    return exchange.perform(operation) { [DatabaseInstanceXML.element($0)] }
  }

  static let describeAutomatedBackups: QueryService.Action = { arguments, exchange throws(CloudError) in
    let operation = DescribeDBInstanceAutomatedBackups(
      instance: arguments.text("DBInstanceIdentifier"), resourceID: arguments.text("DbiResourceId"),
      arn: arguments.text("DBInstanceAutomatedBackupsArn"), filters: try arguments.resourceFilters(),
      page: try arguments.page())
    try arguments.finish()
    return exchange.perform(operation) { output in
      [
        .text("Marker", output.marker),
        XMLTree("DBInstanceAutomatedBackups", output.backups.map { automatedBackup($0.backup, $0.window) }),
      ]
    }
  }

  private static func automatedBackup(_ backup: AutomatedBackup, _ window: AutomatedBackup.Window) -> XMLTree {
    XMLTree(
      "DBInstanceAutomatedBackup",
      members: [
        .text("DBInstanceArn", backup.instance), .text("DbiResourceId", backup.resourceID),
        .text("Region", ResourceName(backup.instance)?.region), .text("DBInstanceIdentifier", backup.identifier),
        XMLTree(
          "RestoreWindow",
          members: [.time("EarliestTime", window.earliest), .time("LatestTime", window.latest)]),
        .number("AllocatedStorage", backup.settings.allocatedStorageGiB), .text("Status", backup.status),
        .number("Port", backup.settings.port), .text("Engine", backup.settings.engine),
        .text("EngineVersion", backup.settings.engineVersion), .flag("Encrypted", backup.settings.isEncrypted),
        .text("KmsKeyId", backup.settings.kmsKeyID), .number("BackupRetentionPeriod", backup.retentionDays),
        .text("DBInstanceAutomatedBackupsArn", backup.arn),
      ])
  }
}

extension QueryArguments {
  fileprivate mutating func restoreSource() throws(CloudError) -> RestoreDBInstanceToPointInTime.Source {
    let instance = text("SourceDBInstanceIdentifier")
    let resourceID = text("SourceDbiResourceId")
    let backups = text("SourceDBInstanceAutomatedBackupsArn")
    switch (instance, resourceID, backups) {
    case (let name?, nil, nil): return .instance(name)
    case (nil, let id?, nil): return .resourceID(id)
    case (nil, nil, let arn?): return .backups(arn)
    default:
      throw .invalidParameterCombination(
        "Exactly one of SourceDBInstanceIdentifier, SourceDbiResourceId, SourceDBInstanceAutomatedBackupsArn is needed."
      )
    }
  }

  /// Nil: the latest.
  fileprivate mutating func restoreTime() throws(CloudError) -> Int64? {
    let isLatest = try flag("UseLatestRestorableTime") ?? false
    switch (text("RestoreTime"), isLatest) {
    case (nil, true): return nil
    case (let text?, false):
      guard let time = Instant(rfc3339: text) else { throw .invalidParameterValue("\(text) is no time") }
      return time.milliseconds
    case (nil, false), (_?, true):
      throw .invalidParameterCombination("Either RestoreTime or UseLatestRestorableTime must be specified.")
    }
  }
}
