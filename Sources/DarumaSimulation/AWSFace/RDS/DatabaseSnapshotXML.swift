/// A DB snapshot as RDS writes it. Member names from the `DBSnapshot` type of the RDS API reference.
enum DatabaseSnapshotXML {
  static func element(_ snapshot: DatabaseSnapshot) -> XMLTree {
    XMLTree("DBSnapshot", members: identity(snapshot) + settings(snapshot.settings))
  }

  private static func identity(_ snapshot: DatabaseSnapshot) -> [XMLTree?] {
    [
      .text("DBSnapshotIdentifier", snapshot.identifier),
      .text("DBSnapshotArn", snapshot.arn),
      .text("DBInstanceIdentifier", snapshot.instanceIdentifier),
      .text("DbiResourceId", snapshot.instanceResourceID),
      .text("SnapshotType", snapshot.kind.rawValue),
      .text("Status", snapshot.status),
      .number("PercentProgress", snapshot.percentProgress),
      .time("SnapshotCreateTime", snapshot.isAvailable ? snapshot.begunAt : nil),
      .time("OriginalSnapshotCreateTime", snapshot.isAvailable ? snapshot.dataTakenAt : nil),
      .time("InstanceCreateTime", snapshot.instanceCreatedAt),
      .text("SourceRegion", snapshot.source?.region),
      .text("SourceDBSnapshotIdentifier", snapshot.source?.arn),
      .text("SnapshotTarget", "region"),
      DatabaseTagsXML.element(snapshot.tags),
    ]
  }

  private static func settings(_ settings: DatabaseSettings) -> [XMLTree?] {
    [
      .text("Engine", settings.engine),
      .text("EngineVersion", settings.engineVersion),
      .number("AllocatedStorage", settings.allocatedStorageGiB),
      .number("Port", settings.port),
      .text("MasterUsername", settings.masterUsername),
      .text("LicenseModel", settings.licenseModel),
      .text("StorageType", settings.storageType),
      .flag("Encrypted", settings.isEncrypted),
      .text("KmsKeyId", settings.kmsKeyID),
      .text("AvailabilityZone", settings.availabilityZone),
      .text("OptionGroupName", settings.optionGroup),
    ]
  }
}
