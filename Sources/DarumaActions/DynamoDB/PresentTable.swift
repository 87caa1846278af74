internal import DarumaAWS
internal import DarumaCore

/// A table of DynamoDB that is there, as DynamoDB describes it.
struct PresentTable {
  enum Condition {
    case usable, underway
    /// Its key can't be used; it serves again when the key does.
    case locked
    /// Nothing comes of it any more.
    case lost
  }

  let name: String
  let arn: String
  /// `ACTIVE`, `CREATING` ...
  let status: String
  let condition: Condition
  /// The backup that it was restored from; nil of a table that was not, or from no backup.
  let backup: String?
  /// The table that it was restored from; nil of a table that was not.
  let source: String?
  let createdAt: Instant

  static func look(_ name: String) -> AWSCall {
    AWSCall(.dynamoDB, "DescribeTable", .reads, ["TableName": .text(name)])
  }

  static func lookAtTags(_ arn: String) -> AWSCall {
    AWSCall(.dynamoDB, "ListTagsOfResource", .reads, ["ResourceArn": .text(arn)])
  }

  static func mark(_ arn: String, _ mark: EffectMark) -> AWSCall {
    AWSCall(.dynamoDB, "TagResource", .setsAbsolute, ["ResourceArn": .text(arn), "Tags": mark.tagList])
  }

  /// Nil where there is none.
  ///
  /// - Throws: ``CloudFault`` with the code `dynamodb.UnreadableAnswer` for an answer that is not about the one table that
  ///   was asked for, in the region that was asked.
  static func find(_ name: String, _ at: ActionPlace) async throws(CloudFault) -> PresentTable? {
    do throws(CloudFault) {
      return try PresentTable(try await at.tools.client.send(look(name), in: at.region), name, at.region)
    } catch {
      guard error.code == "dynamodb.ResourceNotFoundException" else { throw error }
      return nil
    }
  }

  init(_ answer: Document, _ name: String, _ region: Region) throws(CloudFault) {
    guard let table = answer["Table"], table["TableName"]?.text == name else {
      throw .unreadable(.dynamoDB, "says nothing of table \(name)")
    }
    guard let arn = table["TableArn"]?.text, Self.name(in: arn, region) == name else {
      throw .unreadable(.dynamoDB, "gives no ARN of table \(name) in \(region)")
    }
    guard let status = table["TableStatus"]?.text else {
      throw .unreadable(.dynamoDB, "says no status of table \(name)")
    }
    guard let createdAt = table["CreationDateTime"]?.secondsSince1970 else {
      throw .unreadable(.dynamoDB, "does not say when table \(name) was made")
    }
    let restore = table["RestoreSummary"]
    switch status {
    // Its data comes in until then.
    case "ACTIVE", "UPDATING": condition = restore?["RestoreInProgress"]?.bool == true ? .underway : .usable
    case "CREATING": condition = .underway
    case "INACCESSIBLE_ENCRYPTION_CREDENTIALS": condition = .locked
    case "DELETING", "ARCHIVING", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED": condition = .lost
    default: throw .unreadable(.dynamoDB, "names no known status of table \(name) (\(status))")
    }
    self.name = name
    self.arn = arn
    self.status = status
    self.createdAt = createdAt
    backup = restore?["SourceBackupArn"]?.text
    source = restore?["SourceTableArn"]?.text
  }

  /// Nil for the ARN of anything but a table in `region`.
  static func name(in text: String, _ region: Region) -> String? {
    let arn = ARN(text)
    guard arn.isWellFormed, arn.service == "dynamodb", arn.resourceType == "table", arn.region == region else {
      return nil
    }
    return arn.resourceName
  }

  func tags(_ at: ActionPlace) async throws(CloudFault) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in try await at.items("Tags", of: Self.lookAtTags(arn)) {
      guard let key = tag["Key"]?.text, let value = tag["Value"]?.text else {
        throw .unreadable(.dynamoDB, "makes no sense of the tags of table \(name)")
      }
      tags[key] = value
    }
    return tags
  }
}
