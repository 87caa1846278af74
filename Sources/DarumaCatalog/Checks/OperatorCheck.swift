import DarumaCore

/// Operators are different people with keys of their own, and enough of them may approve.
enum OperatorCheck {
  static func run(on draft: ApplicationDraft, _ findings: Findings) {
    guard !draft.operators.isEmpty else { return }
    var names: [Located<String>] = []
    var keys: [String: Place] = [:]
    for person in draft.operators {
      if let name = person.name {
        if let first = names.first(where: { Approver.isSame($0.value, name.value) }) {
          findings.report(
            .duplicateOperator, at: name.place, "operator \(quoted(name.value)) is there already, at \(first.place)",
            remedy: "list each person once, with all roles")
        }
        names.append(name)
      }
      guard let key = person.key else { continue }
      if let first = keys[key.value] {
        findings.report(
          .duplicateOperator, at: key.place, "this key is there already, at \(first): two names would be one person",
          remedy: "give each person a key of their own (`daruma operator new-key`)")
      }
      keys[key.value] = keys[key.value] ?? key.place
    }
    for approval in draft.triggers.map(\.approval) + draft.plans.map(\.approval) {
      check(approval, draft.operators, findings)
    }
  }

  /// An approval that nobody can give is a failover that never comes.
  private static func check(_ approval: ApprovalDraft?, _ operators: [OperatorDraft], _ findings: Findings) {
    guard let approval, let place = approval.from.first?.place else { return }
    let asked = Set(approval.from.map(\.value))
    let able = operators.filter { $0.roles.contains { asked.contains($0.value) } }
    guard able.count < approval.policy.required else { return }
    findings.report(
      .tooFewApprovers, at: place,
      "\(approval.policy.required) must approve, and \(able.count) of the operators "
        + (able.count == 1 ? "has" : "have") + " one of these roles",
      remedy: "give the roles to more operators, or ask for fewer")
  }
}
