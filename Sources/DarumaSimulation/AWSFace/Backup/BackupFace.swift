import DarumaCore

/// AWS Backup on the wire: REST JSON, version 2018-11-15.
enum BackupFace {
  static let service = RESTService(routes: [
    RESTService.Route("PUT /restore-jobs", StartRestoreJob.name, startRestoreJob),
    RESTService.Route("GET /restore-jobs/{RestoreJobId}", DescribeRestoreJob.name, describeRestoreJob),
    RESTService.Route("GET /restore-jobs/{RestoreJobId}/metadata", GetRestoreJobMetadata.name, jobMetadata),
    RESTService.Route("GET /restore-jobs/", ListRestoreJobs.name, listRestoreJobs),
    RESTService.Route(
      "GET /backup-vaults/{BackupVaultName}/recovery-points/", ListRecoveryPointsByBackupVault.name, listPoints),
    RESTService.Route(
      "GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}", DescribeRecoveryPoint.name,
      describePoint),
    RESTService.Route(
      "GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}/restore-metadata",
      GetRecoveryPointRestoreMetadata.name, restoreMetadata),
    RESTService.Route(
      "GET /resources/{ResourceArn}/recovery-points/", ListRecoveryPointsByResource.name, listPointsOfResource),
  ])

  private static let startRestoreJob: RESTService.Action = { arguments, exchange throws(CloudError) in
    let input = try StartRestoreJobInput.read(arguments.body)
    let operation = StartRestoreJob(
      point: try required(input.recoveryPointArn, or: missing("RecoveryPointArn")),
      metadata: try required(input.metadata, or: missing("Metadata")), role: input.iamRoleArn,
      idempotencyToken: input.idempotencyToken, resourceType: input.resourceType,
      copiesTags: input.copySourceTagsToRestoredResource ?? false)
    return exchange.perform(operation) { ["RestoreJobId": $0.id] }
  }

  private static let describeRestoreJob: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    let account = exchange.caller.account
    return exchange.perform(DescribeRestoreJob(id: arguments.named("RestoreJobId"))) {
      RestoreJobDocument($0, account: account)
    }
  }

  private static let jobMetadata: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    return exchange.perform(GetRestoreJobMetadata(id: arguments.named("RestoreJobId"))) {
      JobMetadataDocument(restoreJobId: $0.id, metadata: $0.metadata)
    }
  }

  private static let listRestoreJobs: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = ListRestoreJobs(
      status: arguments.query.text("status"), resourceType: arguments.query.text("resourceType"),
      createdAfter: try arguments.query.time("createdAfter"), createdBefore: try arguments.query.time("createdBefore"),
      page: try arguments.query.backupPage())
    // There is one account.
    let account = exchange.caller.account
    let other = arguments.query.text("accountId").map { $0 != account } ?? false
    try arguments.query.finish()
    return exchange.perform(operation) { output in
      RestoreJobsDocument(
        restoreJobs: (other ? [] : output.jobs).map { RestoreJobDocument($0, account: account) },
        nextToken: output.marker)
    }
  }

  private static let listPoints: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = ListRecoveryPointsByBackupVault(
      vault: arguments.named("BackupVaultName"), resource: arguments.query.text("resourceArn"),
      resourceType: arguments.query.text("resourceType"), page: try arguments.query.backupPage())
    try arguments.query.finish()
    return exchange.perform(operation) { output in
      PointsDocument(
        recoveryPoints: output.points.map { PointDocument(HeldPoint(vault: output.vault, point: $0)) },
        nextToken: output.marker)
    }
  }

  private static let describePoint: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    return exchange.perform(
      DescribeRecoveryPoint(vault: arguments.named("BackupVaultName"), point: arguments.named("RecoveryPointArn"))
    ) { PointDocument($0) }
  }

  private static let restoreMetadata: RESTService.Action = { arguments, exchange throws(CloudError) in
    try arguments.query.finish()
    return exchange.perform(
      GetRecoveryPointRestoreMetadata(
        vault: arguments.named("BackupVaultName"), point: arguments.named("RecoveryPointArn"))
    ) { RestoreMetadataDocument($0) }
  }

  private static let listPointsOfResource: RESTService.Action = { arguments, exchange throws(CloudError) in
    let operation = ListRecoveryPointsByResource(
      resource: arguments.named("ResourceArn"), page: try arguments.query.backupPage())
    try arguments.query.finish()
    return exchange.perform(operation) { output in
      ResourcePointsDocument(
        recoveryPoints: output.points.map { ResourcePointDocument($0.point, vault: $0.vault) },
        nextToken: output.marker)
    }
  }

  private static func missing(_ member: String) -> CloudError {
    CloudError("MissingParameterValueException", "\(member) is missing.")
  }
}

extension QueryArguments {
  fileprivate mutating func backupPage() throws(CloudError) -> PageRequest {
    PageRequest(maxRecords: try number("maxResults"), marker: text("nextToken"))
  }

  /// Milliseconds since the epoch, of a time in RFC 3339.
  fileprivate mutating func time(_ name: String) throws(CloudError) -> Int64? {
    guard let given = text(name) else { return nil }
    guard let time = Instant(rfc3339: given) else { throw .invalidBackupParameter("\(given) is no time for \(name)") }
    return time.milliseconds
  }
}
