import DarumaCore

/// EBS snapshots: made, copied, archived.
/// (Amazon EBS User Guide, "Amazon EventBridge events for Amazon EBS".)
///
/// Keys: a recovery point by its ARN, in the form in which AWS Backup writes it; a failure by the snapshot's
/// ARN and state.
///
/// - ARNs come in four forms, some with the region in the account's field, which is no region then: the envelope's counts,
///   since a copy is reported where it arrives. One that names another region in its place is refused.
/// - No event tells that a snapshot was deleted; CloudTrail and listings do.
/// - All times of an event are read before its meaning: one with a date that does not exist is refused,
///   whatever it says.
enum EBSSnapshots {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let action = try detail.required("event")
    let succeeded = try detail.choice("result", ["succeeded": true, "failed": false])
    let times = try Times(detail)
    if action.says("shareSnapshot") {
      return findings.ignore("a snapshot was shared with another account; it did not change")
    }
    let snapshot = try snapshot(detail.required("snapshot_id"), event)
    if action.says("createSnapshot") || action.says("copySnapshot") {
      guard succeeded else { return try addFailure(snapshot, event, detail, times, into: &findings) }
      if action.says("copySnapshot") {
        try addCopy(snapshot, event, detail, times, into: &findings)
      } else {
        try addTaken(snapshot, event, detail.required("source"), times, into: &findings)
      }
    } else if let change = tierChange(action) {
      guard succeeded else {
        return findings.ignore("a snapshot that could not be moved to another tier; it is where it was")
      }
      try findings.add(
        .resourceChanged(ResourceChanged(change: change, reason: action.text)),
        key: SignalKey(snapshot.rawValue, change.rawValue, (times.end ?? event.time).description),
        of: event.subject(at: times.end, region: try event.region(), resource: snapshot), by: tierRule)
    } else {
      throw Problem(
        .unknownEvent, at: action, "\(action.quoted) is no event of a snapshot that is known",
        remedy:
          "createSnapshot, copySnapshot, shareSnapshot, archiveSnapshot and the restores from the archive")
    }
  }

  /// Snapshots of several volumes at once. They fail as a set; a member whose own `status` is no success is
  /// no point in any case.
  static func readSet(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let succeeded = try detail.choice("result", ["succeeded": true, "failed": false])
    let times = try Times(detail)
    for member in try detail.array("snapshots").elements where !findings.isFull {
      do throws(Problem) {
        let snapshot = try snapshot(member.required("snapshot_id"), event)
        let isComplete = try isComplete(member)
        if succeeded, isComplete {
          try addTaken(snapshot, event, member.required("source"), times, into: &findings)
        } else {
          try addFailure(snapshot, event, detail, times, into: &findings)
        }
      } catch {
        findings.refuse(error)
      }
    }
  }

  private static func isComplete(_ member: JSONValue) throws(Problem) -> Bool {
    guard member.optional("status") != nil else { return true }
    return try member.choice("status", ["completed": true, "error": false])
  }

  /// Sent while the copy is still running; it ends in an event of its own.
  static func readLateCopy(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let snapshot = try snapshot(detail.required("snapshot_id"), event)
    _ = try detail.optionalInstant("startTime")
    try findings.add(
      .replicationFaulted(
        ReplicationFaulted(
          object: snapshot.rawValue, state: .late,
          reason: try detail.optionalText("missedCompletionDurationCause"),
          of: try detail.optionalARN("source").map { RecoveryPointID($0.canonical(in: nil)) })),
      key: SignalKey(snapshot.rawValue, "late"), of: event.subject(region: try event.region()), by: lateRule)
  }

  private struct Times {
    let start: Instant?
    let end: Instant?

    init(_ detail: JSONValue) throws(Problem) {
      start = try detail.optionalInstant("startTime")
      end = try detail.optionalInstant("endTime")
    }
  }

  private static func snapshot(_ value: JSONValue, _ event: EventBridgeEvent) throws(Problem) -> ARN {
    let arn = try value.wholeARN()
    guard let fields = ARNFields(arn), fields.service == "ec2", fields.resourceType == "snapshot" else {
      throw Problem(
        .invalidARN, at: value, "\(value.quoted) is no ARN of a snapshot",
        remedy: "arn:aws:ec2:region::snapshot/snap-...")
    }
    _ = try event.agreedRegion(of: arn, at: value)
    return arn.canonical(in: try event.region(), prefersGiven: true)
  }

  private static func addTaken(
    _ snapshot: ARN, _ event: EventBridgeEvent, _ source: JSONValue, _ times: Times,
    into findings: inout Findings
  ) throws(Problem) {
    let region = try event.region()
    let volume = try source.wholeARN().canonical(in: region, prefersGiven: true, account: event.account)
    let taken = RecoveryPointTaken(
      recoveryPoint: RecoveryPointID(snapshot), takenAt: times.start, completedAt: times.end)
    try RecoveryPoints.add(
      taken, of: event.subject(at: times.end, region: region, resource: volume), by: takenRule,
      into: &findings)
  }

  private static func addCopy(
    _ snapshot: ARN, _ event: EventBridgeEvent, _ detail: JSONValue, _ times: Times,
    into findings: inout Findings
  ) throws(Problem) {
    let region = try event.region()
    let copied = RecoveryPointCopied(
      recoveryPoint: RecoveryPointID(snapshot),
      of: RecoveryPointID(try detail.arn("source").canonical(in: nil)), toRegion: region,
      completedAt: times.end)
    try RecoveryPoints.add(
      copied, of: event.subject(at: times.end, region: region), by: copiedRule, into: &findings)
  }

  private static func addFailure(
    _ snapshot: ARN, _ event: EventBridgeEvent, _ detail: JSONValue, _ times: Times,
    into findings: inout Findings
  ) throws(Problem) {
    let source = try detail.optionalARN("source")?.canonical(in: nil, account: event.account)
    let progress = BackupProgressed(
      job: snapshot.rawValue, state: .failed, reason: try detail.optionalText("cause"),
      recoveryPoint: RecoveryPointID(snapshot),
      of: source.flatMap { $0.resourceType == "snapshot" ? RecoveryPointID($0) : nil })
    try findings.add(
      .backupProgressed(progress), key: SignalKey(snapshot.rawValue, "failed"),
      of: event.subject(
        at: times.end, region: try event.region(), resource: source.flatMap { $0.resourceType == "volume" ? $0 : nil }),
      by: failedRule)
  }

  /// Archived, a snapshot exists but takes hours to days to restore. `restoryExpiry` is how one published
  /// event is spelt.
  private static func tierChange(_ action: JSONValue) -> ResourceChanged.Change? {
    if action.says("archiveSnapshot") || action.says("restoreExpiry") || action.says("restoryExpiry") {
      return .archived
    }
    if action.says("permanentRestoreSnapshot") || action.says("temporaryRestoreSnapshot") {
      return .unarchived
    }
    return nil
  }

  private static let takenRule = Rule(
    .ebs, "EBS, snapshot made: the snapshot exists, as old as startTime")
  private static let copiedRule = Rule(
    .ebs, "EBS, snapshot copied: the snapshot in the envelope's region is a copy of source")
  private static let failedRule = Rule(.ebs, "EBS, a snapshot was not made or copied")
  private static let lateRule = Rule(
    .ebs, "EBS, a copy with a completion duration missed it and still runs")
  private static let tierRule = Rule(
    .ebs, "EBS, snapshot archive: the snapshot exists; how long a restore takes changed")
}
