import DarumaCore

/// RDS, `RDS Blue Green Deployment Event`: a switch-over gives the names of the old instance or cluster to the new one. What
/// was backed up under the name before is of the old one. (Amazon RDS User Guide, "Blue/green deployment events".)
///
/// Key: the name, the number of the event and its `Date`. Whether instances or clusters were renamed is not said: of both it
/// is told, and nobody asks for the one that there is not.
enum BlueGreenDeployments {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    guard let id = detail.optional("EventID"), try RDSOccurrence.number(id) == switchedOver else {
      return findings.ignore(notSwitched)
    }
    let region = try event.agreedRegion(of: detail.arn("SourceArn"), at: detail)
    let subject = event.subject(at: try detail.optionalInstant("Date"), region: region)
    try add(try detail.optionalText("Message") ?? "", subject, at: detail, into: &findings)
  }

  static func read(_ notification: Notification, into findings: inout Findings) throws(Problem) {
    let message = notification.body
    guard try RDSOccurrence.number(message.required("Event ID")) == switchedOver else {
      return findings.ignore(notSwitched)
    }
    let arn = try message.optionalARN("Source ARN") ?? notification.delivery.topic
    guard let arn, let region = arn.regionCode, let account = arn.namedAccount else {
      throw Problem(
        .missing, at: message, "has no Source ARN, and no SNS topic tells region and account",
        remedy: "send the SNS envelope as well")
    }
    let at = try message.instant("Event Time", zoneless: .universal)
    let subject = Subject(
      at: at, seenAt: notification.delivery.timestamp ?? at, source: "aws.rds", account: account, region: region)
    try add(try message.optionalText("Event Message") ?? "", subject, at: message, into: &findings)
  }

  private static func add(
    _ message: String, _ subject: Subject, at place: JSONValue, into findings: inout Findings
  ) throws(Problem) {
    let renamed = RenamedMessage(message).names
    guard !renamed.isEmpty else {
      throw Problem(
        .incomplete, at: place, "tells of a switch-over, and not what was renamed: \(message.debugDescription)",
        remedy: "a listing tells what the names are of now")
    }
    for name in renamed {
      for kind in [RDSSubject.Kind.instance, .cluster] where !findings.isFull {
        let arn = ARN.make(
          partition: subject.region.partition, service: "rds", region: subject.region, account: subject.account,
          resource: kind.rawValue + ":" + name)
        var subject = subject
        subject.resource = arn
        try findings.add(
          .resourceChanged(ResourceChanged(change: .renamed, reason: message)),
          key: SignalKey(arn.rawValue, "RDS-EVENT-0251", subject.at.description), of: subject, by: RDSRules.renamed)
      }
    }
  }

  private static let switchedOver = 251
  private static let notSwitched =
    "a blue/green deployment that was not switched over; its instances have events of their own"
}
