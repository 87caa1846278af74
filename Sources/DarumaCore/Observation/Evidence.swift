/// One leaf of a trigger's condition, as it stood: what an approval shows, and what it is bound to.
package struct EvidenceItem: Hashable, Sendable {
  package typealias Kind = Leaf.Kind

  package var kind: Kind
  /// The leaf in words: `alarm kaigo-prod-region-* is ALARM`.
  package var statement: String
  package var truth: Truth
  /// When it began to hold, or ceased to, by the source's own time.
  package var since: Instant?
  package var weight: Weight
  /// Whether the leaf stands under a `not`: it then speaks against firing.
  package var negated: Bool
  /// What makes it true, such as the names of the alarms; empty while it does not hold.
  package var witnesses: [String]
  /// What is missing where it does not hold, or is unknown.
  package var missing: String?

  package var holds: Bool { truth == .holds }

  package init(
    kind: Kind, statement: String, truth: Truth, since: Instant? = nil, weight: Weight, negated: Bool,
    witnesses: [String] = [], missing: String? = nil
  ) {
    self.kind = kind
    self.statement = statement
    self.truth = truth
    self.since = since
    self.weight = weight
    self.negated = negated
    self.witnesses = witnesses
    self.missing = missing
  }
}

/// Written with `holds` beside `truth`: items of earlier journals have that alone.
extension EvidenceItem: Codable {
  private enum Key: String, CodingKey {
    case kind, statement, holds, truth, since, weight, negated, witnesses, missing
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    statement = try fields.decode(String.self, forKey: .statement)
    negated = try fields.decode(Bool.self, forKey: .negated)
    witnesses = try fields.decode([String].self, forKey: .witnesses)
    since = try fields.decodeIfPresent(Instant.self, forKey: .since)
    missing = try fields.decodeIfPresent(String.self, forKey: .missing)
    let holds = try fields.decode(Bool.self, forKey: .holds)
    truth = try fields.decodeIfPresent(Truth.self, forKey: .truth) ?? Truth(holds)
    weight = try fields.decodeIfPresent(Weight.self, forKey: .weight) ?? (kind == .silence ? .silence : .primary)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(kind, forKey: .kind)
    try fields.encode(statement, forKey: .statement)
    try fields.encode(holds, forKey: .holds)
    try fields.encode(truth, forKey: .truth)
    try fields.encodeIfPresent(since, forKey: .since)
    try fields.encode(weight, forKey: .weight)
    try fields.encode(negated, forKey: .negated)
    try fields.encode(witnesses, forKey: .witnesses)
    try fields.encodeIfPresent(missing, forKey: .missing)
  }
}

/// What a condition comes to.
package struct Evaluation: Hashable, Sendable {
  package var truth: Truth
  /// The newest beginning of what makes it so, by the sources' own times: hold-downs run from here. Nil while it does
  /// not hold, and where nothing in it ever began.
  package var since: Instant?
  /// The earliest beginning of what speaks against the primary; nil where nothing does. At most as old as its leaf may
  /// be.
  package var onset: Instant?
  /// Each leaf, in the order of the file.
  package var evidence: [EvidenceItem]
  /// When time alone may change any of it.
  package var changesAt: Instant?
  /// Whether what makes it hold speaks against the primary: silence, and that all is well elsewhere, can't act alone
  /// (invariant 10).
  package var hasWeight: Bool

  package var holds: Bool { truth == .holds }
}

extension Evaluation {
  /// When the earliest compromise began that lets it hold; nil where none does. What is restored because of it must be from
  /// before then, also of resources that no finding names.
  var compromisedSince: Instant? {
    guard holds else { return nil }
    return evidence.filter { $0.kind == .threat && $0.holds && !$0.negated }.compactMap(\.since).min()
  }
}
