internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// What the actions share that restore a table of DynamoDB as a new one. DynamoDB takes neither a token nor tags with a
/// restore. So a table is the step's where it bears the step's mark; one that bears none is taken for the step's where its
/// name is the one that the step gives, it comes of the wanted source, and it was made since the execution began: it is
/// marked when it serves.
///
/// What DynamoDB does not restore, and somebody has to set again: automatic scaling, continuous backups, expiry of items,
/// streams, alarms and policies (Developer Guide, "Backing up and restoring DynamoDB tables").
struct RestoredTable {
  enum Origin {
    case backup(String)
    /// A moment of the table with this ARN.
    case table(String)
  }

  private let name: String
  /// What earlier attempts of the same step may have made, newest first: one that is ours and well is adopted.
  private let earlierNames: [String]
  private let since: Instant
  private let origin: Origin

  init(_ wanted: Arguments, from origin: Origin) throws(CloudFault) {
    name = try wanted.text(Self.table.name)
    earlierNames = try wanted.texts(Self.earlierTables)
    guard let since = Instant(rfc3339: try wanted.text(Self.since)) else {
      throw wanted.fault(Self.since, "is no time")
    }
    self.since = since
    self.origin = origin
  }
}

// MARK: - In an application file

extension RestoredTable {
  /// Of a table's name.
  private static let longestName = 255
  /// Clocks that differ by less than this are taken to agree.
  private static let allowance = Span.minutes(1)

  private static let table = Key.optional(
    "table",
    Form<String>.awsIdentifier(
      "the name of a table of DynamoDB", marks: "-_.", longest: longestName, example: "the name alone, not the ARN"),
    "The name of the new table; the old one's with the start of the execution without it.")
  private static let kmsKey = Key.optional(
    "kmsKey", Form<String>.kmsKey,
    "The key of the region where the step acts that encrypts the new table; AWS's own without it.")
  private static let onDemand = Key.optional(
    "onDemand", Form<Bool>.boolean,
    "Whether it takes whatever load comes and is paid by it, however the old one did; as the old one without it.")
  private static let indexes = Key.optional(
    "indexes", Form<Bool>.boolean,
    "Whether its secondary indexes are made too; they are without it, and without them it serves sooner.")

  private static let earlierTables = "earlierTables"
  private static let since = "since"

  static let parameters: [Parameter] = [
    .blank(.name(longest: longestName), as: table.name), .text(table),
    .blank(.earlierNames(longest: longestName), as: earlierTables), .blank(.before(allowance), as: since),
    .text(kmsKey), .bool(onDemand), .bool(indexes),
  ]
  static let outputs = ["table", "arn"]
}

// MARK: - Carried out

extension RestoredTable {
  /// Members of the request beside what it is restored from.
  static func members(_ wanted: Arguments) throws(CloudFault) -> [String: Document] {
    var members: [String: Document] = ["TargetTableName": .text(try wanted.text(table.name))]
    if let key = try wanted.optionalText(kmsKey.name) {
      members["SSESpecificationOverride"] = ["Enabled": true, "SSEType": "KMS", "KMSMasterKeyId": .text(key)]
    }
    if try wanted.optionalBool(onDemand.name) == true { members["BillingModeOverride"] = "PAY_PER_REQUEST" }
    if try wanted.optionalBool(indexes.name) == false {
      members["GlobalSecondaryIndexOverride"] = []
      members["LocalSecondaryIndexOverride"] = []
    }
    return members
  }

