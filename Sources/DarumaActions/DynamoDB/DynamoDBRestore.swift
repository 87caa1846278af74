package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `dynamodb.restore`: a new table of DynamoDB from one of its own backups on demand, which the plan names; what AWS Backup
/// made is for `backup.restore`. Such a backup never leaves its region: it can be restored into another one, as long as its
/// own region works.
package enum DynamoDBRestore: ActionDefinition {
  package static let name: ActionName = "dynamodb.restore"
  package static let about = "Restores a table of DynamoDB, a new one, from a backup on demand of DynamoDB itself."
  package static let resource = ActionKind.ResourceUse.required([.dynamoDBTable])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("DynamoDB"), services: ["DYNAMODB"],
    outputs: RestoredTable.outputs, sentence: "restore table {table} from {backup} in {region}")
  package static let usually = Span.minutes(30)
  package static let undo = Undo.byHand("delete table {table} in {region} once nothing uses it")
}

// MARK: - In an application file

extension DynamoDBRestore {
  package typealias Request = Arguments

  private static let backup = Key.required(
    "backup",
    Form<ARN>.arn.located, "The ARN of the backup: `arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE/backup/ID`.")

  package static let form = Form<GivenParameters>.with(
    of: name, RestoredTable.parameters + [.made(of: backup, as: backup.name) { .text($0.value.rawValue) }]
  ).map { Wanted(given: $0) }

  package struct Wanted: ActionWanted {
    var given: GivenParameters

    package func parameters(in setting: ActionSetting) -> [String: Document] { given.parameters(in: setting) }

    private var arn: ARN { ARN(given.values[backup.name]?.text ?? "") }

    package func addresses(in setting: ActionSetting) -> [CalledAddress] {
      [CalledAddress(value: arn.rawValue, place: setting.place, isInPrimary: arn.region == setting.primary)]
    }

    package func check(in setting: ActionSetting, _ findings: Findings) {
      let parts = arn.resourceName.split(separator: "/", omittingEmptySubsequences: false)
      guard arn.service == "dynamodb", arn.resourceType == "table", parts.count == 3, parts[1] == "backup",
        !parts[2].isEmpty
      else {
        findings.report(
          .arnOfOtherType, at: setting.place, "\(quoted(arn.rawValue)) is not a backup on demand of DynamoDB",
          remedy: "write `arn:aws:dynamodb:REGION:ACCOUNT:table/TABLE/backup/ID`; for what AWS Backup made, "
            + "`action: backup.restore`")
        return
      }
      guard let table = setting.arn?.resourceName, table != parts[0] else { return }
      findings.report(
        .resourceOfOtherType, at: setting.place,
        "\(quoted(arn.rawValue)) is a backup of table \(parts[0]), and the step's resource is table \(table)",
        remedy: "name a backup of \(table)")
    }
  }
}

// MARK: - Carried out

extension DynamoDBRestore {
  static func change(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    var input = try RestoredTable.members(wanted)
    input["BackupArn"] = .text(try wanted.text(backup.name))
    return AWSCall(.dynamoDB, "RestoreTableFromBackup", .createsNamed, .object(input))
  }

  private static func restored(_ wanted: Arguments) throws(CloudFault) -> RestoredTable {
    try RestoredTable(wanted, from: .backup(try wanted.text(backup.name)))
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    try restored(wanted).calls(try change(wanted), from: [try wanted.text(backup.name)], wanted, at)
  }

  package static func preconditions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] {
    let arn = try wanted.text(backup.name)
    // DynamoDB tells of backups in their own region alone.
    guard ARN(arn).region == at.region else { return [] }
    return [
      Precondition(
        "backup \(arn)", AWSCall(.dynamoDB, "DescribeBackup", .reads, ["BackupArn": .text(arn)]),
        missing: ["dynamodb.BackupNotFoundException"], remedy: "name another backup in the plan"
      ) { answer in
        guard let details = answer["BackupDescription"]?["BackupDetails"], details["BackupArn"]?.text == arn,
          let status = details["BackupStatus"]?.text
        else { return .unclear("DynamoDB says nothing of it") }
        return status == "AVAILABLE" ? .met : .unmet("is \(status)")
      }
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await restored(wanted).observe(at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      return try await restored(wanted).act(try change(wanted), at)
    } catch {
      guard error.code == "dynamodb.BackupNotFoundException" else { throw error }
      throw CloudFault(
        kind: .refused, code: "dynamodb.backup-missing",
        message:
          "DynamoDB has no backup \(try wanted.text(backup.name)), or this account may not see it. Name another in "
          + "`backup`, or restore to a moment (dynamodb.restoreToTime).", isRetriable: false)
    }
  }
}
