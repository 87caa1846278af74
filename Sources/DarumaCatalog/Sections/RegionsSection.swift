import DarumaCore

/// Each is nil where it is missing or unusable: what can be checked against the other one still is.
struct RegionsDraft: Sendable {
  var primary: Region?
  var recovery: Located<Region>?

  /// Both, where they are usable and differ.
  var pair: Regions? {
    guard let primary, let recovery = recovery?.value, primary != recovery else { return nil }
    return Regions(primary: primary, recovery: recovery)
  }
}

enum RegionsSection {
  private static let primary = Key.required("primary", Form<Region>.region, "Where the application runs.")
  private static let recovery = Key.required("recovery", Form<Region>.region.located, "Where it recovers.")

  static let form = Form<RegionsDraft>.mapping(
    KeyTable(title: "the mapping `regions`", keys: [primary, recovery])
  ) { fields in
    RegionsDraft(primary: fields.value(primary), recovery: fields.value(recovery))
  }
}
