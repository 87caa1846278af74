package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `backup.restore`: a new EFS file system from a recovery point of AWS Backup that lies in the same region. The token by
/// which EFS knows the file system is told in the restore job, and ties it to its effect; AWS Backup takes no tags for it,
/// so they are set when it is there.
///
/// AWS Backup puts the files into a directory of the new file system, `aws-backup-restore_` with the date and time, and
/// not into its root (Developer Guide, "Restore an Amazon EFS file system").
package enum BackupRestore: ActionDefinition {
  package static let name: ActionName = "backup.restore"
  package static let about =
    "Restores an EFS file system, a new one, from the newest usable recovery point of AWS Backup: the files lie in its "
    + "directory `aws-backup-restore_...`."
  package static let resource = ActionKind.ResourceUse.required([.efsFileSystem])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("AWS Backup"),
    restores: RestoreTrait(
      PointKind(
        of: .efsFileSystem, service: "backup", pointType: "recovery-point",
        words: "recovery points of the file system in AWS Backup")),
    services: ["BACKUP", "ELASTICFILESYSTEM"], outputs: ["fileSystemId", "arn"],
    sentence: "restore {resource} from {point} in {region}")
  package static let usually = Span.hours(1)
  package static let undo = Undo.byHand(
    "delete the file system with the creation token {token} in {region} once nothing uses it")

  /// Of a creation token of EFS.
  private static let longestToken = 64
}

// MARK: - In an application file

extension BackupRestore {
  private static let mostMembers = 50

  private static let kmsKey = Key.optional(
    "kmsKey",
    Form<String>.awsIdentifier(
      "a KMS key", marks: ":/_-", longest: 2048, example: "the ARN or the id of a key in the recovery region"),
    "The key in the recovery region that encrypts the new file system; the one that the point names without it.")
  private static let performanceMode = Key.optional(
    "performanceMode", Form<PerformanceMode>.choice(), "As EFS calls it; as it was without it.")
  private static let metadata = Key.optional(
    "metadata",
    Form<[(name: Located<String>, value: String)]>.dictionary(
      keys: .awsIdentifier("a name of restore metadata", example: "one such as `Encrypted`"), of: .text(),
      count: 1...mostMembers),
    "Further restore metadata of AWS Backup, by name, in place of what the recovery point has.")

  enum PerformanceMode: String, Sendable, CaseIterable {
    case generalPurpose, maxIO
  }

  /// What the action itself says, so that a file must not.
  private enum Member {
    static let token = "CreationToken"
    static let isNew = "newFileSystem"
    static let source = "file-system-id"
    static let key = "KmsKeyId"
    static let isEncrypted = "Encrypted"
    static let mode = "PerformanceMode"

    static let reserved: [String: String] = [
      token: "leave it out: Daruma knows the file system by it", isNew: "leave it out: it is always a new one",
      source: "leave it out: the recovery point says it", key: "write it as `kmsKey`",
      mode: "write it as `performanceMode`",
    ]
  }

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of backup.restore", keys: [BackupRole.key, kmsKey, performanceMode, metadata])
  ) { fields in
    let role = BackupRole.read(fields)
    var changes: [String: String] = [:]
    for (name, value) in fields.value(metadata) ?? [] {
      if let remedy = Member.reserved[name.value] {
        fields.findings.report(
          .keyConflict, at: name.place, "\(quoted(name.value)) can't stand in `metadata`", remedy: remedy)
      }
      changes[name.value] = value
    }
    changes[Member.mode] = fields.value(performanceMode)?.rawValue
    if let key = fields.value(kmsKey) {
      changes[Member.key] = key
      changes[Member.isEncrypted] = "true"
    }
    return role.map { Wanted(role: $0, changes: changes) }
  }

  package struct Wanted: ActionWanted {
    var role: String
    /// Restore metadata in place of that of the point.
    var changes: [String: String]

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      .parameters([
        "point": .blank(.point), "resource": Document(setting.arn?.rawValue), BackupRole.key.name: .text(role),
        "token": .blank(.name(longest: longestToken)), "earlierTokens": .blank(.earlierNames(longest: longestToken)),
        metadata.name: .object(changes.mapValues { .text($0) }),
      ])
    }
  }
}

