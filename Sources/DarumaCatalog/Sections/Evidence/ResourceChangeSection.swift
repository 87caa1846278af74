import DarumaCore

enum ResourceChangeSection {
  private static let resource = EvidenceSection.resource("Which resource; any without it.")
  private static let changed = Key.required(
    "changed",
    Form<[ResourceChanged.Change]>.list(
      of: Form<ResourceChanged.Change>.choice(), count: 1...ResourceChanged.Change.allCases.count),
    "What happened to it: one of these. It holds until the opposite happens, or for `noOlderThan` where there is none.")
  private static let noOlderThan = EvidenceSection.noOlderThan(
    "\(ResourceTest.usualAge.written), or \(ResourceTest.usualMoment.written) of what has no opposite,")

  static let form = Form<ConditionDraft>.mapping(
    KeyTable(title: "a change of a resource", keys: [resource, changed, noOlderThan])
  ) { fields in
    let (resource, changes, age) = (fields.value(resource), fields.value(changed), fields.value(noOlderThan))
    guard let changes, !changes.isEmpty else { return nil }
    return ConditionDraft(
      .resource(ResourceTest(resource: resource?.value, changed: changes, noOlderThan: age)),
      resources: [resource])
  }
}
