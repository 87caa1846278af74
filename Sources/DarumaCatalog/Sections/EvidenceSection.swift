import DarumaCore

/// The leaves of a condition: what can be observed.
enum EvidenceSection {
  private static let alarmName = Key.required(
    "name", Form<String>.text(atMost: 255).map { NamePattern($0) },
    "The name of the alarm; `*` stands for any text, and then the name is in quotes.")
  private static let alarmState = Key.required(
    "state",
    Form<AlarmChanged.State>.choice([
      ("ALARM", .alarm), ("OK", .ok), ("INSUFFICIENT_DATA", .insufficientData),
    ]), "The state that it is in.")
  private static let alarmRegion = Key.optional(
    "region", Form<Region>.region.located, "The region of the alarm; any without it.")

  static let alarm = Form<ConditionDraft>.mapping(
    KeyTable(title: "an alarm", keys: [alarmName, alarmState, alarmRegion])
  ) { fields in
    let (name, state, region) = (fields.value(alarmName), fields.value(alarmState), fields.value(alarmRegion))
    guard let name, let state else { return nil }
    return ConditionDraft(
      .alarm(AlarmTest(name: name, state: state, region: region?.value)), regions: [region])
  }

  private static let healthRegion = Key.required(
    "region", Form<Region>.region.located, "The region with the fault.")
  private static let expectedDuration = Key.optional(
    "expectedDuration", Form<Span>.minimum,
    "How long the provider expects the fault to last, such as \">=4h\"; whatever it expects without it.")
  private static let service = Key.optional(
    "service", Form<String>.text(atMost: 255),
    "The provider's code of the service, such as RDS; any without it.")

  static let health = Form<ConditionDraft>.mapping(
    KeyTable(title: "a health test", keys: [healthRegion, expectedDuration, service])
  ) { fields in
    let (region, minimum) = (fields.value(healthRegion), fields.value(expectedDuration))
    let code = fields.value(service)
    guard let region else { return nil }
    return ConditionDraft(
      .health(HealthTest(region: region.value, minimumExpectedDuration: minimum, service: code)),
      regions: [region])
  }

  private static let source = Key.required(
    "source", Form<String>.text(atMost: 255).map { SourceName($0) }, "The source that should speak.")
  private static let duration = Key.required(
    "for", Form<Span>.span(from: .seconds(1)), "How long it has not spoken.")

  static let silence = Form<ConditionDraft>.mapping(
    KeyTable(title: "a silence test", keys: [source, duration])
  ) { fields in
    let (name, length) = (fields.value(source), fields.value(duration))
    guard let name, let length else { return nil }
    return ConditionDraft(.silence(SilenceTest(source: name, duration: length)))
  }
}

extension Form where Value == Span {
  /// `>=4h`: that long, or longer.
  fileprivate static var minimum: Form {
    .scalar(
      schema: ["type": "string", "pattern": "^>=([0-9]{1,12}(ms|s|m|h|d|w))+$"],
      wanted: "\">=\" and a length of time"
    ) { written, findings in
      if written.text.hasPrefix(">="), let span = Span(written: written.text.dropFirst(2)) { return span }
      findings.report(
        .badDuration, at: written.place,
        "\(quoted(written.text)) is not `>=` and a length of time",
        remedy: Span(written: written.text).map { "write \">=\($0.written)\"" } ?? "write it as \">=4h\"")
      return nil
    }
  }
}
