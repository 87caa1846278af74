import DarumaCore

enum ZonesSection {
  static let mostZones = 10

  private static let region = Key.required(
    "region", Form<Region>.region.located, "The region of the zones.")
  private static let impaired = Key.required(
    "impaired", Form<Int>.count(1...mostZones), "At least so many zones. Drills don't count.")
  private static let noOlderThan = EvidenceSection.noOlderThan(ZonesTest.usualAge.written)

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a test of zones", keys: [region, impaired, noOlderThan])
  ) { fields in
    let (region, count, age) = (fields.value(region), fields.value(impaired), fields.value(noOlderThan))
    guard let region, let count else { return nil }
    return ConditionDraft(
      .zones(ZonesTest(region: region.value, impaired: count, noOlderThan: age)), regions: [region])
  }
}