// MARK: - Carried out

extension BackupRestore {
  package struct Request: ActionRequest {
    /// By its ARN.
    var point: String
    /// What the point is of.
    var resource: String
    var role: String
    /// Of the new file system.
    var token: String
    /// What earlier attempts of the same step may have given, newest first: one that is well is adopted.
    var earlierTokens: [String]
    var changes: [String: String]

    package init(_ arguments: Arguments) throws(CloudFault) {
      point = try arguments.text("point")
      resource = try arguments.text("resource")
      role = try arguments.text(BackupRole.key.name)
      token = try arguments.text("token")
      earlierTokens = try arguments.texts("earlierTokens")
      changes = try arguments.textsByName(metadata.name)
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let points = [at.arn("backup", "recovery-point:*")]
    let fileSystems = [at.arn("elasticfilesystem", "file-system/*")]
    // What only looking tells.
    let (job, vault, fileSystem) = ("JOB", "VAULT", "FILE-SYSTEM")
    return [
      PlannedCall(lookForJobs, in: at.region), PlannedCall(lookAtJob(job), in: at.region),
      PlannedCall(PresentFileSystem.look(fileSystem), in: at.region, on: fileSystems),
      PlannedCall(RecoveryPointVault.look(for: wanted.resource), in: at.region),
      PlannedCall(lookAtPoint(wanted.point, in: vault), in: at.region, on: points),
      PlannedCall(
        start(wanted, try metadata(wanted, [:], at.region)), in: at.region, on: points,
        and: [BackupRole.passing(wanted.role)]),
      PlannedCall(mark(fileSystem, at.mark), in: at.region, on: fileSystems, if: at.marked),
    ]
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let role = BackupRole.precondition(wanted.role)
    guard !Document.text(wanted.point).holdsPlaceholder else { return [role] }
    return [RecoveryPointVault.precondition(wanted.point, of: wanted.resource), role]
  }

  /// What there is of it.
  private enum Seen {
    case nothing
    /// The file system serves, and bears no mark yet.
    case unmarked(fileSystem: String)
    case said(Observation)
  }

  package static func observe(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    switch try await see(wanted, at) {
    case .nothing, .unmarked: return .absent
    case .said(let observation): return observation
    }
  }

  package static func act(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    switch try await see(wanted, at) {
    case .nothing: try await start(wanted, at)
    case .unmarked(let fileSystem): _ = try await at.tools.client.send(mark(fileSystem, at.mark), in: at.region)
    // By another process, meanwhile.
    case .said: break
    }
    return .started
  }

  private static func see(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Seen {
    let jobs = try await jobs(wanted, at)
    if let job = jobs[wanted.token] { return try await judge(job, at) }
    for token in wanted.earlierTokens {
      guard let job = jobs[token] else { continue }
      switch try await judge(job, at) {
      case .said(.broken), .said(.conflict), .said(.absent), .nothing: continue
      case let seen: return seen
      }
    }
    return .nothing
  }
}

// MARK: - Its job

extension BackupRestore {
  private static let jobsLine: RESTLine =
    "GET /restore-jobs/?resourceType={ByResourceType}&maxResults={MaxResults}&nextToken={NextToken}"
  private static let jobMetadataLine: RESTLine = "GET /restore-jobs/{RestoreJobId}/metadata"
  private static let metadataLine: RESTLine =
    "GET /backup-vaults/{BackupVaultName}/recovery-points/{RecoveryPointArn}/restore-metadata"
  private static let startLine: RESTLine = "PUT /restore-jobs"

  private static let resourceType = "EFS"
  private static let mostOfAPage = 1000

  static var lookForJobs: AWSCall {
    AWSCall(
      .backup, "ListRestoreJobs", .reads,
      ["ByResourceType": .text(resourceType), "MaxResults": Document(mostOfAPage)], rest: RESTBinding(jobsLine))
  }

  static func lookAtJob(_ id: String) -> AWSCall {
    AWSCall(
      .backup, "GetRestoreJobMetadata", .reads, ["RestoreJobId": .text(id)], rest: RESTBinding(jobMetadataLine))
  }

  static func lookAtPoint(_ point: String, in vault: String) -> AWSCall {
    AWSCall(
      .backup, "GetRecoveryPointRestoreMetadata", .reads,
      ["BackupVaultName": .text(vault), "RecoveryPointArn": .text(point)], rest: RESTBinding(metadataLine))
  }

  static func start(_ wanted: Request, _ metadata: [String: String]) -> AWSCall {
    AWSCall(
      .backup, "StartRestoreJob", .createsNamed,
      [
        "RecoveryPointArn": .text(wanted.point), "IamRoleArn": .text(wanted.role),
        "IdempotencyToken": .text(wanted.token), "ResourceType": .text(resourceType),
        "Metadata": .object(metadata.mapValues { .text($0) }),
      ], rest: RESTBinding(startLine))
  }

  /// The restore jobs of this step, by their tokens. Of two with one token the later.
  private static func jobs(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [String: Document] {
    var jobs: [String: Document] = [:]
    for job in try await at.items("RestoreJobs", of: lookForJobs) {
      guard let point = job["RecoveryPointArn"]?.text else {
        throw .unreadable(.backup, "lists a restore job without its recovery point")
      }
      guard point == wanted.point else { continue }
      guard let id = job["RestoreJobId"]?.text, !id.isEmpty else {
        throw .unreadable(.backup, "lists a restore job of \(point) without its id")
      }
      let told = try await at.tools.client.send(lookAtJob(id), in: at.region)
      guard told["RestoreJobId"]?.text == id, case .object? = told["Metadata"] else {
        throw .unreadable(.backup, "says nothing of restore job \(id)")
      }
      // One into a file system that was there has none.
      guard let token = told["Metadata"]?[Member.token]?.text else { continue }
      if let other = jobs[token], createdAt(other) >= createdAt(job) { continue }
      jobs[token] = job
    }
    return jobs
  }

  private static func createdAt(_ job: Document) -> Double {
    switch job["CreationDate"] {
    case .integer(let seconds): Double(seconds)
    case .decimal(let seconds): seconds
    case .null, .bool, .text, .list, .object, nil: 0
    }
  }

  private static func judge(_ job: Document, _ at: ActionPlace) async throws(CloudFault) -> Seen {
    let id = job["RestoreJobId"]?.text ?? ""
    let said = job["StatusMessage"]?.text.map { ": \($0)" } ?? ""
    switch job["Status"]?.text {
    case "PENDING", "RUNNING":
      let percent = BackupJobs.progress(of: job)
      return .said(.inProgress("restore job \(id) is under way\(percent)\(said)"))
    case "COMPLETED": return try await judge(made: job["CreatedResourceArn"]?.text, by: id, at)
    case "FAILED", "ABORTED":
      return .said(
        .broken(
          Failure(
            code: "backup.restore-failed",
            message:
              "Restore job \(id) of AWS Backup in \(at.region) failed\(said). Another attempt starts another job; "
              + "what this one may have made can be deleted.", isRetriable: true)))
    case let status:
      throw .unreadable(.backup, "names no known status of restore job \(id) (\(status ?? "none"))")
    }
  }

  private static func start(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) {
    let vault = try await RecoveryPointVault.name(of: wanted.point, of: wanted.resource, at)
    let told = try await at.tools.client.send(lookAtPoint(wanted.point, in: vault), in: at.region)
    guard told["RecoveryPointArn"]?.text.map({ $0 == wanted.point }) ?? true,
      case .object(let members)? = told["RestoreMetadata"]
    else { throw .unreadable(.backup, "gives no restore metadata of \(wanted.point)") }
    let metadata = try metadata(wanted, members.compactMapValues(\.text), at.region)
    do throws(CloudFault) {
      _ = try await at.tools.client.send(start(wanted, metadata), in: at.region)
    } catch {
      guard error.code == "backup.ResourceNotFoundException" else { throw error }
      throw RecoveryPointVault.missing(wanted.point, at.region)
    }
  }

  /// What AWS Backup is told of the new file system: as the point has it, but for what the plan changes.
  static func metadata(
    _ wanted: Request, _ described: [String: String], _ region: Region
  ) throws(CloudFault) -> [String: String] {
    var metadata = described.merging(wanted.changes) { $1 }
    metadata[Member.token] = wanted.token
    metadata[Member.isNew] = "true"
    // Both have to be said, and a point need not say them. Encrypted, unless somebody says that it is not.
    metadata[Member.isEncrypted] = metadata[Member.isEncrypted] ?? "true"
    metadata[Member.mode] = metadata[Member.mode] ?? PerformanceMode.generalPurpose.rawValue
    if metadata[Member.isEncrypted] == "false" { metadata[Member.key] = nil }
    if let key = metadata[Member.key].map({ ARN($0) }), key.isWellFormed, key.region != region {
      throw CloudFault(
        kind: .refused, code: "backup.key-elsewhere",
        message: "\(wanted.point) was of a file system under the key \(key), which lies in \(key.region), and is to be "
          + "restored in \(region). Name a key of \(region) as `kmsKey` in the plan.", isRetriable: false)
    }
    return metadata
  }
}

// MARK: - Its file system

extension BackupRestore {
  private static let tagLine: RESTLine = "POST /2015-02-01/resource-tags/{ResourceId}"

  static func mark(_ fileSystem: String, _ mark: EffectMark) -> AWSCall {
    AWSCall(
      .efs, "TagResource", .setsAbsolute,
      [
        "ResourceId": .text(fileSystem),
        "Tags": .list(mark.tags.map { ["Key": .text($0.key), "Value": .text($0.value)] }),
      ], rest: RESTBinding(tagLine))
  }

  private static func judge(
    made arn: String?, by job: String, _ at: ActionPlace
  ) async throws(CloudFault) -> Seen {
    guard let arn, let id = PresentFileSystem.id(in: arn, at.region) else {
      throw .unreadable(.backup, "names no file system in \(at.region) that restore job \(job) made")
    }
    guard let fileSystem = try await PresentFileSystem.find(id, at) else {
      return .said(.broken(lost("is gone", id, at.region)))
    }
    switch fileSystem.condition {
    case .usable: break
    case .underway: return .said(.inProgress("file system \(id) is \(fileSystem.state)"))
    case .lost: return .said(.broken(lost("is \(fileSystem.state)", id, at.region)))
    }
    if at.mark.isOn(fileSystem.tags) {
      return .said(.done(outputs: ["fileSystemId": id, "arn": fileSystem.arn], by: .daruma))
    }
    guard fileSystem.tags[EffectMark.effectKey] == nil else {
      return .said(
        .conflict(
          Failure(
            code: "backup.file-system-taken",
            message:
              "Restore job \(job) bears this step's token, but what it made, \(id) in \(at.region), is another's: "
              + "\(EffectMark.owner(fileSystem.tags)). Let one step alone of a plan restore the file system.",
            isRetriable: false)))
    }
    return .unmarked(fileSystem: id)
  }

  private static func lost(_ how: String, _ id: String, _ region: Region) -> Failure {
    Failure(
      code: "backup.restored-lost",
      message: "The restored file system \(id) in \(region) \(how). Another attempt restores into a new one.",
      isRetriable: true)
  }
}
