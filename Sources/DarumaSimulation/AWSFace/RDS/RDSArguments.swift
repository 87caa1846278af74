/// The parameters that several RDS actions share.
extension QueryArguments {
  mutating func databasePlacement() throws(CloudError) -> DatabasePlacement {
    var placement = DatabasePlacement()
    placement.instanceClass = text("DBInstanceClass")
    placement.port = try number("Port")
    placement.availabilityZone = text("AvailabilityZone")
    placement.isMultiAZ = try flag("MultiAZ")
    placement.isPubliclyAccessible = try flag("PubliclyAccessible")
    placement.upgradesMinorVersions = try flag("AutoMinorVersionUpgrade")
    placement.copiesTagsToSnapshots = try flag("CopyTagsToSnapshot")
    placement.isDeletionProtected = try flag("DeletionProtection")
    placement.storageType = text("StorageType")
    placement.backupRetentionDays = try number("BackupRetentionPeriod")
    placement.backupWindow = text("PreferredBackupWindow")
    placement.subnetGroup = text("DBSubnetGroupName")
    placement.securityGroups = list("VpcSecurityGroupIds", "VpcSecurityGroupId")
    placement.parameterGroup = text("DBParameterGroupName")
    placement.optionGroup = text("OptionGroupName")
    return placement
  }

  /// What a new instance is made of; the rest of its settings is in ``databasePlacement()``.
  mutating func newDatabaseSettings() throws(CloudError) -> DatabaseSettings {
    let instanceClass = try required("DBInstanceClass")
    let engine = try required("Engine")
    let username = try required("MasterUsername")
    guard let storage = try number("AllocatedStorage") else { throw .missingParameter("AllocatedStorage") }
    // Taken so that it isn't refused as unknown; the model has no use for a password and keeps none.
    _ = text("MasterUserPassword")
    var settings = DatabaseSettings(
      instanceClass: instanceClass, engine: engine,
      engineVersion: text("EngineVersion") ?? DatabaseSettings.defaultVersion(of: engine),
      allocatedStorageGiB: storage, masterUsername: username, databaseName: text("DBName"))
    settings.isEncrypted = try flag("StorageEncrypted") ?? false
    settings.kmsKeyID = text("KmsKeyId")
    return settings
  }

  mutating func databaseTags() throws(CloudError) -> [ResourceTag] {
    try pairs("Tags", "Tag", "Key", "Value").map { ResourceTag($0.0, $0.1) }
  }

  mutating func resourceFilters() throws(CloudError) -> [ResourceFilter] {
    takeEmptyList("Filters")
    var filters: [ResourceFilter] = []
    while let name = text("Filters.Filter.\(filters.count + 1).Name") {
      let values = list("Filters.Filter.\(filters.count + 1).Values", "Value")
      guard !values.isEmpty else { throw .missingParameter("Filters.Filter.\(filters.count + 1).Values") }
      filters.append(ResourceFilter(name, values))
    }
    return filters
  }

  mutating func page() throws(CloudError) -> PageRequest {
    PageRequest(maxRecords: try number("MaxRecords"), marker: text("Marker"))
  }

  /// `SnapshotType`. Nothing is shared or public in the simulated account, so those types select nothing.
  mutating func snapshotSelection() throws(CloudError) -> (
    kind: DatabaseSnapshot.Kind?, filters: [ResourceFilter]
  ) {
    let includesShared = try flag("IncludeShared") ?? false
    let includesPublic = try flag("IncludePublic") ?? false
    guard !includesShared, !includesPublic else {
      throw CloudError(
        "UnknownParameter", "Shared and public snapshots are not recognized by the simulated cloud")
    }
    switch text("SnapshotType") {
    case nil: return (nil, [])
    case "shared"?: return (nil, [ResourceFilter("snapshot-type", ["shared"])])
    case "public"?: return (nil, [ResourceFilter("snapshot-type", ["public"])])
    case let type?:
      guard let kind = DatabaseSnapshot.Kind(rawValue: type) else {
        throw .invalidParameterValue("Invalid snapshot type: \(type)")
      }
      return (kind, [])
    }
  }
}

extension DatabaseSettings {
  /// The version that RDS takes where none is given.
  static func defaultVersion(of engine: String) -> String {
    switch engine {
    case "mysql": "8.0.39"
    case "mariadb": "10.11.9"
    default: "15.8"
    }
  }
}
