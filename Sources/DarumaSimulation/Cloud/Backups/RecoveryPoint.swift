/// A recovery point of AWS Backup, complete: what backup and copy jobs have left in a vault.
package struct RecoveryPoint: Sendable, Equatable {
  package let arn: String
  /// The vault that it was copied from; nil for one that was made here.
  package let sourceVault: String?
  /// ARN of what it is a backup of.
  package let resource: String
  /// As AWS Backup spells it: `EFS`.
  package let resourceType: String
  /// `COMPLETED`, `PARTIAL`, `EXPIRED` ...
  package internal(set) var status: String
  /// When the data was as it is in here: a copy keeps the time of its original. Milliseconds since the epoch.
  package let createdAt: Int64
  package let completedAt: Int64
  /// Bytes.
  package let size: Int64
  package let kmsKeyID: String?
  package let role: String
  /// Days.
  package let keptFor: Int64?
  package let tags: [ResourceTag]
  /// What a restore begins from, by AWS Backup's own names.
  package let restoreMetadata: [String: String]

  package init(
    arn: String, sourceVault: String? = nil, resource: String, resourceType: String, status: String = "COMPLETED",
    createdAt: Int64, completedAt: Int64, size: Int64, kmsKeyID: String? = nil, role: String, keptFor: Int64? = nil,
    tags: [ResourceTag] = [], restoreMetadata: [String: String]
  ) {
    self.arn = arn
    self.sourceVault = sourceVault
    self.resource = resource
    self.resourceType = resourceType
    self.status = status
    self.createdAt = createdAt
    self.completedAt = completedAt
    self.size = size
    self.kmsKeyID = kmsKeyID
    self.role = role
    self.keptFor = keptFor
    self.tags = tags
    self.restoreMetadata = restoreMetadata
  }
}

/// Where recovery points are kept.
package struct BackupVault: Sendable, Equatable {
  package let name: String
  package let arn: String
  package let kmsKeyID: String
  /// Milliseconds since the epoch.
  package let createdAt: Int64
  /// By ARN.
  package private(set) var points: [String: RecoveryPoint] = [:]

  package init(name: String, arn: String, kmsKeyID: String, createdAt: Int64) {
    self.name = name
    self.arn = arn
    self.kmsKeyID = kmsKeyID
    self.createdAt = createdAt
  }

  package mutating func put(_ point: RecoveryPoint) { points[point.arn] = point }
}
