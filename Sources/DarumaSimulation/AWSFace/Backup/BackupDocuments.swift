/// What the operations of AWS Backup read and write. Member names from its API reference.
struct StartRestoreJobInput: CapitalJSONInput {
  static let members: Set<String> = [
    "RecoveryPointArn", "Metadata", "IamRoleArn", "IdempotencyToken", "ResourceType",
    "CopySourceTagsToRestoredResource",
  ]
  let recoveryPointArn: String?
  let metadata: [String: String]?
  let iamRoleArn: String?
  let idempotencyToken: String?
  let resourceType: String?
  let copySourceTagsToRestoredResource: Bool?
}

struct RestoreJobsDocument: Encodable, Sendable {
  let restoreJobs: [RestoreJobDocument]
  let nextToken: String?
}

struct RestoreJobDocument: Encodable, Sendable {
  let accountId: String
  let restoreJobId: String
  let recoveryPointArn: String
  let sourceResourceArn: String
  let backupVaultArn: String
  let creationDate: JSONTime
  let completionDate: JSONTime?
  let status: String
  let statusMessage: String?
  let percentDone: String
  let backupSizeInBytes: Int64
  let iamRoleArn: String
  /// What it restores to, once it has been made.
  let createdResourceArn: String?
  let resourceType: String
  let recoveryPointCreationDate: JSONTime
  let isParent = false

  init(_ job: RestoreJob, account: String) {
    accountId = account
    restoreJobId = job.id
    recoveryPointArn = job.point.arn
    sourceResourceArn = job.point.resource
    backupVaultArn = job.vault
    creationDate = JSONTime(milliseconds: job.createdAt)
    completionDate = job.completedAt.map(JSONTime.init)
    status = job.status
    statusMessage = job.statusMessage
    percentDone = "\(job.percentDone).00%"
    backupSizeInBytes = job.point.size
    iamRoleArn = job.role
    let place = ResourceName(job.vault).map { Place(region: $0.region, account: $0.account) }
    createdResourceArn =
      job.hasMadeFileSystem ? place?.arn(.fileSystems, "file-system/\(job.fileSystem)") : nil
    resourceType = job.point.resourceType
    recoveryPointCreationDate = JSONTime(milliseconds: job.point.createdAt)
  }
}

struct JobMetadataDocument: Encodable, Sendable {
  let restoreJobId: String
  let metadata: [String: String]
}

struct PointsDocument: Encodable, Sendable {
  let recoveryPoints: [PointDocument]
  let nextToken: String?
}

struct PointDocument: Encodable, Sendable {
  struct Keeping: Encodable, Sendable {
    let deleteAfterDays: Int64
  }

  struct Dates: Encodable, Sendable {
    let deleteAt: JSONTime
  }

  let recoveryPointArn: String
  let backupVaultName: String
  let backupVaultArn: String
  let sourceBackupVaultArn: String?
  let resourceArn: String
  let resourceType: String
  let iamRoleArn: String
  let status: String
  let creationDate: JSONTime
  let completionDate: JSONTime
  let backupSizeInBytes: Int64
  let lifecycle: Keeping?
  let calculatedLifecycle: Dates?
  let encryptionKeyArn: String?
  let isEncrypted: Bool
  let isParent = false

  init(_ held: HeldPoint) {
    let point = held.point
    recoveryPointArn = point.arn
    backupVaultName = held.vault.name
    backupVaultArn = held.vault.arn
    sourceBackupVaultArn = point.sourceVault
    resourceArn = point.resource
    resourceType = point.resourceType
    iamRoleArn = point.role
    status = point.status
    creationDate = JSONTime(milliseconds: point.createdAt)
    completionDate = JSONTime(milliseconds: point.completedAt)
    backupSizeInBytes = point.size
    lifecycle = point.keptFor.map { Keeping(deleteAfterDays: $0) }
    calculatedLifecycle = point.keptFor.map {
      Dates(deleteAt: JSONTime(milliseconds: point.createdAt + $0 * 86_400_000))
    }
    encryptionKeyArn = point.kmsKeyID
    isEncrypted = point.kmsKeyID != nil
  }
}

struct ResourcePointsDocument: Encodable, Sendable {
  let recoveryPoints: [ResourcePointDocument]
  let nextToken: String?
}

struct ResourcePointDocument: Encodable, Sendable {
  let recoveryPointArn: String
  let creationDate: JSONTime
  let status: String
  let encryptionKeyArn: String?
  let backupSizeBytes: Int64
  let backupVaultName: String

  init(_ point: RecoveryPoint, vault: String) {
    recoveryPointArn = point.arn
    creationDate = JSONTime(milliseconds: point.createdAt)
    status = point.status
    encryptionKeyArn = point.kmsKeyID
    backupSizeBytes = point.size
    backupVaultName = vault
  }
}

struct RestoreMetadataDocument: Encodable, Sendable {
  let backupVaultArn: String
  let recoveryPointArn: String
  let restoreMetadata: [String: String]
  let resourceType: String

  init(_ held: HeldPoint) {
    backupVaultArn = held.vault.arn
    recoveryPointArn = held.point.arn
    restoreMetadata = held.point.restoreMetadata
    resourceType = held.point.resourceType
  }
}
