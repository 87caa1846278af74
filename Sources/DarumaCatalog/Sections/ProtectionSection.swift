import DarumaCore

struct ProtectionDraft: Sendable {
  var rule: ProtectionRule
  /// Where `copyTo` is written, or the rule.
  var copyPlace: Place
}

enum ProtectionSection {
  private static let kind = Key.required("kind", Form<ProtectionRule.Kind>.choice(), "What is made.")
  private static let every = Key.optional(
    "every", Form<Span>.span(from: .seconds(1)), "How often a recovery point is made.")
  private static let window = Key.optional(
    "window", Form<DayWindow>.dayWindow, "When on the day it is made: \"HH:MM-HH:MM\" in `timeZone`.")
  private static let timeZone = Key.optional(
    "timeZone", Form<String>.timeZone, "The time zone of `window`: an IANA name such as `Asia/Tokyo`.")
  private static let retain = Key.optional(
    "retain", Form<Span>.span(from: .seconds(1)), "How long it is kept.")
  private static let copyTo = Key.optional(
    "copyTo", Form<Region>.region, "The region that gets a copy: the recovery region.")

  static let form = Form<ProtectionDraft>.mapping(
    KeyTable(
      title: "a protection rule", keys: [kind, every, window, timeZone, retain, copyTo],
      rules: [.needs(window.name, timeZone.name)])
  ) { fields in
    let given = fields.value(kind)
    let rule = ProtectionRule(
      kind: given ?? .snapshot, every: fields.value(every), window: fields.value(window),
      timeZone: fields.value(timeZone), retain: fields.value(retain), copyTo: fields.value(copyTo))
    return given == nil ? nil : ProtectionDraft(rule: rule, copyPlace: fields.place(of: copyTo))
  }
}
