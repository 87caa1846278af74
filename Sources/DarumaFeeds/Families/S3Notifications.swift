import DarumaCore

/// A record of an S3 bucket notification, by SQS, SNS or Lambda. At least once, in any order.
/// (Amazon S3 User Guide, "Event message structure".)
///
/// Key: bucket, object, version, replication rule, state, and the time of the request. Events exist for
/// replicas that fail, are late, or come late; a replica that comes in time has none.
enum S3Notifications {
  static func read(_ record: JSONValue, into findings: inout Findings) throws(Problem) {
    let version = try record.text("eventVersion")
    guard version.hasPrefix("2.") else {
      throw Problem(
        .unknownValue, at: try record.required("eventVersion"), "version \(version) is not read",
        remedy: "version 2.x")
    }
    let at = try record.instant("eventTime")
    let name = try record.required("eventName")
    try name.expect(.text)
    let event = name.hasPrefix("s3:") ? String(name.text.dropFirst(3)) : name.text
    guard event.hasPrefix("Replication:") else {
      guard unrelated.contains(where: event.hasPrefix) else { throw unknown(name) }
      return findings.ignore(
        "an object was written, deleted, restored or moved; that says nothing about its replicas")
    }
    let data = try record.object("replicationEventData")
    let state: ReplicationFaulted.State
    var reason: String?
    switch event.dropFirst("Replication:".count) {
    case "OperationFailedReplication":
      state = .failed
      reason = try data.optionalText("failureReason")
    case "OperationMissedThreshold":
      state = .late
      reason = try measure(data, "threshold").map { "not replicated after " + $0 }
    case "OperationReplicatedAfterThreshold":
      state = .recovered
      reason = try measure(data, "replicationTime").map { "replicated after " + $0 }
    case "OperationNotTracked": state = .untracked
    default: throw unknown(name)
    }
    try add(record, data, state, reason, at, into: &findings)
  }

  private static func add(
    _ record: JSONValue, _ data: JSONValue, _ state: ReplicationFaulted.State, _ reason: String?,
    _ at: Instant,
    into findings: inout Findings
  ) throws(Problem) {
    let s3 = try record.object("s3")
    let bucket = try s3.object("bucket")
    let object = try s3.object("object")
    let written = try object.required("key")
    try written.expect(.text)
    guard let key = FormEncoding.decode(written.textBytes()), !key.isEmpty else {
      throw Problem(
        .invalidText, at: written, "\(written.quoted) is no form-encoded key",
        remedy: "as in replication%2Dtest.png")
    }
    let arn = try bucket.arn("arn")
    let version = try object.optionalText("versionId")
    let name = arn.rawValue + "/" + key + (version.map { "?versionId=" + $0 } ?? "")
    let rule = try data.optionalText("replicationRuleId") ?? ""
    let requested = try data.optionalInstant("requestTime") ?? at
    let region = try record.text("awsRegion")
    try findings.add(
      .replicationFaulted(ReplicationFaulted(object: name, state: state, reason: reason)),
      key: SignalKey(name, rule, state.rawValue, requested.description),
      of: Subject(
        at: at, seenAt: at, source: "aws.s3", account: .unknown, region: Region(code: region) ?? .unknown,
        resource: arn), by: self.rule)
  }

  /// A threshold or a replication time, in minutes or seconds as S3 writes it, for people.
  private static func measure(_ data: JSONValue, _ name: StaticString) throws(Problem) -> String? {
    guard let value = data.optional(name) else { return nil }
    guard value.kind == .text || value.kind == .number else {
      throw Problem(
        .wrongType, at: value, "expected text, found \(value.kind.rawValue)", remedy: "a duration")
    }
    return value.text
  }

  private static func unknown(_ name: JSONValue) -> Problem {
    Problem(
      .unknownEvent, at: name, "\(name.quoted) is no event that S3 is known to send",
      remedy: "narrow the bucket's notification to s3:Replication:*")
  }

  private static let unrelated = [
    "ObjectCreated:", "ObjectRemoved:", "ObjectRestore:", "ObjectTagging:", "ObjectAcl:",
    "LifecycleExpiration",
    "LifecycleTransition", "IntelligentTiering", "ReducedRedundancyLostObject",
  ]

  private static let rule = Rule(
    .s3, "S3, replication event: one object did not reach the destination bucket in time, or reached it late")
}
