internal import DarumaAWS
internal import DarumaCore

/// An EFS file system that is there, as EFS describes it: what actions on a file system look at and judge.
struct PresentFileSystem {
  enum Condition {
    case usable, underway
    /// Nothing comes of it any more.
    case lost
  }

  let arn: String
  /// `available`, `creating` ...
  let state: String
  let condition: Condition
  let tags: [String: String]
  /// Whether another is replicated into it, so that it is read only.
  let isReplica: Bool

  private static let line: RESTLine = "GET /2015-02-01/file-systems?FileSystemId={FileSystemId}"

  static func look(_ id: String) -> AWSCall {
    AWSCall(.efs, "DescribeFileSystems", .reads, ["FileSystemId": .text(id)], rest: RESTBinding(line))
  }

  /// Nil where there is none.
  ///
  /// - Throws: ``CloudFault`` with the code `elasticfilesystem.UnreadableAnswer` for an answer that is not about the one
  ///   file system that was asked for, in the region that was asked.
  static func find(_ id: String, _ at: ActionPlace) async throws(CloudFault) -> PresentFileSystem? {
    do throws(CloudFault) {
      return try PresentFileSystem(try await at.tools.client.send(look(id), in: at.region), id, at.region)
    } catch {
      guard error.code == "elasticfilesystem.FileSystemNotFound" else { throw error }
      return nil
    }
  }

  init(_ answer: Document, _ id: String, _ region: Region) throws(CloudFault) {
    guard let listed = answer.list("FileSystems") else { throw .unreadable(.efs, "lists no file systems") }
    guard let only = listed.first, listed.count == 1, only["FileSystemId"]?.text == id else {
      throw .unreadable(.efs, "says nothing of file system \(id)")
    }
    guard let arn = only["FileSystemArn"]?.text, Self.id(in: arn, region) == id else {
      throw .unreadable(.efs, "gives no ARN of file system \(id) in \(region)")
    }
    guard let state = only["LifeCycleState"]?.text else { throw .unreadable(.efs, "says no state of \(id)") }
    switch state {
    case "available", "updating": condition = .usable
    case "creating": condition = .underway
    case "deleting", "deleted", "error": condition = .lost
    default: throw .unreadable(.efs, "names no known state of \(id) (\(state))")
    }
    guard let given = only.list("Tags") else { throw .unreadable(.efs, "lists no tags of \(id)") }
    var tags: [String: String] = [:]
    for tag in given {
      guard let key = tag["Key"]?.text, let value = tag["Value"]?.text else {
        throw .unreadable(.efs, "makes no sense of the tags of \(id)")
      }
      tags[key] = value
    }
    self.arn = arn
    self.state = state
    self.tags = tags
    isReplica = only["FileSystemProtection"]?["ReplicationOverwriteProtection"]?.text == "REPLICATING"
  }

  /// Nil for the ARN of anything but a file system in `region`.
  static func id(in text: String, _ region: Region) -> String? {
    let arn = ARN(text)
    guard arn.isWellFormed, arn.service == "elasticfilesystem", arn.resourceType == "file-system", arn.region == region
    else { return nil }
    return arn.resourceName
  }
}
