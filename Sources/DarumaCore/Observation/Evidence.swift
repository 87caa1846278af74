/// One leaf of a trigger's condition, as it stood: what an approval shows, and what it is bound to.
package struct EvidenceItem: Codable, Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable { case alarm, health, silence }

  package var kind: Kind
  /// The leaf in words: `alarm kaigo-prod-region-* is ALARM`.
  package var statement: String
  package var holds: Bool
  /// Whether the leaf stands under a `not`: it then speaks against firing.
  package var negated: Bool
  /// What makes it true, such as the names of the alarms; empty while it does not hold.
  package var witnesses: [String]

  package init(kind: Kind, statement: String, holds: Bool, negated: Bool, witnesses: [String]) {
    self.kind = kind
    self.statement = statement
    self.holds = holds
    self.negated = negated
    self.witnesses = witnesses
  }
}

/// What a condition comes to.
package struct Evaluation: Codable, Hashable, Sendable {
  package var holds: Bool
  /// By the sources' own times, when it became true; nil while it does not hold, or where only a `not` makes it so.
  package var since: Instant?
  package var evidence: [EvidenceItem]

  /// Whether what holds is of any kind other than silence: silence can't act alone (invariant 10).
  package var isMoreThanSilence: Bool {
    evidence.contains { $0.holds && !$0.negated && $0.kind != .silence }
  }
}
