package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `backup.restore`: a new file system of EFS, or a new table of DynamoDB, from a recovery point of AWS Backup that lies in
/// the same region. The name that the step gives to what is made is told in the restore job, and ties it to its effect; AWS
/// Backup takes no tags for it, so they are set when it is there. Databases and volumes are restored from such points by
/// `rds.restore`, `rds.restoreCluster` and `ebs.restore`: there a point is a snapshot like any other, and what is made is
/// named or marked in one request.
///
/// AWS Backup puts files into a directory of the new file system, `aws-backup-restore_` with the date and time, and not into
/// its root (Developer Guide, "Restore an Amazon EFS file system").
package enum BackupRestore: ActionDefinition {
  package static let name: ActionName = "backup.restore"
  package static let about =
    "Restores an EFS file system or a table of DynamoDB, a new one, from the newest usable recovery point of AWS Backup. "
    + "Files lie in its directory `aws-backup-restore_...`."
  package static let resource = ActionKind.ResourceUse.required([.efsFileSystem, .dynamoDBTable])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .token, plane: .control("AWS Backup"),
    restores: RestoreTrait(
      PointKind(
        of: .efsFileSystem, service: "backup", pointType: "recovery-point",
        words: "recovery points of the file system in AWS Backup"),
      PointKind(
        of: .dynamoDBTable, service: "backup", pointType: "recovery-point",
        words: "recovery points of the table in AWS Backup"),
      // Where the advanced features of AWS Backup for DynamoDB are off.
      PointKind(
        of: .dynamoDBTable, service: "dynamodb", pointType: "table", holder: .vault,
        words: "recovery points of the table in AWS Backup")),
    services: ["BACKUP"], outputs: ["fileSystemId", "table", "arn"],
    sentence: "restore {resource} from {point} in {region}")
  package static let usually = Span.hours(1)
  package static let undo = Undo.byHand(
    "delete the file system with the creation token {token}, or the table of that name, in {region} once nothing uses it"
  )

  /// Of a creation token of EFS, and of names of tables, which may be longer.
  private static let longestToken = 64

  /// Nil for the ARN of anything that it does not restore.
  private static func kind(of resource: ARN) -> (any BackedUpType.Type)? {
    switch resource.service {
    case "elasticfilesystem": RestoredFiles.self
    case "dynamodb": RestoredBackupTable.self
    default: nil
    }
  }
}

// MARK: - In an application file

extension BackupRestore {
  private static let mostMembers = 50

  private static let kmsKey = Key.optional(
    "kmsKey",
    Form<String>.awsIdentifier(
      "a KMS key", marks: ":/_-", longest: 2048, example: "the ARN or the id of a key in the recovery region"),
    "The key in the recovery region that encrypts what is made; without it the one that the point names, and of a table "
      + "DynamoDB's own.")
  private static let performanceMode = Key.optional(
    "performanceMode", Form<PerformanceMode>.choice(), "Of a file system, as EFS calls it; as it was without it.")
  private static let metadata = Key.optional(
    "metadata",
    Form<[(name: Located<String>, value: String)]>.dictionary(
      keys: .awsIdentifier("a name of restore metadata", example: "one such as `Encrypted`"), of: .text(),
      count: 1...mostMembers),
    "Further restore metadata of AWS Backup, by name, in place of what the recovery point has.")

  enum PerformanceMode: String, Sendable, CaseIterable {
    case generalPurpose, maxIO
  }

  /// What the action itself says, so that a file must not, in small letters.
  private static let reserved: [String: String] = [
    RestoredFiles.nameMember: "leave it out: Daruma knows the file system by it",
    RestoredFiles.Member.isNew: "leave it out: it is always a new one",
    RestoredFiles.Member.source: "leave it out: the recovery point says it",
    RestoredFiles.Member.key: "write it as `kmsKey`", RestoredFiles.Member.mode: "write it as `performanceMode`",
    RestoredBackupTable.nameMember: "leave it out: Daruma knows the table by it",
    RestoredBackupTable.Member.key: "write it as `kmsKey`",
  ].reduce(into: [:]) { $0[$1.key.lowercased()] = $1.value }

  package static let form = Form<Wanted>.mapping(
    KeyTable(title: "the `with` of backup.restore", keys: [BackupRole.key, kmsKey, performanceMode, metadata])
  ) { fields in
    let role = BackupRole.read(fields)
    var changes: [String: String] = [:]
    for (name, value) in fields.value(metadata) ?? [] {
      if let remedy = reserved[name.value.lowercased()] {
        fields.findings.report(
          .keyConflict, at: name.place, "\(quoted(name.value)) can't stand in `metadata`", remedy: remedy)
      }
      changes[name.value] = value
    }
    let (key, mode) = (fields.value(kmsKey), fields.value(performanceMode))
    return role.map { Wanted(role: $0, kmsKey: key, performanceMode: mode, changes: changes) }
  }

