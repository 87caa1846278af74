import DarumaCore

/// Names are given once, and what is referred to exists.
enum NameCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    reportRepeated(draft.resources.compactMap(\.id), .duplicateResource, "resource", findings)
    reportRepeated(draft.triggers.compactMap(\.name), .duplicateTrigger, "trigger", findings)
    let plans = draft.plans.compactMap(\.name?.value)
    for run in draft.triggers.compactMap(\.run) where !plans.contains(run.value) {
      report(run, .unknownPlan, "plan", among: plans, findings)
    }
    let resources = draft.resources.compactMap(\.id?.value)
    let known = Set(resources)
    let roles = draft.contacts.compactMap(\.role)
    for plan in draft.plans {
      reportRepeated(plan.steps.compactMap(\.id), .duplicateStep, "step", findings)
      for step in plan.steps {
        if let resource = step.resource, !known.contains(resource.value) {
          report(resource, .unknownResource, "resource", among: resources, findings)
        }
        checkAfter(step, in: plan, findings)
        for role in step.action?.wanted.roles ?? [] where !roles.contains(role.value) {
          report(role, .unknownRole, "contact of role", among: roles, findings)
        }
      }
    }
  }

  private static func checkAfter(_ step: StepDraft, in plan: PlanDraft, _ findings: Findings) {
    let steps = plan.steps.compactMap(\.id?.value)
    var seen: Set<StepID> = []
    for id in step.after {
      if !steps.contains(id.value) { report(id, .unknownStep, "step", among: steps, findings) }
      if !seen.insert(id.value).inserted {
        findings.report(
          .repeatedItem, at: id.place, "\(quoted(id.value.rawValue)) is in `after` already",
          remedy: "name it once")
      }
    }
  }

  private static func report<Word: Name>(
    _ name: Located<Word>, _ code: DiagnosticCode, _ what: String, among known: [Word], _ findings: Findings
  ) {
    findings.report(
      code, at: name.place, "there is no \(what) \(quoted(name.value.rawValue))",
      remedy: NearMiss.remedy(
        name.value.rawValue, among: known.map(\.rawValue), whatIsKnown: "\(what) in this file"))
  }

  private static func reportRepeated<Word: Name>(
    _ names: [Located<Word>], _ code: DiagnosticCode, _ what: String, _ findings: Findings
  ) {
    var first: [Word: Place] = [:]
    for name in names {
      if let place = first[name.value] {
        findings.report(
          code, at: name.place, "\(what) \(quoted(name.value.rawValue)) is there already, at \(place)",
          remedy: "give one of the two another name")
      } else {
        first[name.value] = name.place
      }
    }
  }
}
