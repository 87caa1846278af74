import DarumaCore

/// RDS and Aurora over SNS: members whose names have spaces, `Event ID` a link into the documentation that
/// ends in `#RDS-EVENT-0002`.
///
/// Keys: as of ``RDSEvents``. `Source ARN` came late; where it is missing it is derived from the topic's
/// region and account, since RDS publishes only to topics of its own region.
enum RDSNotifications {
  static func read(_ notification: Notification, into findings: inout Findings) throws(Problem) {
    let message = notification.body
    let source = try message.required("Event Source")
    let kind: RDSSubject.Kind
    if source.says("db-instance") {
      kind = .instance
    } else if source.says("db-cluster") {
      kind = .cluster
    } else if source.says("db-snapshot") {
      kind = .snapshot
    } else if source.says("db-cluster-snapshot") {
      kind = .clusterSnapshot
    } else if source.says("blue-green-deployment") {
      return try BlueGreenDeployments.read(notification, into: &findings)
    } else if unrelated.contains(source.text) {
      return findings.ignore(
        "parameters, access, proxies, engine versions and deployments are no recovery points")
    } else {
      throw Problem(
        .unknownSource, at: source, "\(source.quoted) is no source of RDS events",
        remedy: "narrow the event subscription to instances, clusters and their snapshots")
    }
    let identifier = try message.text("Source ID")
    let arn = try arn(notification, kind, identifier)
    let text = try message.optionalText("Event Message") ?? ""
    let at = try message.instant("Event Time", zoneless: .universal)
    guard let region = arn.regionCode ?? notification.delivery.region else {
      throw Problem(
        .invalidARN, at: message, "\(arn) names no region, and no topic does",
        remedy: "send the SNS envelope as well")
    }
    let rds = RDSOccurrence(
      subject: try RDSSubject(kind: kind, arn: arn, at: message.optional("Source ARN") ?? message),
      identifier: identifier, number: try RDSOccurrence.number(message.required("Event ID")), message: text,
      at: at, seenAt: notification.delivery.timestamp ?? at, account: arn.account, region: region,
      place: message)
    try rds.add(into: &findings)
  }

  private static func arn(
    _ notification: Notification, _ kind: RDSSubject.Kind, _ identifier: String
  ) throws(Problem) -> ARN {
    if let arn = try notification.body.optionalARN("Source ARN") { return arn }
    guard let topic = notification.delivery.topic, let region = topic.regionCode else {
      throw Problem(
        .missing, at: notification.body, "has no Source ARN, and no SNS topic tells region and account",
        remedy: "send the SNS envelope as well")
    }
    return .make(
      partition: topic.partition, service: "rds", region: region, account: topic.account,
      resource: kind.rawValue + ":" + identifier)
  }

  private static let unrelated: Set<String> = [
    "db-parameter-group", "db-security-group", "db-proxy", "custom-engine-version",
    "db-shard-group", "zero-etl",
  ]
}
