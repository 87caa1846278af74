import DarumaCore

/// AWS Health over EventBridge (`aws.health`): best effort, sent to the impacted region and to a backup
/// region.
///
/// Key: the announcement's ARN, its status, and when it was last updated. So a public event that arrives in
/// two regions, for two accounts, or in several pages, is one fact. Events from before `lastUpdatedTime`
/// existed take their start and end instead. (AWS Health User Guide, "Reference: AWS Health events Amazon
/// EventBridge schema".)
///
/// - The impacted region is `eventRegion`, not that of the envelope; older events have it in the ARN alone.
/// - An event whose end has passed is over, even where its status still says open.
/// - `eventMetadata.expectedDuration`, ISO 8601, is read where an adapter adds it; AWS itself says it only in
///   prose.
enum HealthEvents {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    guard event.detailType.says("AWS Health Event") || event.detailType.says("AWS Health Abuse Event")
    else {
      throw event.unknownDetailType()
    }
    if event.detailType.says("AWS Health Abuse Event") {
      return findings.ignore("a report of abuse; no service is impaired")
    }
    let detail = try event.detail()
    let code = try detail.text("eventTypeCode")
    let category: HealthNoticed.Category
    let written = try detail.required("eventTypeCategory")
    if written.says("issue") {
      category = .issue
    } else if written.says("investigation") {
      category = .investigation
    } else if written.says("scheduledChange") {
      category = .scheduledChange
    } else if written.says("accountNotification") {
      return findings.ignore("a notification to the account; it announces no fault")
    } else {
      throw written.unknownValue(["issue", "investigation", "scheduledChange", "accountNotification"])
    }
    let notice = try detail.optionalARN("eventArn").or(detail.arn("arn"))
    let period = HealthPeriod(
      start: try detail.optionalInstant("startTime"), end: try detail.optionalInstant("endTime"),
      updated: try detail.optionalInstant("lastUpdatedTime"), seenAt: event.time)
    let status = try status(detail, period, category)
    let region = try impactedRegion(event, detail, notice)
    let fact = HealthNoticed(
      notice: notice.rawValue, service: try detail.text("service"), impactedRegion: region, status: status,
      startedAt: period.start, endedAt: period.end, code: code,
      expectedDuration: expectedDuration(detail),
      scope: scope(detail), category: category)
    let account = try detail.optionalText("affectedAccount").map(Account.init(_:)) ?? event.account
    var subject = event.subject(at: period.moment(of: status), region: region)
    subject.account = fact.scope == .everyone ? event.account : account
    try findings.add(
      .healthNoticed(fact), key: SignalKey(notice.rawValue, status.rawValue, period.version), of: subject,
      by: rule)
  }

  private static func status(
    _ detail: JSONValue, _ period: HealthPeriod, _ category: HealthNoticed.Category
  ) throws(Problem) -> HealthNoticed.Status {
    guard detail.optional("statusCode") != nil else { return period.status(of: category) }
    let written: HealthNoticed.Status = try detail.choice(
      "statusCode", ["open": .open, "closed": .closed, "upcoming": .upcoming])
    return written == .open && period.isOver ? .closed : written
  }

  private static func impactedRegion(
    _ event: EventBridgeEvent, _ detail: JSONValue, _ notice: ARN
  ) throws(Problem) -> Region {
    let written = try detail.optionalText("eventRegion").orMaybe(detail.optionalText("region")) ?? ""
    return try Region(code: written.lowercased()).or(event.region(of: notice))
  }

  /// A code that is not known says nothing.
  private static func scope(_ detail: JSONValue) -> HealthNoticed.Scope? {
    guard let code = detail.optional("eventScopeCode") else { return nil }
    if code.says("PUBLIC") { return .everyone }
    return code.says("ACCOUNT_SPECIFIC") ? .account : nil
  }

  /// What can't be read is not said: an announcement is not lost for what somebody has added to it.
  private static func expectedDuration(_ detail: JSONValue) -> Span? {
    guard let metadata = detail.optional("eventMetadata"), metadata.kind == .object,
      let written = metadata.optional("expectedDuration"), written.kind == .text
    else { return nil }
    return Span(iso8601: written.text)
  }

  private static let rule = Rule(
    .health, "AWS Health, issue, investigation or scheduled change: the provider announces a fault")
}
