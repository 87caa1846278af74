import DarumaCore

enum GuardSection {
  static let mostFailoversPerDay = 100

  private static let maximumLoss = Key.optional(
    "maximumLoss", Form<Span>.span(from: .seconds(1)),
    "The most data that a failover may lose, as a length of time. "
      + "Without it: the RPO where nobody is asked, no limit where a person approves.")
  private static let failoversPerDay = Key.optional(
    "failoversPerDay", Form<Int>.count(1...mostFailoversPerDay),
    "Failovers that may start within 24 hours; \(GuardPolicy.defaultFailoversPerDay) without it.")

  static let form = Form<GuardPolicy>.mapping(
    KeyTable(title: "the mapping `guards`", keys: [maximumLoss, failoversPerDay])
  ) { fields in
    GuardPolicy(
      maximumLoss: fields.value(maximumLoss),
      failoversPerDay: fields.value(failoversPerDay) ?? GuardPolicy.defaultFailoversPerDay)
  }
}
