import DarumaCore

struct PlanDraft: Sendable {
  /// Nil until the mapping of plans has told it.
  var name: Located<PlanName>?
  var kind: Plan.Kind?
  var steps: [StepDraft]
  var own: OwnObjectivesDraft
  var approval: ApprovalDraft?

  func named(_ name: Located<String>) -> PlanDraft {
    var plan = self
    plan.name = Located(value: PlanName(name.value), place: name.place)
    return plan
  }

  func plan(_ action: (StepDraft, ActionDraft) -> StepAction) -> Plan? {
    let steps = self.steps.compactMap { $0.step(action) }
    guard let name, let kind, steps.count == self.steps.count else { return nil }
    return Plan(
      name: name.value, kind: kind, steps: steps, objectives: own.objectives, approval: approval?.policy)
  }
}

enum PlanSection {
  static let mostSteps = 200

  private static let kind = Key.required(
    "kind", Form<Plan.Kind>.choice(), "What the plan is for; only a failover may cut over by a trigger.")
  private static let steps = Key.required(
    "steps", Form<[StepDraft]>.list(of: StepSection.form, count: 1...mostSteps), "What is done.")

  private static let approval = Key.optional(
    "approval", ApprovalSection.form,
    "Who must agree before anything is done, also where a person starts it; a trigger may say otherwise.")

  static let form = Form<PlanDraft>.mapping(
    KeyTable(
      title: "a plan", keys: [kind, ObjectivesSection.ownRPO, ObjectivesSection.ownRTO, approval, steps])
  ) { fields in
    PlanDraft(
      kind: fields.value(kind), steps: fields.value(steps) ?? [],
      own: OwnObjectivesDraft(
        rpo: fields.value(ObjectivesSection.ownRPO), rto: fields.value(ObjectivesSection.ownRTO)),
      approval: fields.value(approval))
  }
}
