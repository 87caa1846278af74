import DarumaCore

enum AllowanceSection {
  private static let begunEarly = Key.optional(
    "begunEarly", Form<Span>.span(),
    "How much before its window a backup may begin and still belong to it; "
      + "\(Allowances.defaultBegunEarly.written) without it.")
  private static let goneEarly = Key.optional(
    "goneEarly", Form<Span>.span(),
    "How much before the end of its retention a backup may be gone: services count from its start or from its end; "
      + "\(Allowances.defaultGoneEarly.written) without it.")
  private static let goneLate = Key.optional(
    "goneLate", Form<Span>.span(),
    "How long after the end of its retention a backup may still be there: services delete when they get to it; "
      + "\(Allowances.defaultGoneLate.written) without it.")

  static let form = Form<Allowances>.mapping(
    KeyTable(title: "the mapping `allowances`", keys: [begunEarly, goneEarly, goneLate])
  ) { fields in
    Allowances(
      begunEarly: fields.value(begunEarly), goneEarly: fields.value(goneEarly), goneLate: fields.value(goneLate))
  }
}
