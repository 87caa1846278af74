import DarumaCore

enum AlarmSection {
  private static let name = Key.required(
    "name", Form<String>.text(atMost: 255).map { NamePattern($0) },
    "The name of the alarm; `*` stands for any text, and then the name is in quotes.")
  private static let state = Key.required(
    "state",
    Form<AlarmChanged.State>.choice([
      ("ALARM", .alarm), ("OK", .ok), ("INSUFFICIENT_DATA", .insufficientData),
    ]), "The state that it is in.")
  private static let region = Key.optional(
    "region", Form<Region>.region.located, "The region in which the alarm lives; any without it.")
  private static let about = Key.optional(
    "about", Form<Region>.region.located,
    "The region that the alarm speaks of, where it lives in another: a canary in the recovery region that watches the "
      + "primary. Its own without it.")
  private static let noOlderThan = EvidenceSection.noOlderThan(AlarmTest.usualAge.written)

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "an alarm", keys: [name, state, region, about, noOlderThan])
  ) { fields in
    let (name, state) = (fields.value(name), fields.value(state))
    let (region, about, age) = (fields.value(region), fields.value(about), fields.value(noOlderThan))
    guard let name, let state else { return nil }
    let test = AlarmTest(
      name: name, state: state, region: region?.value, about: about?.value, noOlderThan: age)
    return ConditionDraft(.alarm(test), regions: [region, about])
  }
}
