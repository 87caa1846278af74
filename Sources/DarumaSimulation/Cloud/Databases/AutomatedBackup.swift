/// The continuous backup of an instance, here or replicated from another region: what point-in-time recovery restores from.
package struct AutomatedBackup: Sendable {
  package let arn: String
  /// ARN of the instance.
  package let instance: String
  package let identifier: String
  package let resourceID: String
  package let settings: DatabaseSettings
  package let lineage: String
  package let retentionDays: Int
  /// Whether it comes from another region.
  package let isReplicated: Bool
  /// When it was begun, in milliseconds since the epoch.
  package let since: Int64

  /// What the backups of an instance are, from its own region or replicated into `place`.
  package init(
    of instance: DatabaseInstance, replicatedTo place: Place? = nil, retentionDays: Int? = nil, since: Int64
  ) {
    let home = ResourceName(instance.arn).map { Place(region: $0.region, account: $0.account) }
    let id = String(instance.resourceID.dropFirst(3)).lowercased()
    arn = (place ?? home)?.arn(.rds, "auto-backup:ab-\(id)") ?? ""
    self.instance = instance.arn
    identifier = instance.identifier
    resourceID = instance.resourceID
    settings = instance.settings
    lineage = instance.lineage
    self.retentionDays = retentionDays ?? instance.settings.backupRetentionDays
    isReplicated = place != nil
    self.since = since
  }

  /// As RDS spells it.
  package var status: String { isReplicated ? "replicating" : "active" }

  /// What can be restored to, in milliseconds since the epoch.
  package struct Window: Sendable, Equatable {
    package let earliest: Int64
    package let latest: Int64
  }

  /// - Parameter end: now, or when its region fell.
  package func window(at now: Int64, end: Int64) -> Window {
    let latest = min(now, end) - DatabaseInstance.restoreLag
    return Window(earliest: min(latest, max(since, now - Int64(retentionDays) * 86_400_000)), latest: latest)
  }
}

extension Estate {
  /// All automated backups in a region, each with its window.
  func automatedBackups(
    in region: String, at now: Int64
  ) -> [(backup: AutomatedBackup, window: AutomatedBackup.Window)] {
    let databases = self[region: region].databases
    let own = databases.instances.values
      .filter { $0.settings.backupRetentionDays > 0 && $0.createdAt != nil && $0.replicaSource == nil }
      .map { AutomatedBackup(of: $0, since: $0.createdAt ?? now) }
    let all = own + databases.replicatedBackups
    return all.sorted { ($0.identifier, $0.arn) < ($1.identifier, $1.arn) }.map { backup in
      let home = ResourceName(backup.instance)?.region
      let fell = home.flatMap { home in outages.first { $0.region == home && $0.isOn(at: now) }?.from }
      return (backup, backup.window(at: now, end: fell ?? now))
    }
  }
}

/// Automated backups, of all instances or of one.
package struct DescribeDBInstanceAutomatedBackups: CloudOperation {
  package static let service = CloudService.rds
  package static let name = "DescribeDBInstanceAutomatedBackups"
  package static let isChange = false

  package struct Output: Sendable {
    package let backups: [(backup: AutomatedBackup, window: AutomatedBackup.Window)]
    package let marker: String?
  }

  package let instance: String?
  package let resourceID: String?
  package let arn: String?
  package let filters: [ResourceFilter]
  package let page: PageRequest

  package init(
    instance: String? = nil, resourceID: String? = nil, arn: String? = nil, filters: [ResourceFilter] = [],
    page: PageRequest = PageRequest()
  ) {
    self.instance = instance
    self.resourceID = resourceID
    self.arn = arn
    self.filters = filters
    self.page = page
  }

  package var parameters: [String: String] {
    var shown = ResourceFilter.parameters(filters)
    shown["DBInstanceIdentifier"] = instance
    shown["DbiResourceId"] = resourceID
    shown["DBInstanceAutomatedBackupsArn"] = arn
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    var found = estate.automatedBackups(in: context.region, at: context.now)
    if let arn { found = found.filter { $0.backup.arn == arn } }
    if let resourceID { found = found.filter { $0.backup.resourceID == resourceID } }
    if let instance { found = found.filter { $0.backup.identifier == instance.lowercased() } }
    if found.isEmpty, let asked = arn ?? resourceID ?? instance {
      throw .automatedBackupNotFound(asked)
    }
    for filter in filters { found = try filter.applied(to: found, Self.properties) }
    let (page, marker) = try page.cut(found) { $0.backup.identifier + $0.backup.arn }
    return Output(backups: page, marker: marker)
  }

  private static let properties:
    [String: @Sendable ((backup: AutomatedBackup, window: AutomatedBackup.Window)) -> [String]] = [
      "db-instance-id": { [$0.backup.identifier, $0.backup.instance] }, "dbi-resource-id": { [$0.backup.resourceID] },
      "status": { [$0.backup.status] },
    ]
}

extension CloudError {
  static func automatedBackupNotFound(_ name: String) -> CloudError {
    CloudError("DBInstanceAutomatedBackupNotFound", "Automated backup of \(name) not found.", status: 404)
  }
}
