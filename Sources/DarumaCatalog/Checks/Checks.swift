/// What is checked once the whole file is read, in the order of the words of an application.
enum Checks {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    NameCheck.run(on: draft, findings)
    RegionCheck.run(on: draft, findings)
    PartitionCheck.run(on: draft, findings)
    ResourceCheck.run(on: draft, findings)
    ProtectionCheck.run(on: draft, findings)
    ObjectiveCheck.run(on: draft, findings)
    OperatorCheck.run(on: draft, findings)
    for trigger in draft.triggers {
      if let when = trigger.when {
        ConditionCheck.run(on: when, of: draft, findings)
        ConditionCheck.checkEvidence(of: when, draft.regions.pair, findings)
      }
      ApprovalCheck.run(on: trigger.approval, of: draft, findings)
      TimeCheck.run(on: trigger, of: draft, findings)
      ObjectiveCheck.run(on: trigger.own, of: draft.plan(of: trigger), draft, findings)
    }
    for plan in draft.plans {
      ApprovalCheck.run(on: plan.approval, of: draft, findings)
      let graph = StepGraph(plan.steps)
      ActionCheck.run(on: plan, graph, of: draft, findings)
      SameNameCheck.run(on: plan, of: draft, findings)
      AwaitCheck.run(on: plan, of: draft, findings)
      GraphCheck.run(on: graph, findings)
      TimeCheck.run(on: plan, of: draft, findings)
      ObjectiveCheck.run(on: plan.own, of: plan, draft, findings)
      CopyCheck.run(on: plan, graph, of: draft, findings)
      CutOverCheck.run(on: plan, graph, of: draft, findings)
      PlanKindCheck.run(on: plan, findings)
      LeftBehindCheck.run(on: plan, of: draft, findings)
      RegionDependencyCheck.run(on: plan, graph, of: draft, findings)
    }
    if findings.strict { AutomaticActionCheck.run(on: draft, findings) }
  }
}
