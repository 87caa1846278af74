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
  private static let actDeaf = Key.optional(
    "actDeaf", Form<Bool>.boolean,
    "Whether a worker that can't hear its topics for \(Readiness.patience) acts on what it knows; false without it. "
      + "An all-clear, a denial or a pause may then wait unread.")

  private static let planReadiness = Key.optional(
    "planReadiness", Form<PlanReadinessDemand>.choice(),
    "Whether a plan must be ready before it begins (`daruma status` shows whether it is). `required`: it is held back while a "
      + "look has found something that would make it fail; what can't be looked at holds nothing back. `proven`: held back "
      + "too while anything could not be looked at, as may be so in the very hour of an outage. Without it nothing is held "
      + "back.")

  static let mostRecoveryAlarms = 50
  private static let recoveryAlarms = Key.optional(
    "recoveryAlarms",
    Form<[NamePattern]>.list(
      of: Form<String>.text(atMost: 255).map { NamePattern($0) }, count: 1...mostRecoveryAlarms),
    "Alarms of the recovery region, by name; `*` stands for any text. Nothing is carried over there unless each is known "
      + "and OK.")

  static let form = Form<GuardPolicy>.mapping(
    KeyTable(
      title: "the mapping `guards`", keys: [maximumLoss, failoversPerDay, recoveryAlarms, actDeaf, planReadiness])
  ) { fields in
    let actsDeaf = fields.value(actDeaf) ?? false
    if actsDeaf {
      fields.findings.report(
        .actsDeaf, at: fields.place(of: actDeaf),
        "with this Daruma fails over although it can't hear: the all-clear of an alarm, a denial or a pause may wait "
          + "unread in the topic",
        remedy: "leave it out unless a failover without cause is better than none while the brokers are away")
    }
    return GuardPolicy(
      maximumLoss: fields.value(maximumLoss),
      failoversPerDay: fields.value(failoversPerDay) ?? GuardPolicy.defaultFailoversPerDay,
      recoveryAlarms: fields.value(recoveryAlarms) ?? [], actDeaf: actsDeaf,
      planReadiness: fields.value(planReadiness))
  }
}
