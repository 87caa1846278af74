import DarumaCore

/// Two steps of a plan don't make things of the same name: the second would find what the first has made, and take it for
/// another's.
enum SameNameCheck {
  static func run(on plan: PlanDraft, of draft: ApplicationDraft, _ findings: Findings) {
    var makers: [Made: StepDraft] = [:]
    for step in plan.steps {
      guard let action = step.action, action.isWhole else { continue }
      let setting = draft.setting(of: step, action, in: plan)
      let named = action.wanted.parameters(in: setting).filter(\.value.isMadeName).sorted { $0.key < $1.key }
      for (parameter, name) in named {
        let made = Made(
          name: name, parameter: parameter, resource: step.resource?.value, region: setting.region,
          plane: action.traits.plane)
        guard let first = makers[made] else {
          makers[made] = step
          continue
        }
        // What two steps restore is told by what they restore.
        guard first.action?.traits.restores == nil || action.traits.restores == nil else { continue }
        findings.report(
          .keyConflict, at: step.place,
          "what it makes would bear the same name as what \(first.title) makes",
          remedy: action.kind.keys.contains { $0.name == "label" }
            ? "give it another `label`, or remove one of the steps" : "remove one of the steps, or name it otherwise")
      }
    }
  }

  /// What a step makes, as far as its name goes.
  private struct Made: Hashable {
    var name: Document
    var parameter: String
    var resource: ResourceID?
    var region: Region?
    var plane: ActionTraits.Plane
  }
}

extension Document {
  /// Whether it is a name that the step makes up for what it makes, from its resource or the start of the execution.
  fileprivate var isMadeName: Bool {
    guard case .object(let members) = self, members.count == 1, let (blank, value) = members.first else { return false }
    switch (blank, value) {
    case ("$name", _), ("$start", _): return true
    case ("$joined", .list(let parts)): return parts.contains(where: \.isMadeName)
    default: return false
    }
  }
}
