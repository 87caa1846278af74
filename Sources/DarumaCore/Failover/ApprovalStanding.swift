/// Whether what people were asked is no better than what they would be asked now (invariant 11). Between a change and the next request
/// lies a while, so that people can answer one; in it the request stands there, and an answer to it would be one to what is
/// no longer so.
package enum ApprovalStanding {
  /// What got worse since the request of `execution` was made, in words; nil where it waits for no approval, where nothing
  /// did, and where the worker can't hear, so that nobody knows.
  package static func change(of execution: Execution, in state: ApplicationState, at now: Instant) -> String? {
    guard let asked = execution.machine.approval, let policy = execution.approvalPolicy,
      state.readiness.mayAct(at: now, actDeaf: state.catalog?.guards.actDeaf ?? false)
    else { return nil }
    let choices = Choices.make(
      execution.plan, execution.application, state.projection.protection, agreed: execution.choices,
      before: execution.before, at: now)
    let terms = ApprovalTerms.now(execution, policy, choices, until: asked.expiresAt, state, at: now)
    let worse = terms.worse(than: asked.terms)
    return worse.isEmpty ? nil : worse.joined(separator: "; ")
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
      deafSince: state.deafSince, objectives: execution.ownObjectives, before: execution.before)
  }

  /// What a person who agreed to `agreed` did not agree to, in words. One more witness against the primary region is nothing
  /// worse, nor is less loss.
  func worse(than agreed: ApprovalTerms) -> [String] {
    var words: [String] = []
    for fate in fates {
      let before = agreed.fates.first { $0.resource == fate.resource }?.fate
      if before.map({ fate.fate.isOther(than: $0) }) ?? true { words.append(fate.sentence(at: asOf)) }
    }
    for fate in agreed.fates where !fates.contains(where: { $0.resource == fate.resource }) {
      words.append("\(fate.resource): nothing to restore it from")
    }
    if let loss, loss.atMost > agreed.loss?.atMost ?? .zero {
      words.append("\(loss.atMost) would be lost at the most" + (agreed.loss.map { ", not \($0.atMost)" } ?? ""))
    }
    for item in evidence {
      let held = agreed.evidence.first { $0.statement == item.statement && $0.negated == item.negated }?.holds ?? false
      guard item.negated ? item.holds && !held : held && !item.holds else { continue }
      words.append(item.negated ? "what must not be so is: \(item.statement)" : "no longer so: \(item.statement)")
    }
    if deafSince != nil, agreed.deafSince == nil { words.append("not everything is heard") }
    return words
  }
}

extension Fate {
  /// Whether a person would call it something else, and nothing better: not for a minute more of loss.
  fileprivate func isOther(than agreed: Fate) -> Bool {
    switch (agreed, self) {
    case (.restored(let old), .restored(let new)): old.point != new.point
    default: isLeftBehind && !agreed.isLeftBehind
    }
  }
}
