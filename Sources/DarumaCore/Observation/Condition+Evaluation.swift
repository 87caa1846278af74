extension Condition {
  /// Holds the condition against what is observed at `now`.
  ///
  /// - Parameter linger: How long a leaf still counts as holding after it ceased to: while people are asked, one that
  ///   flaps must not void what they were asked. A leaf under a `not` does not linger: what speaks against firing counts
  ///   at once.
  package func evaluate(_ observed: Observed, at now: Instant, linger: Span = .zero) -> Evaluation {
    var inquiry = Inquiry(observed: observed, now: now, linger: linger)
    let finding = inquiry.look(at: self, negated: false)
    let holds = finding.truth == .holds
    return Evaluation(
      truth: finding.truth, since: holds ? finding.since : nil, onset: holds ? finding.onset : nil,
      evidence: inquiry.evidence, changesAt: inquiry.changesAt, hasWeight: holds && finding.onset != nil)
  }
}

/// One walk through a condition.
private struct Inquiry {
  let observed: Observed
  let now: Instant
  let linger: Span
  private(set) var evidence: [EvidenceItem] = []
  private(set) var changesAt: Instant?

  /// What a part of the condition comes to.
  struct Finding {
    var truth: Truth
    /// When it came to that; nil where it always was so, or nobody knows.
    var since: Instant?
    /// The earliest beginning of what speaks against the primary and lets the part hold. (Under a `not`: lets it not.)
    var onset: Instant?
  }

  init(observed: Observed, now: Instant, linger: Span) {
    self.observed = observed
    self.now = now
    self.linger = linger
  }

  mutating func look(at condition: Condition, negated: Bool) -> Finding {
    switch condition {
    case .leaf(let leaf): return look(at: leaf, negated: negated)
    case .not(let part):
      var finding = look(at: part, negated: !negated)
      finding.truth = finding.truth.negated
      return finding
    case .all(let parts): return look(at: parts, atLeast: parts.count, negated)
    case .any(let parts): return look(at: parts, atLeast: 1, negated)
    case .atLeast(let count, let parts): return look(at: parts, atLeast: count, negated)
    }
  }

  /// Of several parts, so many.
  private mutating func look(at parts: [Condition], atLeast count: Int, _ negated: Bool) -> Finding {
    var findings: [Finding] = []
    for part in parts { findings.append(look(at: part, negated: negated)) }
    let truth = Truth.atLeast(count, of: findings.map(\.truth))
    // It came to hold with the one that filled the count, and ceased with the first that was one too many to lack.
    let decisive: Int
    switch truth {
    case .holds: decisive = count
    case .not: decisive = parts.count - count + 1
    case .unknown: return Finding(truth: truth)
    }
    let times = findings.filter { $0.truth == truth }.map { $0.since ?? .always }.sorted()
    let since = decisive >= 1 && times.count >= decisive ? times[decisive - 1] : .always
    // Under a `not` a part supports what is above it by not holding.
    let supports = (negated ? truth.negated : truth) == .holds
    return Finding(
      truth: truth, since: since == .always ? nil : since,
      onset: supports ? findings.filter { $0.truth == truth }.compactMap(\.onset).min() : nil)
  }

  private mutating func look(at leaf: Leaf, negated: Bool) -> Finding {
    let test = leaf.test
    var reading = test.reading(observed, at: now)
    note(reading.changesAt)
    if !negated, reading.truth == .not, linger > .zero, let end = reading.heldUntil {
      if end > now + Belief.tolerance {
        note(end - Belief.tolerance)
      } else if now < end + linger {
        note(end + linger)
        reading.truth = .holds
      }
    }
    evidence.append(
      EvidenceItem(
        kind: leaf.kind, statement: test.statement, truth: reading.truth, since: reading.since, weight: reading.weight,
        negated: negated, witnesses: reading.witnesses.map(\.name), missing: reading.missing))
    let speaksAgainst = reading.truth == .holds && !negated && reading.weight == .primary
    return Finding(
      truth: reading.truth, since: reading.since,
      onset: speaksAgainst ? onset(reading.since ?? now, test.ageLimit) : nil)
  }

  /// Nothing counts as older than it may be.
  private func onset(_ since: Instant, _ limit: Span?) -> Instant {
    min(now, limit.map { max(since, now - $0) } ?? since)
  }

  private mutating func note(_ instant: Instant?) {
    guard let instant, instant > now else { return }
    changesAt = min(changesAt ?? instant, instant)
  }
}

extension Instant {
  /// Before anything began.
  fileprivate static let always = Instant(milliseconds: .min)
}
