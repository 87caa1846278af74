import DarumaCore

/// Elastic Disaster Recovery (`aws.drs`): best effort.
/// (AWS Elastic Disaster Recovery User Guide, "Alarm events and EventBridge".)
///
/// Keys: a stall by server, state and time; a launch by job, server and state; a point in time by its
/// snapshots, as of ``RecoveryPoints``; a failback by instance, state and time.
enum DRSEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    if type.says("DRS Source Network Protection Status Change")
      || type.says("DRS Source Network Recovery Result")
    {
      return findings.ignore("a network; the servers in it have events of their own")
    }
    let detail = try event.detail()
    guard let resource = try event.firstResource()?.wholeARN() else {
      throw Problem(
        .incomplete, at: event.object, "names no server in resources[0]", remedy: "DRS names it there")
    }
    let subject = event.subject(region: try event.agreedRegion(of: resource), resource: resource)
    if type.says("DRS Source Server Data Replication Stalled Change") {
      try readStall(detail, subject, resource, into: &findings)
    } else if type.says("DRS Source Server Launch Result") {
      try readLaunch(detail, subject, resource, into: &findings)
    } else if type.says("DRS Recovery Instance Failback State Change") {
      try readFailback(detail, subject, resource, into: &findings)
    } else if type.says("DRS PIT Snapshot Taken") {
      try readPointInTime(detail, subject, into: &findings)
    } else {
      throw event.unknownDetailType()
    }
  }

  /// A yes or no, not a lag.
  private static func readStall(
    _ detail: JSONValue, _ subject: Subject, _ server: ARN, into findings: inout Findings
  ) throws(Problem) {
    let state: ReplicationFaulted.State = try detail.choice(
      "state", ["STALLED": .stalled, "NOT_STALLED": .recovered])
    try findings.add(
      .replicationFaulted(ReplicationFaulted(object: server.rawValue, state: state)),
      key: SignalKey(server.rawValue, state.rawValue, subject.at.description), of: subject, by: stallRule)
  }

  private static func readLaunch(
    _ detail: JSONValue, _ subject: Subject, _ server: ARN, into findings: inout Findings
  ) throws(Problem) {
    let state: RestoreProgressed.State = try detail.choice(
      "state", ["RECOVERY_LAUNCH_SUCCEEDED": .completed, "RECOVERY_LAUNCH_FAILED": .failed])
    let job = try detail.text("job-id")
    let isDrill = try detail.optionalFlag("is-drill") ?? false
    let restore = RestoreProgressed(
      job: job, state: state, reason: isDrill ? "launch of a drill" : "launch of a recovery")
    try findings.add(
      .restoreProgressed(restore), key: SignalKey(job, server.rawValue, state.rawValue), of: subject,
      by: launchRule)
  }

  private static func readFailback(
    _ detail: JSONValue, _ subject: Subject, _ instance: ARN, into findings: inout Findings
  ) throws(Problem) {
    let written = try detail.required("state")
    let change: ResourceChanged.Change
    if written.says("FAILBACK_COMPLETED") {
      change = .failedOver
    } else if written.says("FAILBACK_ERROR") {
      change = .failoverFailed
    } else if written.hasPrefix("FAILBACK_") {
      change = .failoverStarted
    } else {
      throw written.unknownValue(["FAILBACK_IN_PROGRESS", "FAILBACK_COMPLETED", "FAILBACK_ERROR"])
    }
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: written.text)),
      key: SignalKey(instance.rawValue, written.text, subject.at.description), of: subject, by: failbackRule)
  }

  /// A point in time of a server is one EBS snapshot a disk; `EbsSnapshotIDs` joins their ids with commas.
  /// When the snapshot was begun is not said.
  private static func readPointInTime(
    _ detail: JSONValue, _ subject: Subject, into findings: inout Findings
  ) throws(Problem) {
    let ids = try detail.required("EbsSnapshotIDs")
    for id in try ids.wholeText().split(separator: ",") where !findings.isFull {
      let name = id.filter { $0 != " " }
      guard !name.isEmpty else { continue }
      let snapshot = ARN.make(
        partition: subject.region.partition, service: "ec2", region: subject.region, account: .unknown,
        resource: "snapshot/" + name)
      let taken = RecoveryPointTaken(
        recoveryPoint: RecoveryPointID(snapshot), takenAt: nil, completedAt: subject.at, origin: .automatic)
      try RecoveryPoints.add(taken, of: subject, by: pointRule, into: &findings)
    }
  }

  private static let stallRule = Rule(
    .drs, "DRS, replication stalled change: the server's replica stands still, or moves again")
  private static let launchRule = Rule(
    .drs, "DRS, launch result: a recovery or drill instance was launched, or not")
  private static let failbackRule = Rule(.drs, "DRS, failback state: the recovery instance fails back")
  private static let pointRule = Rule(.drs, "DRS, PIT snapshot taken: a recovery point of the server exists")
}
