import DarumaCore

enum HealthSection {
  private static let region = Key.required(
    "region", Form<Region>.region.located, "The region with the fault.")
  private static let expectedDuration = Key.optional(
    "expectedDuration", Form<Span>.minimum.located,
    "How long the provider expects the fault to last, such as \">=4h\"; whatever it expects without it. AWS Health has "
      + "no such field: an adapter must add it, or an operator says it (`said`).")
  private static let service = Key.optional(
    "service", Form<String>.text(atMost: 255),
    "The provider's code of the service, such as RDS; any without it.")
  private static let noOlderThan = EvidenceSection.noOlderThan(HealthTest.usualAge.written)

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a health test", keys: [region, expectedDuration, service, noOlderThan])
  ) { fields in
    let (region, minimum) = (fields.value(region), fields.value(expectedDuration))
    let (code, age) = (fields.value(service), fields.value(noOlderThan))
    guard let region else { return nil }
    let test = HealthTest(
      region: region.value, minimumExpectedDuration: minimum?.value, service: code, noOlderThan: age)
    var draft = ConditionDraft(.health(test), regions: [region])
    draft.expectations = [minimum?.place].compactMap(\.self)
    return draft
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
