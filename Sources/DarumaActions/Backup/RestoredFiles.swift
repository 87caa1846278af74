internal import DarumaAWS
internal import DarumaCore

/// File systems of EFS. The token by which EFS knows one is told in the restore job.
enum RestoredFiles: BackedUpType {
  static let name = "EFS"
  static let nameMember = "CreationToken"
  static let isDescribed = true

  enum Member {
    static let isNew = "newFileSystem"
    static let source = "file-system-id"
    static let key = "KmsKeyId"
    static let isEncrypted = "Encrypted"
    static let mode = "PerformanceMode"
  }

  private static let tagLine: RESTLine = "POST /2015-02-01/resource-tags/{ResourceId}"

  static func mark(_ fileSystem: String, _ mark: EffectMark) -> AWSCall {
    AWSCall(
      .efs, "TagResource", .setsAbsolute, ["ResourceId": .text(fileSystem), "Tags": mark.tagList],
      rest: RESTBinding(tagLine))
  }

  static func calls(_ at: ActionPlace) -> [PlannedCall] {
    let fileSystems = [at.arn("elasticfilesystem", "file-system/*")]
    // What only looking tells.
    let fileSystem = "FILE-SYSTEM"
    return [
      PlannedCall(PresentFileSystem.look(fileSystem), in: at.region, on: fileSystems),
      PlannedCall(mark(fileSystem, at.mark), in: at.region, on: fileSystems, if: at.marked),
    ]
  }

  static func changes(_ wanted: BackupRestore.Wanted) -> [String: String] {
    var changes: [String: String] = [:]
    changes[Member.mode] = wanted.performanceMode?.rawValue
    if let key = wanted.kmsKey {
      changes[Member.key] = key
      changes[Member.isEncrypted] = "true"
    }
    return changes
  }

  /// As the point has it, but for what the plan changes.
  static func metadata(
    _ wanted: BackupRestore.Request, _ described: [String: String], _ region: Region
  ) throws(CloudFault) -> [String: String] {
    var metadata = described.merging(wanted.changes) { $1 }
    metadata[nameMember] = wanted.token
    metadata[Member.isNew] = "true"
    // Both have to be said, and a point need not say them. Encrypted, unless somebody says that it is not.
    metadata[Member.isEncrypted] = metadata[Member.isEncrypted] ?? "true"
    metadata[Member.mode] = metadata[Member.mode] ?? BackupRestore.PerformanceMode.generalPurpose.rawValue
    if metadata[Member.isEncrypted] == "false" { metadata[Member.key] = nil }
    if let key = metadata[Member.key].map({ ARN($0) }), key.isWellFormed, key.region != region {
      throw CloudFault(
        kind: .refused, code: "backup.key-elsewhere",
        message: "\(wanted.point) was of a file system under the key \(key), which lies in \(key.region), and is to be "
          + "restored in \(region). Name a key of \(region) as `kmsKey` in the plan.", isRetriable: false)
    }
    return metadata
  }

  static func find(_ arn: String?, by job: String, _ at: ActionPlace) async throws(CloudFault) -> RestoredThing? {
    guard let arn, let id = PresentFileSystem.id(in: arn, at.region) else {
      throw .unreadable(.backup, "names no file system in \(at.region) that restore job \(job) made")
    }
    guard let found = try await PresentFileSystem.find(id, at) else { return nil }
    let condition: RestoredThing.Condition =
      switch found.condition {
      case .usable: .usable
      case .underway: .underway
      case .lost: .lost
      }
    return RestoredThing(
      words: "file system \(id)", state: found.state, condition: condition, tags: found.tags,
      outputs: ["fileSystemId": id, "arn": found.arn], takenCode: "backup.file-system-taken", mark: mark(id, at.mark))
  }
}
