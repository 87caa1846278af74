internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// An Aurora global database, and which of its clusters is to be the writer: what switching over and failing over look at.
enum GlobalDatabase {
  private static let globalCluster = Key.required(
    "globalCluster",
    Form<String>.awsIdentifier(
      "the identifier of a global cluster", marks: "-", longest: 63, example: "the name alone"),
    "The global cluster.")
  private static let target = Key.required(
    "target", Form<ARN>.arn(of: "rds", ["cluster"], "the ARN of a cluster of RDS").map(\.rawValue),
    "The ARN of its cluster that is to be the writer.")

  static let parameters: [Parameter] = [.text(globalCluster), .text(target)]

  /// Of the cluster that is the writer then.
  static let outputs = PresentDBCluster.outputs

  /// What every request says.
  static func members(_ wanted: Arguments) throws(CloudFault) -> [String: Document] {
    [
      "GlobalClusterIdentifier": .text(try wanted.text(globalCluster.name)),
      "TargetDbClusterIdentifier": .text(try wanted.text(target.name)),
    ]
  }

  static func look(_ wanted: Arguments) throws(CloudFault) -> AWSCall {
    AWSCall(
      .rds, "DescribeGlobalClusters", .reads,
      ["GlobalClusterIdentifier": .text(try wanted.text(globalCluster.name))])
  }

  /// Of the target, in its own region.
  static func lookAtTarget(_ wanted: Arguments) throws(CloudFault) -> (call: AWSCall, region: Region) {
    let arn = ARN(try wanted.text(target.name))
    return (PresentDBCluster.look(for: arn.resourceName), arn.region)
  }

  static func calls(
    _ wanted: Arguments, _ at: ActionPlace, change: AWSCall
  ) throws(CloudFault) -> [PlannedCall] {
    let (lookAtTarget, region) = try lookAtTarget(wanted)
    let partition = ARN(try wanted.text(target.name)).partition
    let used = [
      "arn:\(partition):rds::*:global-cluster:\(try wanted.text(globalCluster.name))",
      "arn:\(partition):rds:*:*:cluster:*",
    ]
    return [
      PlannedCall(try look(wanted), in: at.region), PlannedCall(lookAtTarget, in: region),
      PlannedCall(change, in: at.region, on: used),
    ]
  }

  /// Done where the target is the writer, nothing is under way, and the target is available.
  static func observe(_ wanted: Arguments, _ at: ActionPlace) async throws(CloudFault) -> Observation {
    let answer: Document
    do throws(CloudFault) {
      answer = try await at.tools.client.send(try look(wanted), in: at.region)
    } catch {
      guard error.code == "rds.GlobalClusterNotFound" else { throw error }
      throw missing(try wanted.text(globalCluster.name), at.region, error)
    }
    if let seen = try judge(answer, wanted) { return seen }
    let (call, region) = try lookAtTarget(wanted)
    let described = try await at.tools.client.send(call, in: region)
    let cluster = try PresentDBCluster(described, named: ARN(try wanted.text(target.name)).resourceName, in: region)
    switch cluster.condition {
    case .usable: return cluster.available(by: .unknown)
    case .underway: return .inProgress("cluster \(cluster.identifier) is the writer, and is \(cluster.status)")
    case .stopped, .lost: throw cluster.stuck
    }
  }

  /// Nil where the target is the writer already.
  private static func judge(_ answer: Document, _ wanted: Arguments) throws(CloudFault) -> Observation? {
    let name = try wanted.text(globalCluster.name)
    let target = try wanted.text(target.name)
    guard let databases = answer.list("GlobalClusters") else { throw .unreadable(.rds, "lists no global clusters") }
    guard let only = databases.first, databases.count == 1,
      only["GlobalClusterIdentifier"]?.text?.lowercased() == name.lowercased()
    else { throw .unreadable(.rds, "does not list the one global cluster \(name)") }
    guard let status = only["Status"]?.text, !status.isEmpty else {
      throw .unreadable(.rds, "says no status of global cluster \(name)")
    }
    guard let members = only.list("GlobalClusterMembers") else {
      throw .unreadable(.rds, "lists no members of global cluster \(name)")
    }
    var writers: [String] = []
    var arns: [String] = []
    for member in members {
      guard let arn = member["DBClusterArn"]?.text, let isWriter = member["IsWriter"]?.bool else {
        throw .unreadable(.rds, "makes no sense of the members of global cluster \(name)")
      }
      arns.append(arn)
      if isWriter { writers.append(arn) }
    }
    guard arns.contains(target) else { throw notAMember(target, arns, name) }
    if let move = only["FailoverState"], let phase = move["Status"]?.text, !phase.isEmpty {
      let whither = move["ToDbClusterArn"]?.text.map { " to \($0)" } ?? ""
      return .inProgress("global cluster \(name) is \(phase)\(whither)")
    }
    guard status == "available" else { return .inProgress("global cluster \(name) is \(status)") }
    guard writers.count == 1 else {
      throw .unreadable(.rds, "says of \(writers.count) members of global cluster \(name) that they are the writer")
    }
    return writers == [target] ? nil : .absent
  }

  private static func missing(_ name: String, _ region: Region, _ fault: CloudFault) -> CloudFault {
    CloudFault(
      kind: .refused, code: fault.code,
      message: "\(fault.message) Correct `globalCluster` in the plan, or act in a region in which it has a cluster.",
      isRetriable: false)
  }

  private static func notAMember(_ target: String, _ members: [String], _ name: String) -> CloudFault {
    CloudFault(
      kind: .refused, code: "rds.not-a-member",
      message:
        "\(target) is no cluster of the global cluster \(name): it has \(listing(members)). Correct `target` in the "
        + "plan, or add the cluster again.", isRetriable: false)
  }
}