  /// - Parameters:
  ///   - change: The one request that restores it.
  ///   - source: ARNs of what it is restored from.
  func calls(
    _ change: AWSCall, from source: [String], _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [PlannedCall] {
    let arn = at.arn("dynamodb", "table/\(name)")
    // DynamoDB writes the items in the caller's name.
    let items = ["BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"]
      .map { Permission("dynamodb:\($0)", on: [arn]) }
    let keys = try wanted.optionalText(Self.kmsKey.name) == nil ? [] : Permission.grants(in: at)
    return [
      PlannedCall(PresentTable.look(name), in: at.region, on: [arn]),
      PlannedCall(PresentTable.lookAtTags(arn), in: at.region, on: [arn]),
      PlannedCall(change, in: at.region, on: [arn] + source, and: items + keys),
      PlannedCall(PresentTable.mark(arn, at.mark), in: at.region, on: [arn], if: at.marked),
    ]
  }

  /// What there is of it.
  private enum Seen {
    case nothing
    /// It serves, and bears no mark yet.
    case unmarked(arn: String)
    case said(Observation)
  }

  func observe(_ at: ActionPlace) async throws(CloudFault) -> Observation {
    switch try await see(at) {
    case .nothing, .unmarked: .absent
    case .said(let observation): observation
    }
  }

  /// - Parameter change: The one request that restores it; sent where there is nothing of it yet.
  func act(_ change: AWSCall, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    switch try await see(at) {
    case .nothing: try await restore(change, at)
    case .unmarked(let arn): try await mark(arn, at)
    // By another process, meanwhile.
    case .said: break
    }
    return .started
  }

  private func restore(_ change: AWSCall, _ at: ActionPlace) async throws(CloudFault) {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(change, in: at.region)
    } catch {
      switch error.code {
      // A try whose answer was lost, or someone else: observing tells which.
      case "dynamodb.TableAlreadyExistsException", "dynamodb.TableInUseException": break
      // The backup is being used for something else; so many restores go on already.
      case "dynamodb.BackupInUseException", "dynamodb.LimitExceededException": throw error.passing
      default: throw error
      }
    }
  }

  private func mark(_ arn: String, _ at: ActionPlace) async throws(CloudFault) {
    do throws(CloudFault) {
      _ = try await at.tools.client.send(PresentTable.mark(arn, at.mark), in: at.region)
    } catch {
      throw error.code == "dynamodb.ResourceInUseException" ? error.passing : error
    }
  }

  private func see(_ at: ActionPlace) async throws(CloudFault) -> Seen {
    let present = try await see(name, at)
    guard case .nothing = present else { return present }
    for name in earlierNames {
      // One that went wrong is why there is another attempt; another's is not ours to adopt.
      switch try await see(name, at) {
      case .said(.done(let outputs, let author)): return .said(.done(outputs: outputs, by: author))
      case .said(.inProgress(let text)): return .said(.inProgress(text))
      case .unmarked(let arn): return .unmarked(arn: arn)
      case .nothing, .said: continue
      }
    }
    return .nothing
  }

  private func see(_ name: String, _ at: ActionPlace) async throws(CloudFault) -> Seen {
    guard let table = try await PresentTable.find(name, at) else { return .nothing }
    let tags = try await table.tags(at)
    let isMarked = at.mark.isOn(tags)
    guard isMarked || (tags[EffectMark.effectKey] == nil && isOfThis(table)) else {
      return .said(.conflict(taken(table, tags, at.region)))
    }
    switch table.condition {
    case .underway: return .said(.inProgress("table \(name) is \(table.status)"))
    case .locked: return .said(.broken(locked(table, at.region)))
    case .lost: return .said(.broken(lost(table, at.region)))
    case .usable where isMarked: return .said(.done(outputs: ["table": name, "arn": table.arn], by: .daruma))
    case .usable: return .unmarked(arn: table.arn)
    }
  }

  private func isOfThis(_ table: PresentTable) -> Bool {
    guard table.createdAt >= since else { return false }
    switch origin {
    case .backup(let backup): return table.backup == backup
    case .table(let source): return table.source == source && table.backup == nil
    }
  }

  private func taken(_ table: PresentTable, _ tags: [String: String], _ region: Region) -> Failure {
    Failure(
      code: "dynamodb.table-taken",
      message:
        "A table \(table.name) already exists in \(region) (\(table.status), made at \(table.createdAt)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Name another in `table`, or delete it, then retry the step.",
      isRetriable: false)
  }

  private func locked(_ table: PresentTable, _ region: Region) -> Failure {
    Failure(
      code: "dynamodb.key-unusable",
      message:
        "The restored table \(table.name) in \(region) can't be read: its KMS key can't be used. Make the key usable "
        + "again within 7 days, then retry the step: the table will be adopted.", isRetriable: false)
  }

  private func lost(_ table: PresentTable, _ region: Region) -> Failure {
    Failure(
      code: "dynamodb.restored-lost",
      message:
        "The restored table \(table.name) in \(region) is \(table.status). Another attempt restores into a new one.",
      isRetriable: true)
  }
}
