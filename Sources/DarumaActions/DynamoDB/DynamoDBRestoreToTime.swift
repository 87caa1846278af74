package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `dynamodb.restoreToTime`: a new table of DynamoDB with the data of a moment, from the continuous backups of the old one.
/// They lie where the old one is: they can be restored into another region, as long as that one works.
package enum DynamoDBRestoreToTime: ActionDefinition {
  package static let name: ActionName = "dynamodb.restoreToTime"
  package static let about = "Restores a table of DynamoDB to a moment, from its continuous backups, as a new table."
  package static let resource = ActionKind.ResourceUse.required([.dynamoDBTable])
  package static let traits = ActionTraits(
    nature: .creates, idempotency: .named, plane: .control("DynamoDB"), services: ["DYNAMODB"],
    outputs: RestoredTable.outputs, sentence: "restore table {table} as {source} was at {moment} in {region}")
  package static let usually = Span.minutes(40)
  package static let undo = Undo.byHand("delete table {table} in {region} once nothing uses it")
}

// MARK: - In an application file

extension DynamoDBRestoreToTime {
  package typealias Request = Arguments

  private static let source = "source"

  package static let form = Form<GivenParameters>.with(
    of: name, RestoredTable.parameters + RestoreMoment.parameters() + [.resourceARN(as: source)],
    rules: RestoreMoment.rules
  ).map { Wanted(given: $0) }

  package struct Wanted: ActionWanted {
    var given: GivenParameters

    package func parameters(in setting: ActionSetting) -> [String: Document] { given.parameters(in: setting) }

    package func addresses(in setting: ActionSetting) -> [CalledAddress] {
      guard let arn = setting.arn else { return [] }
      return [CalledAddress(value: arn.rawValue, place: setting.place, isInPrimary: arn.region == setting.primary)]
    }
  }
}

// MARK: - Carried out

extension DynamoDBRestoreToTime {
  static func change(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> AWSCall {
    var input = try RestoredTable.members(wanted)
    let arn = ARN(try wanted.text(source))
    if arn.region == at.region {
      input["SourceTableName"] = .text(arn.resourceName)
    } else {
      input["SourceTableArn"] = .text(arn.rawValue)
    }
    if let moment = try RestoreMoment.read(wanted) {
      // To the second, as DynamoDB restores.
      input["RestoreDateTime"] = .integer(moment.milliseconds / 1000)
    } else {
      input["UseLatestRestorableTime"] = true
    }
    return AWSCall(.dynamoDB, "RestoreTableToPointInTime", .createsNamed, .object(input))
  }

  private static func restored(_ wanted: Arguments) throws(CloudFault) -> RestoredTable {
    try RestoredTable(wanted, from: .table(try wanted.text(source)))
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    try restored(wanted).calls(try change(wanted, at), from: [try wanted.text(source)], wanted, at)
  }

  package static func preconditions(
    _ wanted: Arguments, _ at: ActionPlace
  ) throws(CloudFault) -> [Precondition] {
    let arn = ARN(try wanted.text(source))
    let moment = try RestoreMoment.read(wanted)
    // DynamoDB tells of them in their own region alone.
    guard arn.region == at.region else { return [] }
    return [
      Precondition(
        "continuous backups of table \(arn.resourceName)",
        AWSCall(.dynamoDB, "DescribeContinuousBackups", .reads, ["TableName": .text(arn.resourceName)]),
        missing: ["dynamodb.TableNotFoundException"],
        remedy: "turn them on (`aws dynamodb update-continuous-backups`), or restore a backup"
      ) { answer in
        guard let described = answer["ContinuousBackupsDescription"]?["PointInTimeRecoveryDescription"],
          let status = described["PointInTimeRecoveryStatus"]?.text
        else { return .unclear("DynamoDB says nothing of them") }
        guard status == "ENABLED" else { return .unmet("are \(status)") }
        guard let from = described["EarliestRestorableDateTime"]?.secondsSince1970,
          let until = described["LatestRestorableDateTime"]?.secondsSince1970
        else { return .unclear("DynamoDB does not say how far they reach") }
        guard let moment, moment < from || moment > until else { return .met }
        return .unmet("reach from \(from) to \(until), and \(moment) is wanted")
      }
    ]
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    try await restored(wanted).observe(at)
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    do throws(CloudFault) {
      return try await restored(wanted).act(try change(wanted, at), at)
    } catch {
      switch error.code {
      case "dynamodb.InvalidRestoreTimeException", "dynamodb.PointInTimeRecoveryUnavailableException",
        "dynamodb.TableNotFoundException":
        throw CloudFault(
          kind: .refused, code: "dynamodb.moment-out-of-reach",
          message:
            "\(error.message) DynamoDB can't restore \(try wanted.text(source)) as of \(try wanted.text(RestoreMoment.name)). Name "
            + "another moment, or restore a backup (dynamodb.restore, backup.restore).", isRetriable: false)
      default: throw error
      }
    }
  }
}
