internal import DarumaAWS
internal import DarumaCore

/// Tables of DynamoDB. The new table's name is told in the restore job. A recovery point's own restore metadata is not used:
/// AWS Backup takes name and encryption alone (Developer Guide, "Restore an Amazon DynamoDB table").
enum RestoredBackupTable: BackedUpType {
  static let name = "DynamoDB"
  static let nameMember = "targetTableName"
  static let isDescribed = false

  enum Member {
    static let key = "kmsMasterKeyArn"
    static let encryption = "encryptionType"
  }

  /// Under the key that DynamoDB owns.
  private static let ownKey = "Default"
  private static let givenKey = "KMS"

  static func calls(_ at: ActionPlace) -> [PlannedCall] {
    let tables = [at.arn("dynamodb", "table/*")]
    // What only looking tells.
    let table = at.arn("dynamodb", "table/TABLE")
    return [
      PlannedCall(PresentTable.look("TABLE"), in: at.region, on: tables),
      PlannedCall(PresentTable.lookAtTags(table), in: at.region, on: tables),
      PlannedCall(PresentTable.mark(table, at.mark), in: at.region, on: tables, if: at.marked),
    ]
  }

  static func changes(_ wanted: BackupRestore.Wanted) -> [String: String] {
    wanted.kmsKey.map { [Member.key: $0, Member.encryption: givenKey] } ?? [:]
  }

  static func metadata(
    _ wanted: BackupRestore.Request, _ described: [String: String], _ region: Region
  ) throws(CloudFault) -> [String: String] {
    var metadata = wanted.changes
    metadata[nameMember] = wanted.token
    metadata[Member.encryption] = metadata[Member.encryption] ?? ownKey
    return metadata
  }

  static func find(_ arn: String?, by job: String, _ at: ActionPlace) async throws(CloudFault) -> RestoredThing? {
    guard let arn, let name = PresentTable.name(in: arn, at.region) else {
      throw .unreadable(.backup, "names no table in \(at.region) that restore job \(job) made")
    }
    guard let table = try await PresentTable.find(name, at) else { return nil }
    let condition: RestoredThing.Condition =
      switch table.condition {
      case .usable: .usable
      case .underway: .underway
      case .locked, .lost: .lost
      }
    return RestoredThing(
      words: "table \(name)", state: table.status, condition: condition, tags: try await table.tags(at),
      outputs: ["table": name, "arn": table.arn], takenCode: "backup.table-taken",
      mark: PresentTable.mark(table.arn, at.mark))
  }
}
