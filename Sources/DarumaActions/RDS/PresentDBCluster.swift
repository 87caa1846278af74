internal import DarumaAWS
internal import DarumaCatalog
internal import DarumaCore

/// An RDS cluster that is there, as RDS describes it.
struct PresentDBCluster {
  let identifier: String
  let status: String
  let condition: DBInstanceCondition
  let region: Region
  let arn: String
  private let described: Document

  /// - Throws: ``CloudFault`` with the code `rds.UnreadableAnswer` for an answer that is not about the one cluster that
  ///   was asked for, in the region that was asked.
  init(_ answer: Document, named name: String, in region: Region) throws(CloudFault) {
    guard let clusters = answer.list("DBClusters") else { throw .unreadable(.rds, "lists no clusters") }
    // One that does not exist is refused.
    guard let only = clusters.first, clusters.count == 1 else {
      throw .unreadable(.rds, "lists \(clusters.count) clusters of the name \(name)")
    }
    guard let identifier = only["DBClusterIdentifier"]?.text, identifier.lowercased() == name.lowercased() else {
      throw .unreadable(.rds, "says nothing of cluster \(name)")
    }
    guard let text = only["DBClusterArn"]?.text, Self.isARN(text, of: identifier, in: region) else {
      throw .unreadable(.rds, "gives no ARN of cluster \(name) in \(region)")
    }
    guard let status = only["Status"]?.text, !status.isEmpty else {
      throw .unreadable(.rds, "says no status of cluster \(name)")
    }
    self.identifier = identifier
    self.status = status
    condition = DBInstanceCondition(status: status)
    self.region = region
    arn = text
    described = only
  }

  private static func isARN(_ text: String, of identifier: String, in region: Region) -> Bool {
    let arn = ARN(text)
    return arn.isWellFormed && arn.service == "rds" && arn.resourceType == "cluster" && arn.region == region
      && arn.resourceName == identifier
  }
}

// MARK: - Named in a plan

extension PresentDBCluster {
  private static let cluster = Key.optional(
    "cluster", Form<String>.rdsCluster,
    "The cluster in the region where the step acts; called as the step's resource without it.")
  private static let clusterOf = Key.optional(
    "clusterOf", Form<StepID>.name("the id of a step"),
    "The earlier step whose cluster is meant, such as one of rds.restoreCluster.")

  /// By which an action finds its cluster.
  static let parameters: [Parameter] = [.subject(cluster), .left(by: clusterOf, "identifier", as: cluster.name)]
  static let rules: [KeyRule] = [.excludes(cluster.name, clusterOf.name)]

  static func name(_ wanted: Arguments) throws(CloudFault) -> String { try wanted.text(cluster.name) }

  static func look(for name: String) -> AWSCall {
    AWSCall(.rds, "DescribeDBClusters", .reads, ["DBClusterIdentifier": .text(name)])
  }
}

// MARK: - What follows

extension PresentDBCluster {
  /// What actions leave that end with a cluster that is available.
  static let outputs = ["endpoint", "readerEndpoint", "port", "identifier", "arn"]

  /// Done where RDS has given it an address.
  func available(by author: Observation.Author) -> Observation {
    guard let address = described["Endpoint"]?.text, !address.isEmpty, let port = described["Port"]?.integer else {
      return .inProgress("cluster \(identifier) is \(status), but has no endpoint yet")
    }
    var outputs = ["endpoint": address, "port": String(port), "identifier": identifier, "arn": arn]
    outputs["readerEndpoint"] = described["ReaderEndpoint"]?.text
    return .done(outputs: outputs, by: author)
  }

  /// Of one that an action makes under a name of its own.
  func made(_ at: ActionPlace) throws(CloudFault) -> Observation {
    guard let list = described.list("TagList") else {
      throw .unreadable(.rds, "lists no tags of cluster \(identifier)")
    }
    let tags = try RDSTags.read(list, of: identifier)
    guard at.mark.isOn(tags) else { return .conflict(taken(tags)) }
    switch condition {
    case .usable: return available(by: .daruma)
    case .underway: return .inProgress("cluster \(identifier) is \(status)")
    // It keeps its name, so that another attempt finds it.
    case .stopped: throw stuck
    case .lost: return .broken(spoilt)
    }
  }

  /// It is in a status that nothing but a person ends.
  var stuck: CloudFault {
    CloudFault(
      kind: .refused, code: "rds.cluster-stuck",
      message:
        "RDS cluster \(identifier) in \(region) is \(status), and can't be used. Its events in RDS name the reason: "
        + "mend or start it (`aws rds start-db-cluster`), then retry the step.", isRetriable: false)
  }

  private func taken(_ tags: [String: String]) -> Failure {
    Failure(
      code: "rds.identifier-taken",
      message: "An RDS cluster named \(identifier) already exists in \(region) (\(status)), and "
        + "\(EffectMark.owner(tags)). It was left as it is. Rename or delete it, then retry the step.",
      isRetriable: false)
  }

  private var spoilt: Failure {
    Failure(
      code: "rds.restore-failed",
      message: "The new cluster \(identifier) in \(region) is \(status). Its events in RDS name the reason. Another "
        + "attempt makes a new cluster; delete this one afterwards.", isRetriable: true)
  }
}
