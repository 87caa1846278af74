import DarumaCore

enum ExposureSection {
  private static let over = Key.required(
    "over", Form<Span>.span(from: .seconds(1)), "More than so much data would be lost, as a length of time.")
  private static let resource = EvidenceSection.resource(
    "Of which resource; of any that is carried over without it.")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "an exposure test", keys: [over, resource])
  ) { fields in
    let (limit, resource) = (fields.value(over), fields.value(resource))
    guard let limit else { return nil }
    return ConditionDraft(.exposure(ExposureTest(over: limit, resource: resource?.value)), resources: [resource])
  }
}
