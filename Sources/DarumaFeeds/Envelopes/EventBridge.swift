import DarumaCore

/// An event as EventBridge delivers it.
///
/// Members that are not read, such as `replay-name` of a replayed event, are passed over. `id` is not read
/// either: a fact has the key of its own domain, which is the same by whatever route it comes.
struct EventBridgeEvent {
  let object: JSONValue
  let detailType: JSONValue
  /// Empty where an input transformer left it out.
  let source: String
  /// When the service put the event on the bus, which may be well after the thing happened.
  let time: Instant
  let account: Account

  /// Of the bus, which is not always where the thing happened.
  func region() throws(Problem) -> Region {
    let region = try object.text("region")
    guard let code = Region(code: region) else {
      throw Problem(
        .invalidText, at: try object.required("region"), "\(region.debugDescription) is no region code",
        remedy: "a region code such as us-east-1")
    }
    return code
  }

  /// Of what the event is about, where its ARN names one; otherwise of the bus.
  func region(of arn: ARN?) throws(Problem) -> Region { try (arn?.regionCode).or(region()) }

  /// Of what the event is about, where the ARN and the envelope agree on account and region: a fact that they place
  /// differently is no fact of either.
  func agreedRegion(of arn: ARN, at place: JSONValue? = nil) throws(Problem) -> Region {
    guard let own = arn.regionCode else { return try region() }
    let place = place ?? object
    if let bus = Region(code: try object.optionalText("region") ?? ""), own != bus, own != "global" {
      throw Problem(
        .contradiction, at: place, "\(arn) is in \(own), the event is of \(bus)",
        remedy: "which of the two is right, a listing tells; was the event changed on the way?")
    }
    if let holder = arn.namedAccount, holder != account, account != .unknown {
      throw Problem(
        .contradiction, at: place, "\(arn) is in account \(holder), the event is of \(account)",
        remedy: "which of the two is right, a listing tells; was the event changed on the way?")
    }
    return own
  }

  func detail() throws(Problem) -> JSONValue { try object.object("detail") }

  /// The first of `resources`; what it is depends on the family. Nil where the list is missing or empty.
  func firstResource() throws(Problem) -> JSONValue? {
    try object.optionalArray("resources")?.firstElement
  }

  func subject(at instant: Instant? = nil, region: Region, resource: ARN? = nil) -> Subject {
    Subject(
      at: instant ?? time, seenAt: time, source: source, account: account, region: region, resource: resource)
  }

  /// A detail type that no rule names.
  func unknownDetailType() -> Problem {
    Problem(
      .unknownDetailType, at: detailType, "\(detailType.quoted) of \(source) is not known",
      remedy: "narrow the rule of the bus, or ask for this detail type to be read")
  }
}

enum EventBridge {
  static func open(_ object: JSONValue, into findings: inout Findings) throws(Problem) {
    let detailType = try object.required("detail-type")
    try detailType.expect(.text)
    let source = try object.optionalText("source") ?? ""
    let event = EventBridgeEvent(
      object: object, detailType: detailType, source: source,
      time: try object.optionalInstant("time") ?? findings.receivedAt,
      account: Account(try object.optionalText("account") ?? ""))
    if detailType.says("AWS API Call via CloudTrail") || detailType.says("AWS Service Event via CloudTrail") {
      return findings.read(.cloudtrail, event, by: CloudTrailCalls.read)
    }
    try dispatch(event, into: &findings)
  }

  private static func dispatch(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    switch event.source {
    case "aws.cloudwatch":
      findings.read(.alarms, event, by: AlarmEvents.read)
    case "aws.backup":
      findings.read(.backup, event, by: BackupEvents.read)
    case "aws.rds":
      findings.read(.rds, event, by: RDSEvents.read)
    case "aws.health":
      findings.read(.health, event, by: HealthEvents.read)
    case "aws.ec2", "aws.dlm", "aws.rbin":
      findings.read(.ebs, event, by: EBSEvents.read)
    case "aws.s3":
      findings.read(.s3, event, by: S3Events.read)
    case "aws.elasticache":
      findings.read(.elasticache, event, by: ElastiCacheEvents.read)
    case "aws.ecs":
      findings.read(.ecs, event, by: ECSEvents.read)
    case "aws.guardduty":
      findings.read(.guardduty, event, by: GuardDutyFindings.read)
    // A transformer may leave the source out; this detail type belongs to one source alone.
    case "" where event.detailType.equals("GuardDuty Finding"):
      findings.read(.guardduty, event, by: GuardDutyFindings.read)
    case "aws.arc-zonal-shift":
      findings.read(.arc, event, by: ZonalShifts.read)
    case "aws.arc-region-switch":
      findings.read(.arc, event, by: RegionSwitches.read)
    case "aws.route53-recovery-readiness", "route53-recovery-readiness.amazonaws.com":
      findings.ignore(
        "a readiness check says whether a set-up is balanced, not what can be restored", of: .arc)
    case "aws.kms":
      findings.read(.kms, event, by: KeyEvents.read)
    case "aws.drs":
      findings.read(.drs, event, by: DRSEvents.read)
    default:
      throw Problem(
        .unknownSource, at: event.object.optional("source") ?? event.object,
        event.source.isEmpty ? "names no source" : "no feed reads events of \(event.source.debugDescription)",
        remedy: "narrow the rule of the bus to the sources that Daruma reads")
    }
  }

  static func refusePutEventsEntry(_ entry: JSONValue) -> Problem {
    Problem(
      .notDelivered, at: entry,
      "an entry for PutEvents, not an event that came out of a bus: it has no account, no time and no region",
      remedy: "send what the bus delivers")
  }
}
