/// Whether what people were asked is what they would be asked now (invariant 11). Between a change and the next request
/// lies a while, so that people can answer one; in it the request stands there, and an answer to it would be one to what is
/// no longer so.
package enum ApprovalStanding {
  /// What changed since the request of `execution` was made, in words; nil where it waits for no approval, where nothing
  /// changed that the request binds, and where the worker can't hear, so that nobody knows.
  ///
  /// - Parameter digest: Of what an approval binds; see ``Machine/digest``.
  package static func change(
    of execution: Execution, in state: ApplicationState, at now: Instant, _ digest: (ApprovalBinding) -> String
  ) -> String? {
    guard let asked = execution.machine.approval, let policy = execution.approvalPolicy,
      state.readiness.mayAct(at: now, actDeaf: state.catalog?.guards.actDeaf ?? false)
    else { return nil }
    let choices = Choices.make(
      execution.plan, execution.application, state.projection.protection, agreed: execution.choices, at: now)
    let terms = ApprovalTerms.now(execution, policy, choices, until: asked.expiresAt, state, at: now)
    guard digest(terms.binding) != asked.digest else { return nil }
    return difference(from: asked.terms, to: terms)
  }

  private static func difference(from old: ApprovalTerms, to new: ApprovalTerms) -> String {
    var words: [String] = []
    for fate in new.fates {
      let before = old.fates.first { $0.resource == fate.resource }
      if before.map({ isOther($0.fate, fate.fate) }) ?? true { words.append(fate.sentence(at: new.asOf)) }
    }
    if let loss = new.loss, loss.atMost != old.loss?.atMost {
      words.append("\(loss.atMost) would be lost at the most" + (old.loss.map { ", not \($0.atMost)" } ?? ""))
    }
    for item in new.evidence {
      let before = old.evidence.first { $0.statement == item.statement && $0.negated == item.negated }
      if before?.holds != item.holds { words.append("\(item.statement): \(item.holds ? "yes" : "no") now") }
    }
    if new.deafSince != nil, old.deafSince == nil { words.append("not everything is heard") }
    return words.isEmpty ? "other terms" : words.joined(separator: "; ")
  }

  /// Whether a person would call it something else: not for a minute more of loss.
  private static func isOther(_ old: Fate, _ new: Fate) -> Bool {
    switch (old, new) {
    case (.restored(let old), .restored(let new)): old.point != new.point
    default: old.isLeftBehind != new.isLeftBehind
    }
  }
}

extension ApprovalTerms {
  /// What would be agreed to at `now`.
  ///
  /// - Parameter lastAnswer: When the last answer may come.
  static func now(
    _ execution: Execution, _ policy: ApprovalPolicy, _ choices: Choices, until lastAnswer: Instant,
    _ state: ApplicationState, at now: Instant
  ) -> ApprovalTerms {
    let trigger = execution.trigger.flatMap(execution.application.trigger)
    let evidence = trigger.map {
      state.evaluate($0, of: execution.application, at: now, linger: $0.holdFor).evidence
    }
    let within = lastAnswer + execution.plan.longestToCutOver - now
    return ApprovalTerms(
      application: state.name, execution: execution.id, plan: execution.plan.name, file: execution.file,
      evidence: evidence ?? execution.evidence, fates: choices.fates, onset: execution.onset, asOf: now,
      loss: Loss.of(choices.fates, onset: execution.onset, within: within, at: now), policy: policy,
      deafSince: state.deafSince)
  }
}
