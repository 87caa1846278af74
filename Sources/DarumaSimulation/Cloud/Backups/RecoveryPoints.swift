/// The recovery points of one vault.
package struct ListRecoveryPointsByBackupVault: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "ListRecoveryPointsByBackupVault"
  package static let isChange = false

  package struct Output: Sendable {
    package let vault: BackupVault
    package let points: [RecoveryPoint]
    package let marker: String?
  }

  package let vault: String
  /// ARN.
  package let resource: String?
  package let resourceType: String?
  package let page: PageRequest

  package init(
    vault: String, resource: String? = nil, resourceType: String? = nil, page: PageRequest = PageRequest()
  ) {
    self.vault = vault
    self.resource = resource
    self.resourceType = resourceType
    self.page = page
  }

  package var parameters: [String: String] {
    var shown = ["BackupVaultName": vault]
    shown["resourceArn"] = resource
    shown["resourceType"] = resourceType
    return shown
  }

  package func subjects(of output: Output) -> [String] { output.points.map(\.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found = try region.backups.vault(vault)
    let points = found.points.values.filter { point in
      region.visibility.shows(point.arn) && (resource == nil || point.resource == resource)
        && (resourceType == nil || point.resourceType == resourceType)
    }
    let (page, marker) = try page.cutForBackup(points.sorted { $0.arn < $1.arn }, by: \.arn)
    return Output(vault: found, points: page, marker: marker)
  }
}

/// The recovery points of one resource, in all vaults of the region.
package struct ListRecoveryPointsByResource: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "ListRecoveryPointsByResource"
  package static let isChange = false

  package struct Output: Sendable {
    /// Each with the name of its vault.
    package let points: [(point: RecoveryPoint, vault: String)]
    package let marker: String?
  }

  /// ARN.
  package let resource: String
  package let page: PageRequest

  package init(resource: String, page: PageRequest = PageRequest()) {
    self.resource = resource
    self.page = page
  }

  package var parameters: [String: String] { ["ResourceArn": resource] }

  package func subjects(of output: Output) -> [String] { output.points.map(\.point.arn) }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let region = estate[region: context.region]
    let found = region.backups.vaults.values.flatMap { vault in
      vault.points.values.filter { $0.resource == resource && region.visibility.shows($0.arn) }
        .map { (point: $0, vault: vault.name) }
    }
    let (page, marker) = try page.cutForBackup(
      found.sorted { $0.point.arn < $1.point.arn }, by: \.point.arn)
    return Output(points: page, marker: marker)
  }
}

/// One recovery point.
package struct DescribeRecoveryPoint: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "DescribeRecoveryPoint"
  package static let isChange = false

  package typealias Output = HeldPoint

  package let vault: String
  /// ARN.
  package let point: String

  package init(vault: String, point: String) {
    self.vault = vault
    self.point = point
  }

  package var parameters: [String: String] { ["BackupVaultName": vault, "RecoveryPointArn": point] }

  package func subjects(of output: HeldPoint) -> [String] { [output.point.arn] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> HeldPoint {
    try estate[region: context.region].held(point, in: vault)
  }
}

/// A recovery point with its vault.
package struct HeldPoint: Sendable {
  package let vault: BackupVault
  package let point: RecoveryPoint
}

/// What a restore of a recovery point begins from.
package struct GetRecoveryPointRestoreMetadata: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "GetRecoveryPointRestoreMetadata"
  package static let isChange = false

  package let vault: String
  /// ARN.
  package let point: String

  package init(vault: String, point: String) {
    self.vault = vault
    self.point = point
  }

  package var parameters: [String: String] { ["BackupVaultName": vault, "RecoveryPointArn": point] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> HeldPoint {
    try estate[region: context.region].held(point, in: vault)
  }
}

extension RegionalEstate {
  fileprivate func held(_ point: String, in vault: String) throws(CloudError) -> HeldPoint {
    let vault = try backups.vault(vault)
    guard let found = vault.points[point], visibility.shows(point) else {
      throw .backupNotFound("Recovery point \(point)")
    }
    return HeldPoint(vault: vault, point: found)
  }
}

extension Backups {
  fileprivate func vault(_ name: String) throws(CloudError) -> BackupVault {
    guard let vault = vaults[name] else { throw .backupNotFound("Backup vault \(name)") }
    return vault
  }
}
