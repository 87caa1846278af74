/// Restores a recovery point of an EFS file system into a new one. The same token gives the job that was begun with it.
package struct StartRestoreJob: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "StartRestoreJob"
  package static let isChange = true

  /// ARN.
  package let point: String
  package let metadata: [String: String]
  /// ARN.
  package let role: String?
  package let idempotencyToken: String?
  package let resourceType: String?
  package let copiesTags: Bool

  package init(
    point: String, metadata: [String: String], role: String?, idempotencyToken: String? = nil,
    resourceType: String? = nil, copiesTags: Bool = false
  ) {
    self.point = point
    self.metadata = metadata
    self.role = role
    self.idempotencyToken = idempotencyToken
    self.resourceType = resourceType
    self.copiesTags = copiesTags
  }

  package var parameters: [String: String] {
    var shown = ["RecoveryPointArn": point]
    shown["IdempotencyToken"] = idempotencyToken
    shown["ResourceType"] = resourceType
    for (key, value) in metadata { shown["Metadata.\(key)"] = value }
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> RestoreJob {
    let backups = estate[region: context.region].backups
    guard let (vault, found) = backups.point(point) else { throw .backupNotFound("Recovery point \(point)") }
    guard let role, !role.isEmpty else {
      throw .invalidBackupParameter("Invalid restore metadata. IAM role is missing.")
    }
    if let idempotencyToken,
      let earlier = backups.restoreJobs.values.first(where: { $0.idempotencyToken == idempotencyToken })
    {
      guard earlier.point.arn == point, earlier.metadata == metadata, earlier.role == role else {
        throw CloudError("InvalidRequestException", "The idempotency token was used with other parameters.")
      }
      return earlier
    }
    guard found.status == "COMPLETED" else {
      throw CloudError("InvalidRequestException", "Recovery point \(point) is \(found.status).")
    }
    guard resourceType == nil || resourceType == found.resourceType else {
      throw .invalidBackupParameter("Resource type \(resourceType ?? "") is not that of the recovery point.")
    }
    let options = try options(found)
    let job = RestoreJob(
      id: estate.random.uuid().uppercased(), vault: vault.arn, point: found, role: role,
      idempotencyToken: idempotencyToken, metadata: metadata, fileSystem: estate.newFileSystemID(), options: options,
      tags: copiesTags ? found.tags : [], now: context.now, estate.timings, ending: context.ending)
    estate[region: context.region].backups.put(job)
    return job
  }

  /// What the metadata of an EFS restore asks for, as the AWS Backup Developer Guide has it.
  private func options(_ found: RecoveryPoint) throws(CloudError) -> FileSystem.Options {
    guard found.resourceType == "EFS" else {
      throw .invalidBackupParameter("The simulated cloud restores EFS file systems only, not \(found.resourceType).")
    }
    let known: Set = ["file-system-id", "Encrypted", "KmsKeyId", "PerformanceMode", "CreationToken", "newFileSystem"]
    if let stranger = metadata.keys.sorted().first(where: { !known.contains($0) }) {
      throw .invalidBackupParameter("Invalid restore metadata. Unrecognized key: \(stranger)")
    }
    guard metadata["newFileSystem"] == "true" else {
      throw .invalidBackupParameter("The simulated cloud restores into a new file system only (newFileSystem).")
    }
    guard let token = metadata["CreationToken"] else {
      throw .invalidBackupParameter("Invalid restore metadata. CreationToken is missing.")
    }
    guard let encrypted = metadata["Encrypted"], ["true", "false"].contains(encrypted) else {
      throw .invalidBackupParameter("Invalid restore metadata. Encrypted is missing or neither true nor false.")
    }
    guard let mode = metadata["PerformanceMode"] else {
      throw .invalidBackupParameter("Invalid restore metadata. PerformanceMode is missing.")
    }
    var options = FileSystem.Options(creationToken: token)
    options.isEncrypted = encrypted == "true"
    options.performanceMode = mode
    options.kmsKeyID = metadata["KmsKeyId"]
    do throws(CloudError) {
      try options.check()
    } catch {
      throw .invalidBackupParameter("Invalid restore metadata. \(error.message)")
    }
    return options
  }
}

/// One restore job.
package struct DescribeRestoreJob: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "DescribeRestoreJob"
  package static let isChange = false

  package let id: String

  package init(id: String) {
    self.id = id
  }

  package var parameters: [String: String] { ["RestoreJobId": id] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> RestoreJob {
    guard let job = estate[region: context.region].backups.restoreJobs[id] else {
      throw .backupNotFound("Restore job \(id)")
    }
    return job
  }
}

/// What a restore job was begun with.
package struct GetRestoreJobMetadata: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "GetRestoreJobMetadata"
  package static let isChange = false

  package let id: String

  package init(id: String) {
    self.id = id
  }

  package var parameters: [String: String] { ["RestoreJobId": id] }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> RestoreJob {
    try DescribeRestoreJob(id: id).perform(on: &estate, context)
  }
}

/// Restore jobs, the newest first.
package struct ListRestoreJobs: CloudOperation {
  package static let service = CloudService.backup
  package static let name = "ListRestoreJobs"
  package static let isChange = false

  package struct Output: Sendable {
    package let jobs: [RestoreJob]
    package let marker: String?
  }

  package let status: String?
  package let resourceType: String?
  /// Milliseconds since the epoch, as those below.
  package let createdAfter: Int64?
  package let createdBefore: Int64?
  package let page: PageRequest

  package init(
    status: String? = nil, resourceType: String? = nil, createdAfter: Int64? = nil, createdBefore: Int64? = nil,
    page: PageRequest = PageRequest()
  ) {
    self.status = status
    self.resourceType = resourceType
    self.createdAfter = createdAfter
    self.createdBefore = createdBefore
    self.page = page
  }

  package var parameters: [String: String] {
    var shown: [String: String] = [:]
    shown["status"] = status
    shown["resourceType"] = resourceType
    return shown
  }

  package func perform(on estate: inout Estate, _ context: CallContext) throws(CloudError) -> Output {
    let found = estate[region: context.region].backups.restoreJobs.values.filter { job in
      (status == nil || job.status == status) && (resourceType == nil || job.point.resourceType == resourceType)
        && (createdAfter.map { job.createdAt > $0 } ?? true) && (createdBefore.map { job.createdAt < $0 } ?? true)
    }
    let (page, marker) = try page.cutForBackup(
      found.sorted { Self.key($0) < Self.key($1) }, by: Self.key)
    return Output(jobs: page, marker: marker)
  }

  /// The newest first, as text.
  private static func key(_ job: RestoreJob) -> String {
    let number = String(Int64.max - job.createdAt)
    return String(repeating: "0", count: max(0, 20 - number.count)) + number + job.id
  }
}

extension PageRequest {
  /// `maxResults`: 1 to 1000.
  func cutForBackup<Item>(
    _ items: [Item], by key: (Item) -> String
  ) throws(CloudError) -> (page: [Item], marker: String?) {
    try cut(items, by: key, sizes: 1...1000, usually: 1000, refusal: CloudError.invalidBackupParameter)
  }
}