  package struct Wanted: ActionWanted {
    var role: String
    var kmsKey: String?
    var performanceMode: PerformanceMode?
    /// Restore metadata in place of that of the point.
    var changes: [String: String]

    package func parameters(in setting: ActionSetting) -> [String: Document] {
      let own = setting.arn.flatMap(BackupRestore.kind(of:))?.changes(self) ?? [:]
      return .parameters([
        "point": .blank(.point), "resource": Document(setting.arn?.rawValue), BackupRole.key.name: .text(role),
        "token": .blank(.name(longest: longestToken)), "earlierTokens": .blank(.earlierNames(longest: longestToken)),
        metadata.name: .object(changes.merging(own) { $1 }.mapValues { .text($0) }),
      ])
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      guard let arn = setting.arn, arn.service == "dynamodb" else { return }
      if performanceMode != nil {
        findings.report(
          .keyConflict, at: setting.place, "a table of DynamoDB has no `performanceMode`", remedy: "remove it")
      }
      let taken = [RestoredBackupTable.Member.encryption.lowercased()]
      for name in changes.keys.sorted() where !taken.contains(name.lowercased()) {
        findings.report(
          .keyConflict, at: setting.place, "AWS Backup takes no \(quoted(name)) for a table of DynamoDB",
          remedy: "remove it from `metadata`")
      }
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
    /// The name of what is made.
    var token: String
    /// What earlier attempts of the same step may have given, newest first: one that is well is adopted.
    var earlierTokens: [String]
    var changes: [String: String]
    var type: any BackedUpType.Type

    package init(_ arguments: Arguments) throws(CloudFault) {
      point = try arguments.text("point")
      resource = try arguments.text("resource")
      role = try arguments.text(BackupRole.key.name)
      token = try arguments.text("token")
      earlierTokens = try arguments.texts("earlierTokens")
      changes = try arguments.textsByName(metadata.name)
      guard let type = BackupRestore.kind(of: ARN(resource)) else {
        throw arguments.fault("resource", "is nothing that AWS Backup is asked to restore")
      }
      self.type = type
    }
  }

  package static func calls(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let points = [at.arn("backup", "recovery-point:*")]
    // What only looking tells.
    let (job, vault) = ("JOB", "VAULT")
    let made = wanted.type.calls(at)
    let described =
      wanted.type.isDescribed
      ? [
        PlannedCall(RecoveryPointVault.look(for: wanted.resource), in: at.region),
        PlannedCall(lookAtPoint(wanted.point, in: vault), in: at.region, on: points),
      ] : []
    let point = ARN(wanted.point)
    let started = PlannedCall(
      start(wanted, try wanted.type.metadata(wanted, [:], at.region)), in: at.region,
      on: point.isWellFormed && point.service != "backup" ? [wanted.point] : points,
      and: [BackupRole.passing(wanted.role)])
    return [PlannedCall(lookForJobs(of: wanted.type), in: at.region), PlannedCall(lookAtJob(job), in: at.region)]
      + made.filter { !$0.changes } + described + [started] + made.filter(\.changes)
  }

  package static func preconditions(_ wanted: Request, _ at: ActionPlace) throws(CloudFault) -> [Precondition] {
    let role = BackupRole.precondition(wanted.role)
    guard !Document.text(wanted.point).holdsPlaceholder else { return [role] }
    return [RecoveryPointVault.precondition(wanted.point, of: wanted.resource), role]
  }

  /// What there is of it.
  private enum Seen {
    case nothing
    /// What was made serves, and bears no mark yet.
    case unmarked(RestoredThing)
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
    case .unmarked(let made): _ = try await at.tools.client.send(made.mark, in: at.region)
    // By another process, meanwhile.
    case .said: break
    }
    return .started
  }

