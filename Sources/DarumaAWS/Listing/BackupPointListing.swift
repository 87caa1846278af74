internal import DarumaCore

/// `backup.points`: the recovery points of AWS Backup. By resource to learn which vaults hold some, then by
/// vault, which alone tells when they began, ended and expire.
///
/// - A copy keeps the creation date of its original (AWS Backup Developer Guide, "Copy a backup"), so that
///   its age is right without its lineage. No member of the answer names the original itself:
///   `SourceBackupVaultArn` is a vault, `ParentRecoveryPointArn` the whole of which a point is a part. So
///   nothing is said of lineage here; the events of copy jobs do.
/// - CREATING is no point yet. EXPIRED and DELETING are none any more, as in the events. STOPPED is a
///   continuous backup that was interrupted: whether it can still be restored is not documented, so it does
///   not count.
struct BackupPointListing {
  let client: ListingClient

  func list(_ resource: Resource, in region: Region) async throws(CloudFault) -> [Listed] {
    let arn = resource.arn
    let points = try await client.all(
      ListRecoveryPointsByResource(resource: arn.rawValue), in: region, noneAt: [BackupFaultCode.notFound])
    let vaults = Set((points ?? []).compactMap(\.vault)).sorted()
    var listed: [Listed] = []
    for vault in vaults {
      let question = ListRecoveryPointsByBackupVault(vault: vault, resource: arn.rawValue)
      // A vault that is gone by now was empty.
      let held = try await client.all(question, in: region, noneAt: [BackupFaultCode.notFound]) ?? []
      for point in held where point.resource.map({ $0 == arn.rawValue }) ?? true {
        guard let item = try Self.listed(point, arn, vault) else { continue }
        listed.append(item)
        if let scan = Self.scanned(point, arn, at: item.at) { listed.append(scan) }
      }
    }
    return listed
  }

  /// Nil where it is no point to plan with.
  private static func listed(
    _ point: VaultRecoveryPoint, _ resource: ARN, _ vault: String
  ) throws(CloudFault) -> Listed? {
    guard let status = VaultRecoveryPoint.Status(rawValue: point.status) else {
      throw CloudFault(
        kind: .unintelligible, code: "backup.UnknownStatus",
        message: "AWS Backup says \(point.status) of \(point.recoveryPointArn), which Daruma does not know. "
          + "Whether it can be restored from is unclear. Report it.",
        isRetriable: false)
    }
    switch status {
    case .completed, .available, .partial: break
    case .creating, .stopped, .expired, .deleting: return nil
    }
    let message = point.message.flatMap { $0.isEmpty ? nil : $0 }
    let hasIssues = message.map { !RecoveryPointTaken.isWhole(despite: $0) } ?? false
    let times = [point.initiatedAt, point.createdAt].compactMap { $0?.instant }
    guard let at = point.completedAt?.instant ?? times.max() else {
      throw .incomplete(.backup, point.recoveryPointArn, "any time")
    }
    return Listed(
      resource: resource, at: at,
      fact: .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: RecoveryPointID(point.recoveryPointArn), takenAt: times.min(),
          completedAt: point.completedAt?.instant, vault: point.vault ?? vault, sizeBytes: point.sizeBytes,
          encrypted: point.isEncrypted, expiresAt: point.lifecycle?.deleteAt?.instant,
          // As the events have it: on demand unless a plan made it.
          origin: point.createdBy?.plan == nil ? .manual : .plan, partial: status == .partial || hasIssues,
          key: ARN(whole: point.key), message: message)))
  }

  /// What its scans found, where it is bad. That they found nothing says the event of each scan, with how much it looked at,
  /// which this does not: a scan of the difference to a base alone would be taken for one of everything.
  private static func scanned(_ point: VaultRecoveryPoint, _ resource: ARN, at instant: Instant) -> Listed? {
    guard let scans = point.scans else { return nil }
    let isInfected = !(scans.findings ?? []).isEmpty
    guard isInfected || scans.hasFailed == true else { return nil }
    return Listed(
      resource: resource, at: scans.computedAt?.instant ?? instant,
      fact: .recoveryPointScanned(
        RecoveryPointScanned(
          recoveryPoint: RecoveryPointID(point.recoveryPointArn), verdict: isInfected ? .infected : .failed)))
  }
}
