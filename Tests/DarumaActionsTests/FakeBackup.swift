import AWSTestSupport
import DarumaAWS
import DarumaCore
import Foundation
import Testing

/// AWS Backup and the file systems that it restores. A job goes on with each look at the list of jobs, and its file system
/// is there when it is completed. Repeats of a token start nothing.
struct FakeBackup {
  struct Job {
    var point: String
    var token: String
    var metadata: [String: String]
    /// How many more looks it takes.
    var looksLeft = 2
  }

  struct FileSystem {
    var creationToken: String
    var tags: [String: String] = [:]
  }

  /// By the vault that holds them.
  var points: [String: String] = [:]
  /// By their ids, which are `j0`, `j1` ...
  var jobs: [Job] = []
  var fileSystems: [String: FileSystem] = [:]
  private var hasLooked = false

  private struct Start: Decodable {
    var point: String
    var token: String
    var metadata: [String: String]

    enum CodingKeys: String, CodingKey {
      case point = "RecoveryPointArn"
      case token = "IdempotencyToken"
      case metadata = "Metadata"
    }
  }

  private struct Tags: Decodable {
    struct Tag: Decodable {
      var key: String
      var value: String
      enum CodingKeys: String, CodingKey {
        case key = "Key"
        case value = "Value"
      }
    }
    var tags: [Tag]
    enum CodingKeys: String, CodingKey { case tags = "Tags" }
  }

  mutating func answer(_ asked: Asked) -> HTTPResponse {
    let path = (URLComponents(string: asked.request.url)?.path ?? "").split(separator: "/").map { String($0) }
    switch (asked.request.method, path.first) {
    case ("GET", "restore-jobs") where path.count == 1: return list()
    case ("GET", "restore-jobs"): return metadata(of: path[1])
    case ("GET", "resources"):
      let held = points.map { #"{"RecoveryPointArn":"\#($0.value)","BackupVaultName":"\#($0.key)"}"# }
      return .ok(#"{"RecoveryPoints":[\#(held.joined(separator: ","))]}"#)
    case ("GET", "backup-vaults"):
      return .ok(
        #"{"RestoreMetadata":{"file-system-id":"fs-1","Encrypted":"true","PerformanceMode":"generalPurpose"}}"#)
    case ("PUT", "restore-jobs"): return start(asked)
    case ("GET", "2015-02-01"): return describe(asked.query["FileSystemId"] ?? "")
    case ("POST", "2015-02-01") where path.count == 3: return tag(path[2], asked)
    default:
      Issue.record("nobody knows \(asked.request.method) \(asked.request.url)")
      return .jsonError(400, "UnknownOperationException")
    }
  }

  private mutating func list() -> HTTPResponse {
    hasLooked = true
    var listed: [String] = []
    for (number, job) in jobs.enumerated() {
      if job.looksLeft > 0 { jobs[number].looksLeft -= 1 }
      let isDone = jobs[number].looksLeft == 0
      if isDone, fileSystems["fs-r\(number)"] == nil {
        fileSystems["fs-r\(number)"] = FileSystem(creationToken: job.metadata["CreationToken"] ?? "")
      }
      let made = #","CreatedResourceArn":"\#(Self.arn("fs-r\(number)"))""#
      listed.append(
        #"{"RestoreJobId":"j\#(number)","RecoveryPointArn":"\#(job.point)","#
          + #""Status":"\#(isDone ? "COMPLETED" : "RUNNING")"\#(isDone ? made : "")}"#)
    }
    return .ok(#"{"RestoreJobs":[\#(listed.joined(separator: ","))]}"#)
  }

  private func metadata(of id: String) -> HTTPResponse {
    guard let number = Int(id.dropFirst()), jobs.indices.contains(number) else {
      return .jsonError(400, "ResourceNotFoundException")
    }
    let members = jobs[number].metadata.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
    return .ok(#"{"RestoreJobId":"\#(id)","Metadata":{\#(members)}}"#)
  }

  private mutating func start(_ asked: Asked) -> HTTPResponse {
    #expect(hasLooked, "a restore is started without having looked for one")
    guard let wish = try? JSONDecoder().decode(Start.self, from: Data(asked.request.body)),
      points.values.contains(wish.point)
    else { return .jsonError(400, "InvalidParameterValueException") }
    #expect(wish.metadata["newFileSystem"] == "true")
    hasLooked = false
    let known = jobs.firstIndex { $0.token == wish.token }
    if known == nil { jobs.append(Job(point: wish.point, token: wish.token, metadata: wish.metadata)) }
    return .ok(#"{"RestoreJobId":"j\#(known ?? jobs.count - 1)"}"#)
  }

  private func describe(_ id: String) -> HTTPResponse {
    guard let fileSystem = fileSystems[id] else { return .jsonError(404, "FileSystemNotFound") }
    let tags = fileSystem.tags.map { #"{"Key":"\#($0.key)","Value":"\#($0.value)"}"# }.joined(separator: ",")
    return .ok(
      #"{"FileSystems":[{"FileSystemId":"\#(id)","FileSystemArn":"\#(Self.arn(id))","LifeCycleState":"available","#
        + #""Tags":[\#(tags)]}]}"#)
  }

  private mutating func tag(_ id: String, _ asked: Asked) -> HTTPResponse {
    guard let wish = try? JSONDecoder().decode(Tags.self, from: Data(asked.request.body)) else {
      return .jsonError(400, "BadRequest")
    }
    for tag in wish.tags { fileSystems[id]?.tags[tag.key] = tag.value }
    return .ok("", headers: [HTTPHeader("x-amzn-RequestId", "r")])
  }

  private static func arn(_ id: String) -> String {
    "arn:aws:elasticfilesystem:us-west-2:012345678901:file-system/\(id)"
  }
}
