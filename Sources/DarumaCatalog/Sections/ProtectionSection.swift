import DarumaCore

struct ProtectionDraft: Sendable {
  var rule: ProtectionRule
  var kindPlace: Place
  /// Where `copyTo` is written, or the rule; and so on.
  var copyPlace: Place
  var everyPlace: Place
  var retainPlace: Place
  var copyWithinPlace: Place
  var destinationPlace: Place
}

enum ProtectionSection {
  private static let kind = Key.required("kind", Form<ProtectionRule.Kind>.choice(), "What is made.")
  private static let origin = Key.optional(
    "origin", Form<RecoveryPointTaken.Origin>.choice(),
    "Which points are meant, by who makes them; those that are made without a person without it. "
      + "A manual rule asks for points only with `every`.")
  private static let name = Key.optional(
    "name", Form<String>.text(atMost: 255).map { NamePattern($0) },
    "Which points are meant, by name; `*` stands for any text, and then the name is in quotes.")
  private static let retain = Key.optional(
    "retain", Form<Retention>.retention(from: .seconds(1)),
    "How long it is kept, and no longer: a length of time, years of 365 days (`7y`), or `forever`.")
  private static let copyTo = Key.optional(
    "copyTo", Form<Region>.region, "The region that gets a copy: the recovery region.")
  private static let copyWithin = Key.optional(
    "copyWithin", Form<Span>.span(from: .seconds(1)),
    "How long after the end of the backup the copy may take; without it \(ProtectionRule.defaultCopyWithin.written), but no "
      + "longer than `every`. How far a replica may be behind; \(ProtectionRule.defaultLag.written) without it.")
  private static let retainCopy = Key.optional(
    "retainCopy", Form<Retention>.retention(from: .seconds(1)),
    "How long the copy is kept; as `retain` without it.")
  private static let encrypted = Key.optional(
    "encrypted", Form<Bool>.boolean, "Whether it, and its copies, must be encrypted.")
  private static let destination = Key.optional(
    "destination", Form<ARN>.arn, "The ARN of what holds the replica, such as the bucket in the recovery region.")

  static let mostMessages = 50
  private static let acceptMessages = Key.optional(
    "acceptMessages",
    Form<[NamePattern]>.list(of: Form<String>.text(atMost: 1024).map { NamePattern($0) }, count: 1...mostMessages),
    "Messages of AWS Backup with which a backup counts as whole although something may be missing, such as "
      + "\"*archived objects*\"; `*` stands for any text. Without it a backup that is done with a message is not counted, "
      + "but where the message says that only VSS failed.")

  private static let keys: [any KeyOfTable] =
    [kind, origin, name] + ScheduleSection.keys
    + [retain, copyTo, copyWithin, retainCopy, encrypted, destination, acceptMessages]

  static let form = Form<ProtectionDraft>.mapping(
    KeyTable(
      title: "a protection rule", keys: keys,
      rules: ScheduleSection.rules + [
        .needs(copyWithin.name, copyTo.name), .needs(retainCopy.name, copyTo.name),
      ],
      furtherSchema: [
        JSONMember(
          name: "allOf",
          value: .array(ProtectionKinds.schema(keys: keys.map(\.name)) + ScheduleSection.schema))
      ])
  ) { fields in
    let given = fields.value(kind)
    let schedule = ScheduleSection.read(fields)
    let rule = ProtectionRule(
      kind: given ?? .snapshot, origin: fields.value(origin), name: fields.value(name),
      every: schedule.every, window: schedule.window, timeZone: schedule.timeZone,
      startWithin: schedule.startWithin, completeWithin: schedule.completeWithin,
      retain: fields.value(retain), copyTo: fields.value(copyTo), copyWithin: fields.value(copyWithin),
      retainCopy: fields.value(retainCopy), encrypted: fields.value(encrypted),
      destination: fields.value(destination), acceptMessages: fields.value(acceptMessages))
    guard let given else { return nil }
    checkKeys(of: given, fields)
    return ProtectionDraft(
      rule: rule, kindPlace: fields.place(of: kind), copyPlace: fields.place(of: copyTo),
      everyPlace: fields.place(of: ScheduleSection.every), retainPlace: fields.place(of: retain),
      copyWithinPlace: fields.place(of: copyWithin), destinationPlace: fields.place(of: destination))
  }

  /// Keys that mean nothing for the kind, and keys that it can't do without.
  private static func checkKeys(of kind: ProtectionRule.Kind, _ fields: Fields) {
    guard let row = ProtectionKinds.table.first(where: { $0.kind == kind }) else { return }
    for key in fields.given where key.name != self.kind.name && !row.keys.contains(key.name) {
      fields.findings.report(
        .keyOfOtherKind, at: key.place, "\(quoted(key.name)) means nothing for `kind: \(kind.rawValue)`",
        remedy: "remove it; it belongs to \(listing(ProtectionKinds.kinds(knowing: key.name)))")
    }
    let given = Set(fields.given.map(\.name))
    for name in row.required where !given.contains(name) {
      fields.reportMissing(name, because: " with `kind: \(kind.rawValue)`")
    }
  }
}
