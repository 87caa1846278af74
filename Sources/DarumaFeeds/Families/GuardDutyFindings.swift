import DarumaCore

/// GuardDuty (`aws.guardduty`), `GuardDuty Finding`.
///
/// Key: the finding's id, and of what it names besides the first its ARN. It is sent again with a higher count, and then is
/// the same fact.
/// Points that were taken after `eventFirstSeen` are suspect. Sample findings are marked as such.
enum GuardDutyFindings {
  static func read(_ event: EventBridgeEvent, into findings: inout Findings) throws(Problem) {
    guard event.detailType.says("GuardDuty Finding") else {
      if event.detailType.hasPrefix("GuardDuty Malware Protection") {
        return findings.ignore("a scan of an object or a volume by itself; AWS Backup tells its own scans")
      }
      throw event.unknownDetailType()
    }
    let detail = try event.detail()
    let id = try detail.text("id")
    let service = try detail.object("service")
    let region = try Region(code: detail.optionalText("region") ?? "").or(event.region())
    let account = try detail.optionalText("accountId").map(Account.init(_:)) ?? event.account
    let firstSeen = try service.instant("eventFirstSeen")
    let sample = try service.optionalObject("additionalInfo")?.optionalFlag("sample") ?? false
    let title = try detail.optionalText("title") ?? ""
    let fact = ThreatFound(
      finding: id, severity: try severity(detail), firstSeen: firstSeen,
      sample: sample || title.hasPrefix("[SAMPLE]") || title.hasPrefix("SAMPLE "))
    let resources = try GuardDutyResources.of(detail, region, account)
    // One fact for each thing that is suspected; a finding that names none is still one.
    for (place, resource) in (resources.isEmpty ? [nil] : resources.map(Optional.some)).enumerated()
    where !findings.isFull {
      let subject = Subject(
        at: firstSeen, seenAt: try detail.optionalInstant("updatedAt") ?? event.time, source: "aws.guardduty",
        account: account, region: resource?.regionCode ?? region, resource: resource)
      let key = place == 0 ? SignalKey(id) : SignalKey(id, resource?.rawValue ?? "")
      try findings.add(.threatFound(fact), key: key, of: subject, by: rule)
    }
  }

  private static func severity(_ detail: JSONValue) throws(Problem) -> Double {
    let written = try detail.required("severity")
    try written.expect(.number)
    guard let severity = Double(written.text), (0...10).contains(severity) else {
      throw Problem(
        .invalidNumber, at: written, "\(written.quoted) is no severity", remedy: "a number from 1.0 to 10.0")
    }
    return severity
  }

  private static let rule = Rule(
    .guardduty, "GuardDuty, finding: a compromise is suspected since service.eventFirstSeen")
}
