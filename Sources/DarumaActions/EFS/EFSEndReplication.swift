package import DarumaAWS
package import DarumaCatalog
package import DarumaCore

/// `efs.endReplication`: ends the replication into an EFS file system, so that it takes writes, and waits until it does. It is
/// asked for in the region of the replica. That nothing is replicated into it is absolute, so a repeat changes nothing. EFS
/// does not say of a file system that it was a replica once: one that is none before anything was sent is not taken for freed,
/// until a person retries the step.
package enum EFSEndReplication: ActionDefinition {
  package typealias Wanted = GivenParameters
  package typealias Request = Arguments

  package static let name: ActionName = "efs.endReplication"
  package static let about =
    "Ends the replication into an EFS file system, and waits until it takes writes: what was not replicated yet is lost."
  package static let resource = ActionKind.ResourceUse.none
  package static let traits = ActionTraits(
    nature: .changes, idempotency: .absolute, plane: .control("EFS"), services: ["ELASTICFILESYSTEM"],
    outputs: ["fileSystemId", "arn"], sentence: "end the replication into file system {fileSystem} in {region}")
  package static let usually = Span.minutes(10)
  package static let undo = Undo.byHand(
    "replicate into it again (`aws efs create-replication-configuration`), which overwrites what was written since")
}

// MARK: - In an application file

extension EFSEndReplication {
  private static let fileSystem = Key.required(
    "fileSystem",
    Form<String>.awsIdentifier(
      "the id of an EFS file system", prefix: "fs-", marks: "", longest: 40, example: "an id such as `fs-0a1b2c3d`"),
    "The replica, in the region where the step acts.")
  private static let localOnly = Key.optional(
    "localOnly", Form<Bool>.boolean,
    "Whether it is ended on the side of the replica alone: where the region of the source does not answer. What is left on "
      + "the other side can't be mended, so EFS ends both sides without it.")

  package static let form = Form<GivenParameters>.with(of: name, [.text(fileSystem), .bool(localOnly)])
}

// MARK: - Carried out

extension EFSEndReplication {
  private static let line: RESTLine =
    "GET /2015-02-01/file-systems/replication-configurations?FileSystemId={FileSystemId}&NextToken={NextToken}"
  private static let deleteLine: RESTLine =
    "DELETE /2015-02-01/file-systems/{SourceFileSystemId}/replication-configuration?deletionMode={DeletionMode}"
  private static let isMissing = "elasticfilesystem.ReplicationNotFound"

  static func look(_ fileSystem: String) -> AWSCall {
    AWSCall(
      .efs, "DescribeReplicationConfigurations", .reads, ["FileSystemId": .text(fileSystem)], rest: RESTBinding(line))
  }

  static func change(from source: String, _ wanted: Arguments) throws(CloudFault) -> AWSCall {
    let isLocal = try wanted.optionalBool(localOnly.name) == true
    return AWSCall(
      .efs, "DeleteReplicationConfiguration", .setsAbsolute,
      .object(
        .parameters([
          "SourceFileSystemId": .text(source), "DeletionMode": isLocal ? "LOCAL_CONFIGURATION_ONLY" : nil,
        ])), rest: RESTBinding(deleteLine))
  }

  package static func calls(_ wanted: Arguments, _ at: ActionPlace) throws(CloudFault) -> [PlannedCall] {
    let id = try wanted.text(fileSystem.name)
    let own = [at.arn("elasticfilesystem", "file-system/\(id)")]
    return [
      PlannedCall(look(id), in: at.region, on: own), PlannedCall(PresentFileSystem.look(id), in: at.region, on: own),
      // Only looking tells the source, which may be in any region.
      PlannedCall(
        try change(from: "SOURCE", wanted), in: at.region,
        on: own.map { $0.replacing(":\(at.region):", with: ":*:").replacing("/\(id)", with: "/*") }),
    ]
  }

  /// How the replication into it is.
  private enum Seen {
    case none
    /// It goes on, from the file system with this id.
    case replicating(from: String)
    case ending(String)
  }

  package static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let id = try wanted.text(fileSystem.name)
    switch try await see(id, at) {
    case .replicating: return .absent
    case .ending(let words): return .inProgress(words)
    case .none: break
    }
    guard let present = try await PresentFileSystem.find(id, at) else { throw missing(id, at.region) }
    switch present.condition {
    case .usable: break
    case .underway: return .inProgress("file system \(id) is \(present.state)")
    case .lost: throw missing(id, at.region)
    }
    guard !present.isReplica else { return .inProgress("file system \(id) is still read only") }
    return .done(
      outputs: ["fileSystemId": id, "arn": present.arn], by: at.authorUnlessFirst(noReplica(id, at.region)))
  }

  package static func act(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Acted {
    // Ended by another process, meanwhile.
    guard case .replicating(let source) = try await see(try wanted.text(fileSystem.name), at) else { return .started }
    do throws(CloudFault) {
      _ = try await at.tools.client.send(try change(from: source, wanted), in: at.region)
    } catch {
      guard error.code == isMissing else { throw error }
    }
    return .started
  }

  private static func see(_ id: String, _ at: ActionPlace) async throws(CloudFault) -> Seen {
    let listed: [Document]
    do throws(CloudFault) {
      listed = try await at.items("Replications", of: look(id))
    } catch {
      switch error.code {
      case isMissing: return .none
      case "elasticfilesystem.FileSystemNotFound": throw missing(id, at.region)
      default: throw error
      }
    }
    for replication in listed {
      guard let source = replication["SourceFileSystemId"]?.text, let targets = replication.list("Destinations") else {
        throw .unreadable(.efs, "makes no sense of the replication of file system \(id)")
      }
      for target in targets
      where target["FileSystemId"]?.text == id && target["Region"]?.text == at.region.rawValue {
        guard let status = target["Status"]?.text else {
          throw .unreadable(.efs, "says no status of the replication into file system \(id)")
        }
        return status == "DELETING"
          ? .ending("the replication into file system \(id) is \(status)")
          : .replicating(from: source)
      }
      guard source != id else { throw isSource(id, at.region) }
      throw .unreadable(.efs, "lists a replication that is not of file system \(id)")
    }
    return .none
  }

  private static func missing(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "efs.file-system-missing",
      message: "There is no EFS file system \(id) in \(region). Correct `fileSystem` in the plan.", isRetriable: false)
  }

  private static func isSource(_ id: String, _ region: Region) -> CloudFault {
    CloudFault(
      kind: .refused, code: "efs.source-of-replication",
      message:
        "EFS file system \(id) in \(region) is what is replicated from, not its replica. Name the replica in "
        + "`fileSystem`, and the region where it is.", isRetriable: false)
  }

  private static func noReplica(_ id: String, _ region: Region) -> Failure {
    Failure(
      code: "efs.no-replica",
      message:
        "Nothing is replicated into EFS file system \(id) in \(region): perhaps it was ended before, perhaps it never was a "
        + "replica. If its files are what you want, retry the step, and it is taken as it is; else correct `fileSystem` in "
        + "the plan.", isRetriable: false)
  }
}
