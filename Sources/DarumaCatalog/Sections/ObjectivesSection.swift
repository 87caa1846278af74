import DarumaCore

enum ObjectivesSection {
  private static let rpo = Key.required(
    "rpo", Form<Span>.span(from: .seconds(1)), "The most data that may be lost, as a length of time.")
  private static let rto = Key.required(
    "rto", Form<Span>.span(from: .seconds(1)), "The longest that the service may be away.")

  static let form = Form<Objectives>.mapping(KeyTable(title: "the mapping `objectives`", keys: [rpo, rto])) {
    fields in
    let lost = fields.value(rpo)
    let away = fields.value(rto)
    guard let lost, let away else { return nil }
    return Objectives(rpo: lost, rto: away)
  }
}
