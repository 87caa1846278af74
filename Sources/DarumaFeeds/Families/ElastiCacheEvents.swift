import DarumaCore

/// ElastiCache over EventBridge (`aws.elasticache`), for serverless caches and their snapshots. Best effort;
/// a snapshot that was copied has no event.
///
/// Keys: as of ``RecoveryPoints`` where the event names a snapshot; otherwise what it names, the event, and
/// the time.
enum ElastiCacheEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let type = event.detailType
    if type.says("Cache Updated") || type.says("Cache Update Failed")
      || type.says("Cache Limit Approaching")
    {
      return findings.ignore("scaling, maintenance or configuration of a cache")
    }
    if type.says("Snapshot Export Failed") {
      return findings.ignore("an export to S3; the snapshot did not change")
    }
    let detail = try event.detail()
    let source = try detail.optionalARN("SourceArn").orMaybe(event.firstResource()?.wholeARN())
    guard let source else {
      throw Problem(.incomplete, at: detail, "names no SourceArn", remedy: "ElastiCache always sends it")
    }
    let region = try event.agreedRegion(of: source, at: detail)
    let message = try detail.optionalText("Message")
    if type.says("Snapshot Created") {
      try readSnapshot(source, event, region, message, into: &findings)
    } else if type.says("Snapshot Creation Failed") || type.says("Snapshot Copy Failed") {
      let job = (type.says("Snapshot Copy Failed") ? "copy of " : "snapshot of ") + source.rawValue
      try findings.add(
        .backupProgressed(
          BackupProgressed(job: job, state: .failed, reason: message, recoveryPoint: RecoveryPointID(source))),
        key: SignalKey(job, "failed", event.time.description), of: event.subject(region: region), by: rule)
    } else if type.says("Cache Created") {
      try add(.created, source, event, region, message, into: &findings)
    } else if type.says("Cache Creation Failed") {
      try add(.failing, source, event, region, message, into: &findings)
    } else if type.says("Cache Deleted") {
      try add(.deleted, source, event, region, message, into: &findings)
    } else {
      throw event.unknownDetailType()
    }
  }

  private static func readSnapshot(
    _ source: ARN, _ event: EventBridgeEvent, _ region: Region, _ message: String?,
    into findings: inout Findings
  ) throws(Problem) {
    guard source.resourceType == "snapshot" || source.resourceType == "serverlesssnapshot" else {
      return try add(.backupFinished, source, event, region, message, into: &findings)
    }
    let taken = RecoveryPointTaken(
      recoveryPoint: RecoveryPointID(source), takenAt: nil, completedAt: event.time)
    try RecoveryPoints.add(taken, of: event.subject(region: region), by: rule, into: &findings)
  }

  private static func add(
    _ change: ResourceChanged.Change, _ source: ARN, _ event: EventBridgeEvent, _ region: Region,
    _ message: String?, into findings: inout Findings
  ) throws(Problem) {
    try findings.add(
      .resourceChanged(ResourceChanged(change: change, reason: message)),
      key: SignalKey(source.rawValue, change.rawValue, event.time.description),
      of: event.subject(region: region, resource: source), by: rule)
  }

  private static let rule = Rule(
    .elasticache, "ElastiCache, EventBridge: what the detail type says of detail.SourceArn")
}
