import DarumaCore

/// API calls that CloudTrail puts on the bus. Two of them are the only push signal that a recovery point is
/// gone: EC2 sends no event when a snapshot is deleted.
///
/// Keys: as of ``RecoveryPoints``.
enum CloudTrailCalls {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let call = try detail.required("eventName")
    let resource: String
    if call.equals("DeleteSnapshot") {
      resource = "snapshot/"
    } else if call.equals("DeregisterImage") {
      resource = "image/"
    } else {
      return findings.ignore("an API call that deletes neither a snapshot nor an image")
    }
    guard event.source == "aws.ec2" else {
      return findings.ignore("a call of another service, which has events of its own")
    }
    if try detail.optionalText("errorCode") != nil {
      return findings.ignore("an API call that failed: nothing was deleted")
    }
    let parameters = try detail.object("requestParameters")
    let name = try parameters.text(resource == "image/" ? "imageId" : "snapshotId")
    let region = try event.region()
    let arn = ARN.make(
      partition: region.partition, service: "ec2", region: region, account: .unknown, resource: resource + name)
    let removed = RecoveryPointRemoved(recoveryPoint: RecoveryPointID(arn), reason: .deleted)
    try RecoveryPoints.add(
      removed, of: event.subject(at: try detail.optionalInstant("eventTime"), region: region), by: rule,
      into: &findings)
  }

  private static let rule = Rule(
    .cloudtrail, "CloudTrail, DeleteSnapshot or DeregisterImage: the point was deleted")
}
