import DarumaCore

struct TriggerDraft: Sendable {
  var place: Place
  var name: Located<TriggerName>?
  var when: Located<ConditionDraft>?
  var holdFor: Span
  var coolDown: Span
  var approval: ApprovalDraft?
  var run: Located<PlanName>?
  var own: OwnObjectivesDraft

  func trigger() -> Trigger? {
    guard let name, let when, let run else { return nil }
    return Trigger(
      name: name.value, when: when.value.condition, holdFor: holdFor, coolDown: coolDown,
      approval: approval?.policy, run: run.value, objectives: own.objectives)
  }
}

enum TriggerSection {
  private static let name = Key.required(
    "name", Form<TriggerName>.name("the name of a trigger").located,
    "The trigger's name, unique in this file.")
  private static let when = Key.required(
    "when", ConditionSection.form.located, "The condition that must hold.")
  private static let holdFor = Key.optional(
    "holdFor", Form<Span>.span(),
    "How long the condition must hold without a break; \(Trigger.defaultHoldFor.written) without it.")
  private static let coolDown = Key.optional(
    "coolDown", Form<Span>.span(),
    "How long after its execution it can't fire again; \(Trigger.defaultCoolDown.written) without it."
  )
  private static let approval = Key.optional(
    "approval", ApprovalSection.form,
    "Who must agree before anything is done; without it, as the plan says, or else nobody is asked.")
  private static let run = Key.required(
    "run", Form<PlanName>.name("the name of a plan").located, "The plan that the trigger starts.")

  static let form = Form<TriggerDraft>.mapping(
    KeyTable(
      title: "a trigger",
      keys: [name, when, holdFor, coolDown, ObjectivesSection.ownRPO, ObjectivesSection.ownRTO, approval, run])
  ) { fields in
    TriggerDraft(
      place: fields.place, name: fields.value(name), when: fields.value(when),
      holdFor: fields.value(holdFor) ?? Trigger.defaultHoldFor,
      coolDown: fields.value(coolDown) ?? Trigger.defaultCoolDown, approval: fields.value(approval),
      run: fields.value(run),
      own: OwnObjectivesDraft(
        rpo: fields.value(ObjectivesSection.ownRPO), rto: fields.value(ObjectivesSection.ownRTO)))
  }
}
