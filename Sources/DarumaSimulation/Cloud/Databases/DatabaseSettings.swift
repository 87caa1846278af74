/// What a DB instance is like. A snapshot carries those of its instance, and a restore starts from them.
package struct DatabaseSettings: Sendable, Equatable {
  package var instanceClass: String
  package var engine: String
  package var engineVersion: String
  package var allocatedStorageGiB: Int
  package var masterUsername: String
  /// The database made at creation, if any.
  package var databaseName: String?
  package var port: Int
  package var storageType = "gp3"
  package var licenseModel = "postgresql-license"
  package var isEncrypted = false
  package var kmsKeyID: String?
  package var isMultiAZ = false
  package var isPubliclyAccessible = false
  package var upgradesMinorVersions = true
  package var copiesTagsToSnapshots = false
  package var isDeletionProtected = false
  package var backupRetentionDays = 1
  /// UTC, `hh:mm-hh:mm`.
  package var backupWindow = "18:00-19:00"
  package var availabilityZone: String?
  package var subnetGroup: String?
  package var securityGroups: [String] = []
  package var parameterGroup: String?
  package var optionGroup: String?

  package init(
    instanceClass: String, engine: String, engineVersion: String, allocatedStorageGiB: Int,
    masterUsername: String, databaseName: String? = nil, port: Int? = nil
  ) {
    self.instanceClass = instanceClass
    self.engine = engine
    self.engineVersion = engineVersion
    self.allocatedStorageGiB = allocatedStorageGiB
    self.masterUsername = masterUsername
    self.databaseName = databaseName
    self.port = port ?? Self.defaultPort(of: engine)
  }

  /// The port that RDS takes for an engine where none is given.
  static func defaultPort(of engine: String) -> Int {
    if engine.hasPrefix("mysql") || engine.hasPrefix("mariadb") { return 3306 }
    if engine.hasPrefix("oracle") { return 1521 }
    if engine.hasPrefix("sqlserver") { return 1433 }
    return 5432
  }
}
