import DarumaCore

enum ThreatSection {
  private static let severity = Key.required(
    "severity", Form<Int>.count(1...10), "At least so severe: 1 to 10, as GuardDuty counts; from 7 on it is high.")
  private static let resource = EvidenceSection.resource("On which resource; on any without it.")
  private static let noOlderThan = Key.optional(
    "noOlderThan", Form<Span>.span(from: .minutes(10)),
    "How long ago it may have been seen first; until a person clears it without it.")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a threat", keys: [severity, resource, noOlderThan])
  ) { fields in
    let (severity, resource, age) = (fields.value(severity), fields.value(resource), fields.value(noOlderThan))
    guard let severity else { return nil }
    return ConditionDraft(
      .threat(ThreatTest(severity: severity, resource: resource?.value, noOlderThan: age)), resources: [resource])
  }
}
