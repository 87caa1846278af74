import DarumaCore

/// RDS and Aurora over EventBridge (`aws.rds`): best effort, in any order.
///
/// Keys: a snapshot by its ARN (the AWS Backup event of the same snapshot has the same); a change by the ARN
/// of what changed, the number of the event, and its `Date`.
enum RDSEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let subjectKind: RDSSubject.Kind
    let type = event.detailType
    if type.says("RDS DB Instance Event") {
      subjectKind = .instance
    } else if type.says("RDS DB Cluster Event") {
      subjectKind = .cluster
    } else if type.says("RDS DB Snapshot Event") {
      subjectKind = .snapshot
    } else if type.says("RDS DB Cluster Snapshot Event") {
      subjectKind = .clusterSnapshot
    } else if type.says("RDS Blue Green Deployment Event") {
      return try BlueGreenDeployments.read(event, into: &findings)
    } else if unrelated.contains(type.text) {
      return findings.ignore(
        "parameters, access, proxies, engine versions and deployments are no recovery points")
    } else {
      throw event.unknownDetailType()
    }
    let detail = try event.detail()
    let message = try detail.optionalText("Message") ?? ""
    let number = try number(detail, message)
    let arn = try detail.arn("SourceArn")
    let rds = RDSOccurrence(
      subject: try RDSSubject(kind: subjectKind, arn: arn, at: detail.required("SourceArn")),
      identifier: try detail.optionalText("SourceIdentifier") ?? arn.resourceName, number: number,
      message: message, at: try detail.optionalInstant("Date") ?? event.time, seenAt: event.time,
      account: event.account, region: try event.region(), place: detail)
    try rds.add(into: &findings)
  }

  /// From `EventID`; events from before 2022 have none.
  private static func number(_ detail: JSONValue, _ message: String) throws(Problem) -> Int {
    guard let id = detail.optional("EventID") else {
      guard let number = RDSEventTable.number(ofMessage: message) else {
        throw Problem(
          .unknownEvent, at: detail, "has no EventID, and \(message.debugDescription) is no known message",
          remedy: "RDS numbers its events; was the event shortened on the way?")
      }
      return number
    }
    return try RDSOccurrence.number(id)
  }

  private static let unrelated: Set<String> = [
    "RDS DB Parameter Group Event", "RDS DB Security Group Event", "RDS DB Proxy Event", "RDS Proxy Event",
    "RDS Custom Engine Version Event", "RDS DB Custom Engine Version Event",
    "RDS DB Shard Group Event", "RDS Zero ETL Event", "RDS Zero-ETL Event",
  ]
}