  private static func see(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> Seen {
    let jobs = try await jobs(wanted, at)
    if let job = jobs[wanted.token] { return try await judge(job, wanted.type, at) }
    for token in wanted.earlierTokens {
      guard let job = jobs[token] else { continue }
      switch try await judge(job, wanted.type, at) {
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

  private static let mostOfAPage = 1000

  static func lookForJobs(of type: any BackedUpType.Type) -> AWSCall {
    AWSCall(
      .backup, "ListRestoreJobs", .reads,
      ["ByResourceType": .text(type.name), "MaxResults": Document(mostOfAPage)], rest: RESTBinding(jobsLine))
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
        "IdempotencyToken": .text(wanted.token), "ResourceType": .text(wanted.type.name),
        "Metadata": .object(metadata.mapValues { .text($0) }),
      ], rest: RESTBinding(startLine))
  }

  /// The restore jobs of this step, by their tokens. Of two with one token the later.
  private static func jobs(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [String: Document] {
    var jobs: [String: Document] = [:]
    for job in try await at.items("RestoreJobs", of: lookForJobs(of: wanted.type)) {
      guard let point = job["RecoveryPointArn"]?.text else {
        throw .unreadable(.backup, "lists a restore job without its recovery point")
      }
      guard point == wanted.point else { continue }
      guard let id = job["RestoreJobId"]?.text, !id.isEmpty else {
        throw .unreadable(.backup, "lists a restore job of \(point) without its id")
      }
      let told = try await at.tools.client.send(lookAtJob(id), in: at.region)
      guard told["RestoreJobId"]?.text == id, case .object(let members)? = told["Metadata"] else {
        throw .unreadable(.backup, "says nothing of restore job \(id)")
      }
      // One into a file system that was there has none. AWS Backup minds no capitals.
      let member = wanted.type.nameMember.lowercased()
      guard let token = members.first(where: { $0.key.lowercased() == member })?.value.text else { continue }
      if let other = jobs[token], createdAt(other) >= createdAt(job) { continue }
      jobs[token] = job
    }
    return jobs
  }

  private static func createdAt(_ job: Document) -> Instant {
    job["CreationDate"]?.secondsSince1970 ?? .distantPast
  }

  private static func judge(
    _ job: Document, _ type: any BackedUpType.Type, _ at: ActionPlace
  ) async throws(CloudFault) -> Seen {
    let id = job["RestoreJobId"]?.text ?? ""
    let said = job["StatusMessage"]?.text.map { ": \($0)" } ?? ""
    switch job["Status"]?.text {
    case "PENDING", "RUNNING":
      let percent = BackupJobs.progress(of: job)
      return .said(.inProgress("restore job \(id) is under way\(percent)\(said)"))
    case "COMPLETED":
      let arn = job["CreatedResourceArn"]?.text
      return try await judge(type.find(arn, by: id, at), arn ?? "", by: id, at)
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
    var described: [String: String] = [:]
    if wanted.type.isDescribed { described = try await self.described(wanted, at) }
    let metadata = try wanted.type.metadata(wanted, described, at.region)
    do throws(CloudFault) {
      _ = try await at.tools.client.send(start(wanted, metadata), in: at.region)
    } catch {
      guard error.code == "backup.ResourceNotFoundException" else { throw error }
      throw RecoveryPointVault.missing(wanted.point, at.region)
    }
  }

  /// What the recovery point says of what it was made of.
  private static func described(_ wanted: Request, _ at: ActionPlace) async throws(CloudFault) -> [String: String] {
    let vault = try await RecoveryPointVault.name(of: wanted.point, of: wanted.resource, at)
    let told = try await at.tools.client.send(lookAtPoint(wanted.point, in: vault), in: at.region)
    guard told["RecoveryPointArn"]?.text.map({ $0 == wanted.point }) ?? true,
      case .object(let members)? = told["RestoreMetadata"]
    else { throw .unreadable(.backup, "gives no restore metadata of \(wanted.point)") }
    return members.compactMapValues(\.text)
  }
}

// MARK: - What it made

extension BackupRestore {
  private static func judge(
    _ made: RestoredThing?, _ arn: String, by job: String, _ at: ActionPlace
  ) throws(CloudFault) -> Seen {
    guard let made else { return .said(.broken(lost(ARN(arn).resourceName, "is gone", at.region))) }
    switch made.condition {
    case .usable: break
    case .underway: return .said(.inProgress("\(made.words) is \(made.state)"))
    case .lost: return .said(.broken(lost(made.words, "is \(made.state)", at.region)))
    }
    if at.mark.isOn(made.tags) { return .said(.done(outputs: made.outputs, by: .daruma)) }
    guard made.tags[EffectMark.effectKey] == nil else {
      return .said(
        .conflict(
          Failure(
            code: made.takenCode,
            message:
              "Restore job \(job) bears this step's name, but what it made, \(made.words) in \(at.region), is "
              + "another's: \(EffectMark.owner(made.tags)). Let one step alone of a plan restore it.",
            isRetriable: false)))
    }
    return .unmarked(made)
  }

  private static func lost(_ what: String, _ how: String, _ region: Region) -> Failure {
    Failure(
      code: "backup.restored-lost",
      message: "The restored \(what) in \(region) \(how). Another attempt restores into a new one.", isRetriable: true)
  }
}
