/// A recovery point of AWS Backup, as the listing of its vault describes it.
package struct VaultRecoveryPoint: Sendable, Equatable, Decodable {
  package enum Status: String, Sendable {
    case completed = "COMPLETED"
    case available = "AVAILABLE"
    case partial = "PARTIAL"
    case creating = "CREATING"
    case stopped = "STOPPED"
    case expired = "EXPIRED"
    case deleting = "DELETING"
  }

  package struct Lifecycle: Sendable, Equatable, Decodable {
    package var deleteAt: EpochSeconds?

    private enum CodingKeys: String, CodingKey { case deleteAt = "DeleteAt" }
  }

  package struct Creator: Sendable, Equatable, Decodable {
    package var plan: String?

    private enum CodingKeys: String, CodingKey { case plan = "BackupPlanId" }
  }

  /// What all scans of a point found together.
  package struct ScanResult: Sendable, Equatable, Decodable {
    package var hasFailed: Bool?
    /// `MALWARE`; nothing else is documented.
    package var findings: [String]?
    package var computedAt: EpochSeconds?

    private enum CodingKeys: String, CodingKey {
      case hasFailed = "FailedScan"
      case findings = "Findings"
      case computedAt = "LastComputed"
    }
  }

  package var recoveryPointArn: String
  package var vault: String?
  package var resource: String?
  /// As ``Status`` has it; kept as text, so that a new one is told by its name.
  package var status: String
  /// When the job that made it began.
  package var initiatedAt: EpochSeconds?
  /// Of a copy: that of the original.
  package var createdAt: EpochSeconds?
  package var completedAt: EpochSeconds?
  package var sizeBytes: Int64?
  package var lifecycle: Lifecycle?
  package var key: String?
  package var isEncrypted: Bool?
  package var createdBy: Creator?
  /// What AWS Backup says of how it went: of a point that is `COMPLETED` the console calls it "Completed with issues".
  package var message: String?
  package var scans: ScanResult?

  private enum CodingKeys: String, CodingKey {
    case recoveryPointArn = "RecoveryPointArn"
    case vault = "BackupVaultName"
    case resource = "ResourceArn"
    case status = "Status"
    case initiatedAt = "InitiationDate"
    case createdAt = "CreationDate"
    case completedAt = "CompletionDate"
    case sizeBytes = "BackupSizeInBytes"
    case lifecycle = "CalculatedLifecycle"
    case key = "EncryptionKeyArn"
    case isEncrypted = "IsEncrypted"
    case createdBy = "CreatedBy"
    case message = "StatusMessage"
    case scans = "AggregatedScanResult"
  }
}
