import DarumaCore

/// API calls, and events of services, that CloudTrail puts on the bus. Of much of what takes recovery points away there is
/// no other push signal: EC2 and RDS (of clusters) send no event when a snapshot is deleted, KMS none when a key is disabled.
///
/// Keys: as of ``RecoveryPoints`` and ``KeyEvents``; jobs as of ``BackupJobs``.
enum CloudTrailCalls {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    let detail = try event.detail()
    let name = try detail.required("eventName")
    try name.expect(.text)
    if detail.optional("serviceEventDetails")?.kind == .object {
      return try CloudTrailServiceEvents.read(name, event, detail, into: &findings)
    }
    guard let call = calls[service(event, detail) + ":" + name.text.lowercased()] else {
      return findings.ignore("an API call that takes no recovery point and no key away, and lengthens no retention")
    }
    if try detail.optionalText("errorCode") != nil {
      return findings.ignore("an API call that failed: nothing changed")
    }
    let at = try detail.optionalInstant("eventTime") ?? event.time
    let parameters = try detail.object("requestParameters")
    switch call {
    case .deletion(let kind, let parameter):
      let arn = try arn(kind, parameters.text(parameter), event)
      try remove(arn, event, at: at, of: resource(detail, of: arn, event), into: &findings)
    case .backupDeletion:
      let arn = try parameters.arn("recoveryPointArn")
      try BackupMembers.check(arn, at: parameters.required("recoveryPointArn"))
      try remove(arn.canonical(in: event.region()), event, at: at, into: &findings)
    case .retention: try readRetention(detail, parameters, event, at: at, into: &findings)
    case .key(let state): try readKey(state, detail, parameters, event, at: at, into: &findings)
    }
  }

  enum Call {
    /// Of what has this kind of ARN and is named by that parameter.
    case deletion(service: String, StaticString)
    case backupDeletion
    case retention
    case key(KeyChanged.State)
  }

  /// By service and call, lower-cased.
  static let calls: [String: Call] = [
    "ec2:deletesnapshot": .deletion(service: "ec2:snapshot/", "snapshotId"),
    "ec2:deregisterimage": .deletion(service: "ec2:image/", "imageId"),
    "rds:deletedbsnapshot": .deletion(service: "rds:snapshot:", "dBSnapshotIdentifier"),
    "rds:deletedbclustersnapshot": .deletion(service: "rds:cluster-snapshot:", "dBClusterSnapshotIdentifier"),
    "elasticache:deletesnapshot": .deletion(service: "elasticache:snapshot:", "snapshotName"),
    "elasticache:deleteserverlesscachesnapshot": .deletion(
      service: "elasticache:serverlesssnapshot:", "serverlessCacheSnapshotName"),
    "backup:deleterecoverypoint": .backupDeletion,
    "backup:updaterecoverypointlifecycle": .retention,
    "kms:disablekey": .key(.disabled), "kms:enablekey": .key(.usable),
    "kms:schedulekeydeletion": .key(.pendingDeletion),
    // A key whose deletion is called off stays disabled until somebody enables it.
    "kms:cancelkeydeletion": .key(.disabled),
  ]

  /// `rds`, of `rds.amazonaws.com` or `aws.rds`.
  private static func service(_ event: EventBridgeEvent, _ detail: JSONValue) -> String {
    if let source = detail.optional("eventSource"), source.kind == .text {
      return String(source.text.lowercased().prefix { $0 != "." })
    }
    return event.source.hasPrefix("aws.") ? String(event.source.dropFirst(4)) : event.source
  }

  private static func arn(_ kind: String, _ name: String, _ event: EventBridgeEvent) throws(Problem) -> ARN {
    let parts = kind.split(separator: ":", maxSplits: 1)
    let region = try event.region()
    return .make(
      partition: region.partition, service: String(parts[0]), region: region,
      account: parts[0] == "ec2" ? .unknown : event.account, resource: parts[1] + name)
  }

  private static func remove(
    _ arn: ARN, _ event: EventBridgeEvent, at instant: Instant, of resource: ARN? = nil, into findings: inout Findings
  ) throws(Problem) {
    let removed = RecoveryPointRemoved(recoveryPoint: RecoveryPointID(arn), reason: .deleted)
    try RecoveryPoints.add(
      removed, of: event.subject(at: instant, region: try event.region(of: arn), resource: resource), by: rule,
      into: &findings)
  }

  /// Of which database the deleted snapshot was: the answer of RDS says it, which its events do not. A copy is of a database
  /// elsewhere, whose region and account the answer does not say. (Amazon RDS API Reference, "DBSnapshot".) An answer of
  /// another form says nothing, and the deletion stays.
  private static func resource(_ detail: JSONValue, of arn: ARN, _ event: EventBridgeEvent) -> ARN? {
    func answer(_ name: StaticString) -> String? {
      guard let answer = detail.optional("responseElements"), answer.kind == .object else { return nil }
      return (try? answer.optionalText(name)) ?? nil
    }
    guard arn.service == "rds", let region = try? event.region(), answer("sourceDBSnapshotIdentifier") == nil,
      answer("sourceDBClusterSnapshotArn") == nil,
      let database = answer("dBInstanceIdentifier").map({ "db:" + $0 })
        ?? answer("dBClusterIdentifier").map({ "cluster:" + $0 })
    else { return nil }
    return .make(
      partition: region.partition, service: "rds", region: region, account: event.account, resource: database)
  }

  /// That the retention of a point was changed says that the point is there.
  private static func readRetention(
    _ detail: JSONValue, _ parameters: JSONValue, _ event: EventBridgeEvent, at instant: Instant,
    into findings: inout Findings
  ) throws(Problem) {
    guard let answer = try detail.optionalObject("responseElements"),
      let end = try BackupRetention.calculated(answer)
    else { return findings.ignore("the retention of a recovery point was changed; the next listing tells to what") }
    let arn = try parameters.arn("recoveryPointArn")
    try BackupMembers.check(arn, at: parameters.required("recoveryPointArn"))
    let point = RecoveryPointID(arn.canonical(in: try event.region()))
    try findings.add(
      .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: nil, expiresAt: end)),
      key: SignalKey(point.rawValue, "retention", instant.description),
      of: event.subject(at: instant, region: try event.region(of: arn)), by: retentionRule)
  }

  private static func readKey(
    _ state: KeyChanged.State, _ detail: JSONValue, _ parameters: JSONValue, _ event: EventBridgeEvent,
    at instant: Instant, into findings: inout Findings
  ) throws(Problem) {
    let key = try KeyEvents.arn(ofID: parameters.text("keyId"), event)
    var deletedAt: Instant?
    if state == .pendingDeletion {
      // Thirty days where the call does not say. (AWS KMS API Reference, "ScheduleKeyDeletion".)
      deletedAt = instant + .days(try parameters.optionalCount("pendingWindowInDays").map { min($0, 30) } ?? 30)
    }
    try KeyEvents.add(key, state, deletedAt: deletedAt, at: instant, event, by: keyRule, into: &findings)
  }

  private static let rule = Rule(.cloudtrail, "CloudTrail, a call that deletes: the point was deleted")
  private static let retentionRule = Rule(
    .cloudtrail, "CloudTrail, UpdateRecoveryPointLifecycle: the point is there, and ends when the answer says")
  private static let keyRule = Rule(.cloudtrail, "CloudTrail, a call of KMS: whether the key can be used has changed")
}
