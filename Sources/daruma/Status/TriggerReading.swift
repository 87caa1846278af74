import DarumaCore

/// Why a trigger has not fired: what each leaf of its condition reads.
struct TriggerReading: Encodable {
  var trigger: TriggerName
  var state: String
  /// The same for people.
  var stateWords: String
  var detail: String
  var at: Instant
  var condition: Truth
  /// Whether what holds speaks against the primary region.
  var hasWeight: Bool
  var since: Instant?
  /// When time alone may change it.
  var changesAt: Instant?
  var leaves: [EvidenceItem]

  init(_ trigger: Trigger, _ state: ApplicationState, at now: Instant) {
    let evaluation = trigger.when.evaluate(state.observed, at: now)
    let machine = state.triggers[trigger.name] ?? TriggerMachine()
    self.trigger = trigger.name
    self.state = machine.stateName
    stateWords = machine.stateWords
    detail = machine.detail
    at = now
    condition = evaluation.truth
    hasWeight = evaluation.hasWeight
    since = evaluation.since
    changesAt = evaluation.changesAt
    leaves = evaluation.evidence
  }

  func show(on out: Terminal) {
    out.line(
      out.styled("trigger \(trigger) at \(at)", .bold) + "  \(stateWords)" + (detail.isEmpty ? "" : ": \(detail)"))
    out.line("  its condition " + condition.words + (since.map { " since \($0)" } ?? ""))
    if condition == .holds, !hasWeight {
      out.line("  nothing that holds speaks against the primary region, so that it can't fire")
    }
    for leaf in leaves {
      let sense = leaf.negated ? "must not be: " : "wanted: "
      let text = "  \(leaf.truth.words), \(sense)\(leaf.statement)"
      let style: Terminal.Style = leaf.truth == .unknown ? .yellow : (leaf.holds != leaf.negated ? .green : .dim)
      out.line(out.styled(text + (leaf.since.map { "; since \($0)" } ?? ""), style))
      if !leaf.witnesses.isEmpty { out.line("      seen: " + leaf.witnesses.joined(separator: ", ")) }
      if let missing = leaf.missing { out.line("      " + missing) }
    }
  }
}

extension Truth {
  fileprivate var words: String {
    switch self {
    case .holds: "holds"
    case .not: "does not hold"
    case .unknown: "is unknown"
    }
  }
}
