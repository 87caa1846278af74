/// The choices of a caller who creates or restores an instance; nil: the snapshot's value, or RDS's default.
package struct DatabasePlacement: Sendable, Equatable {
  package var instanceClass: String?
  package var port: Int?
  package var availabilityZone: String?
  package var isMultiAZ: Bool?
  package var isPubliclyAccessible: Bool?
  package var upgradesMinorVersions: Bool?
  package var copiesTagsToSnapshots: Bool?
  package var isDeletionProtected: Bool?
  package var storageType: String?
  package var backupRetentionDays: Int?
  package var backupWindow: String?
  package var subnetGroup: String?
  package var securityGroups: [String] = []
  package var parameterGroup: String?
  package var optionGroup: String?

  package init() {}

  /// Lays the choices over `settings`.
  ///
  /// - Throws: if a group that is named doesn't exist in the region, as RDS would answer.
  func applied(to base: DatabaseSettings, in region: RegionalEstate) throws(CloudError) -> DatabaseSettings {
    let databases = region.databases
    try check(region)
    var settings = base
    settings.instanceClass = instanceClass ?? base.instanceClass
    settings.port = port ?? base.port
    settings.isMultiAZ = isMultiAZ ?? base.isMultiAZ
    settings.isPubliclyAccessible = isPubliclyAccessible ?? base.isPubliclyAccessible
    settings.upgradesMinorVersions = upgradesMinorVersions ?? base.upgradesMinorVersions
    settings.copiesTagsToSnapshots = copiesTagsToSnapshots ?? base.copiesTagsToSnapshots
    settings.isDeletionProtected = isDeletionProtected ?? false
    settings.storageType = storageType ?? base.storageType
    settings.backupRetentionDays = backupRetentionDays ?? base.backupRetentionDays
    settings.backupWindow = backupWindow ?? base.backupWindow
    settings.subnetGroup = subnetGroup
    settings.securityGroups = securityGroups
    settings.parameterGroup = parameterGroup
    settings.optionGroup = optionGroup
    settings.availabilityZone =
      availabilityZone ?? subnetGroup.flatMap { databases.subnetGroups[$0]?.zones.first }
      ?? databases.place.region + "a"
    return settings
  }

  private func check(_ region: RegionalEstate) throws(CloudError) {
    let databases = region.databases
    if let subnetGroup, databases.subnetGroups[subnetGroup] == nil {
      throw CloudError(
        "DBSubnetGroupNotFoundFault", "DB subnet group '\(subnetGroup)' does not exist.", status: 404)
    }
    if let missing = securityGroups.first(where: { !region.network.securityGroups.contains($0) }) {
      throw .invalidParameterValue("Invalid security group , groupId= \(missing), groupName=.")
    }
    if let parameterGroup, !databases.hasParameterGroup(parameterGroup) {
      throw CloudError(
        "DBParameterGroupNotFound", "DBParameterGroup not found: \(parameterGroup)", status: 404)
    }
    if let optionGroup, !databases.hasOptionGroup(optionGroup) {
      throw CloudError(
        "OptionGroupNotFoundFault", "Specified OptionGroupName: \(optionGroup) not found.", status: 404)
    }
    if let zone = availabilityZone, !zone.hasPrefix(databases.place.region) {
      throw .invalidParameterValue("\(zone) is not a valid availability zone for \(databases.place.region).")
    }
  }

  /// For the call log: the choices that were made.
  var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["DBInstanceClass"] = instanceClass
    shown["Port"] = port.map(String.init)
    shown["AvailabilityZone"] = availabilityZone
    shown["MultiAZ"] = isMultiAZ.map(String.init)
    shown["PubliclyAccessible"] = isPubliclyAccessible.map(String.init)
    shown["AutoMinorVersionUpgrade"] = upgradesMinorVersions.map(String.init)
    shown["CopyTagsToSnapshot"] = copiesTagsToSnapshots.map(String.init)
    shown["DeletionProtection"] = isDeletionProtected.map(String.init)
    shown["StorageType"] = storageType
    shown["BackupRetentionPeriod"] = backupRetentionDays.map(String.init)
    shown["PreferredBackupWindow"] = backupWindow
    shown["DBSubnetGroupName"] = subnetGroup
    shown["VpcSecurityGroupIds"] = securityGroups.isEmpty ? nil : securityGroups.joined(separator: ",")
    shown["DBParameterGroupName"] = parameterGroup
    shown["OptionGroupName"] = optionGroup
    return shown
  }
}
