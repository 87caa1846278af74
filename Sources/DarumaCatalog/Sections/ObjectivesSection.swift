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

  /// Of a trigger or a plan.
  static let ownRPO = Key.optional(
    "rpo", Form<Span>.span(from: .seconds(1)).located,
    "The most data that may be lost by it; without it, what holds for the whole application.")
  static let ownRTO = Key.optional(
    "rto", Form<Span>.span(from: .seconds(1)).located,
    "The longest that the service may be away by it; without it, what holds for the whole application.")
}

/// What a trigger or a plan states of its own, with the places that say so.
struct OwnObjectivesDraft: Sendable {
  var rpo: Located<Span>?
  var rto: Located<Span>?

  var objectives: OwnObjectives? { OwnObjectives(rpo: rpo?.value, rto: rto?.value) }
}
