internal import DarumaCore

/// `rds.window`: the moments that an instance or a cluster can be restored to, and how RDS backs it up.
///
/// The id of the point: the ARN of the automated backup where RDS names one, because that is what a restore
/// asks for (also after the instance is gone, and of a replicated one); otherwise `<ARN of the
/// database>#pitr`. If RDS begins to name one, the point without is no longer listed, and so counts as
/// removed.
struct RDSWindowListing {
  let client: ListingClient
  let now: @Sendable () -> Instant

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    switch resource.arn.resourceType {
    case "db": return try await listInstance(resource.arn, in: region)
    case "cluster": return try await listCluster(resource.arn, in: region)
    default:
      throw .unlistable(
        .rdsWindow, resource.arn, "Name an instance (…:db:NAME) or a cluster (…:cluster:NAME).")
    }
  }

  private func listInstance(_ arn: ARN, in region: Region) async throws(CloudFault) -> [Listed] {
    var listed: [Listed] = []
    var live: DatabaseBackups?
    // Elsewhere an instance of this name is another one.
    if region == arn.region {
      live = try await client.send(
        DescribeDBInstances(identifier: arn.resourceName), in: region,
        noneAt: [RDSFaultCode.instanceNotFound])?.first?.backups
      if let live { listed.append(described(live, arn)) }
    }
    let backups = try await client.all(
      DescribeDBInstanceAutomatedBackups(instance: arn.resourceName), in: region)
    for backup in backups where Self.isBackup(backup, of: arn, in: region) {
      // Without an ARN it can't be told from the instance's own window, which the instance tells better.
      guard let own = ARN(whole: backup.arn) else { continue }
      // The instance says it more exactly than its backup, whose end is updated less often.
      let running = backup.status == "active" ? live : nil
      let ends = [backup.restorableUntil, running?.restorableUntil].compactMap(\.self)
      if running != nil { live?.restorableUntil = nil }
      guard let until = ends.max() else { continue }
      listed.append(
        Self.window(
          RecoveryPointID(own.rawValue), arn, from: backup.restorableFrom, until: until,
          sizeBytes: backup.sizeBytes, encrypted: backup.isEncrypted, key: backup.key))
    }
    if let live, let until = live.restorableUntil { listed.append(Self.window(live, arn, until: until)) }
    return listed
  }

  /// Aurora and Multi-AZ clusters have no automated backups in other regions: RDS replicates those of
  /// instances alone (Amazon RDS User Guide, "Replicating automated backups to another AWS Region").
  private func listCluster(_ arn: ARN, in region: Region) async throws(CloudFault) -> [Listed] {
    guard region == arn.region else { return [] }
    let cluster = try await client.send(
      DescribeDBClusters(identifier: arn.resourceName), in: region, noneAt: [RDSFaultCode.clusterNotFound])?
      .first
    guard let backups = cluster?.backups else { return [] }
    let window = backups.restorableUntil.map { Self.window(backups, arn, until: $0) }
    return [described(backups, arn), window].compactMap(\.self)
  }

  /// Whether it can be restored from, and is of this instance and not of another one of its name.
  private static func isBackup(
    _ backup: DBInstanceAutomatedBackup, of arn: ARN, in region: Region
  ) -> Bool {
    guard backup.status != "creating", backup.instance.lowercased() == arn.resourceName.lowercased() else {
      return false
    }
    return backup.instanceARN.map { $0 == arn.rawValue } ?? (region == arn.region)
  }

  private func described(_ backups: DatabaseBackups, _ arn: ARN) -> Listed {
    Listed(
      resource: arn, at: now(),
      fact: .resourceDescribed(
        ResourceDescribed(
          automaticRetention: backups.retention, automaticWindow: backups.window.flatMap { DayWindow($0) },
          encrypted: backups.isEncrypted, key: ARN(whole: backups.key))))
  }

  private static func window(_ backups: DatabaseBackups, _ arn: ARN, until: Instant) -> Listed {
    window(
      RecoveryPointID("\(arn)#pitr"), arn, from: backups.restorableFrom, until: until, sizeBytes: nil,
      encrypted: backups.isEncrypted, key: backups.key)
  }

  private static func window(
    _ point: RecoveryPointID, _ arn: ARN, from: Instant?, until: Instant, sizeBytes: Int64?,
    encrypted: Bool?, key: String?
  ) -> Listed {
    Listed(
      resource: arn, at: until,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: point, takenAt: nil, sizeBytes: sizeBytes, encrypted: encrypted, origin: .automatic,
          key: ARN(whole: key), window: RestorableWindow(from: from, until: until))))
  }
}
