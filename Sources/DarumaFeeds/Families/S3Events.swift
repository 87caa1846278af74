import DarumaCore

/// S3 over EventBridge (`aws.s3`): objects alone. Replication speaks only through bucket notifications and
/// metrics.
enum S3Events {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    guard event.detailType.hasPrefix("Object ") else { throw event.unknownDetailType() }
    guard known.contains(event.detailType.text) else { throw event.unknownDetailType() }
    findings.ignore("an object was written, deleted, restored or moved; that says nothing about its replicas")
  }

  private static let known: Set<String> = [
    "Object Created", "Object Deleted", "Object Restore Initiated", "Object Restore Completed",
    "Object Restore Expired", "Object Storage Class Changed", "Object Access Tier Changed",
    "Object ACL Updated",
    "Object Tags Added", "Object Tags Deleted",
  ]
}
