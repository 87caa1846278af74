/// What becomes of one resource when a plan runs: every resource of the application has one, so that nothing is left
/// behind without a word.
package enum Fate: Hashable, Sendable {
  case restored(Choice)
  /// It was to be restored, and was not.
  case notRestored(Choice, reason: String)
  /// It is there already: a replica, or objects that were copied. `syncedTo`: what it holds.
  case replicated(syncedTo: Instant)
  /// It holds no data: it is made anew, or runs there already.
  case stays
  /// A step makes it anew, and not from a recovery point: the plan does without what it held.
  case remade
  /// It holds data, and nothing brings it over. `newest`: what a person could restore by hand.
  case leftBehind(newest: Instant?)

  /// When the data is from that is there afterwards; nil where no data is asked, or nobody knows.
  package var asOf: Instant? {
    switch self {
    case .restored(let choice): choice.takenAt
    case .replicated(let instant): instant
    case .leftBehind(let newest): newest
    case .notRestored(let choice, _): choice.takenAt
    case .stays, .remade: nil
    }
  }

  /// Whether its data is not there afterwards.
  package var isLeftBehind: Bool {
    switch self {
    case .leftBehind, .notRestored: true
    case .restored, .replicated, .stays, .remade: false
    }
  }
}

/// A resource and its fate.
package struct ResourceFate: Codable, Hashable, Sendable {
  package var resource: ResourceID
  package var fate: Fate

  package init(_ resource: ResourceID, _ fate: Fate) {
    self.resource = resource
    self.fate = fate
  }

  private enum Key: String, CodingKey { case resource, fate, choice, reason, asOf }
  private enum Word: String, Codable { case restored, notRestored, replicated, stays, remade, leftBehind }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    resource = try fields.decode(ResourceID.self, forKey: .resource)
    fate =
      switch try fields.decode(Word.self, forKey: .fate) {
      case .restored: .restored(try fields.decode(Choice.self, forKey: .choice))
      case .notRestored:
        .notRestored(
          try fields.decode(Choice.self, forKey: .choice), reason: try fields.decode(String.self, forKey: .reason))
      case .replicated: .replicated(syncedTo: try fields.decode(Instant.self, forKey: .asOf))
      case .stays: .stays
      case .remade: .remade
      case .leftBehind: .leftBehind(newest: try fields.decodeIfPresent(Instant.self, forKey: .asOf))
      }
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(resource, forKey: .resource)
    switch fate {
    case .restored(let choice):
      try fields.encode(Word.restored, forKey: .fate)
      try fields.encode(choice, forKey: .choice)
    case .notRestored(let choice, let reason):
      try fields.encode(Word.notRestored, forKey: .fate)
      try fields.encode(choice, forKey: .choice)
      try fields.encode(reason, forKey: .reason)
    case .replicated(let instant):
      try fields.encode(Word.replicated, forKey: .fate)
      try fields.encode(instant, forKey: .asOf)
    case .stays: try fields.encode(Word.stays, forKey: .fate)
    case .remade: try fields.encode(Word.remade, forKey: .fate)
    case .leftBehind(let newest):
      try fields.encode(Word.leftBehind, forKey: .fate)
      try fields.encodeIfPresent(newest, forKey: .asOf)
    }
  }
}

extension ResourceFate {
  /// For people: `db: restored from …, data as of …`.
  package func sentence(at now: Instant) -> String {
    switch fate {
    case .restored(let choice):
      "\(resource): restored from \(choice.point), data as of \(choice.takenAt): \(now - choice.takenAt) lost"
    case .notRestored(let choice, let reason):
      "\(resource): NOT RESTORED, \(reason); by hand it could be restored from \(choice.point), as of \(choice.takenAt)"
    case .replicated(let instant): "\(resource): replicated, up to \(instant): \(now - instant) lost"
    case .stays: "\(resource): holds no data, stays as it is"
    case .remade: "\(resource): made anew by its step, and not from a recovery point: what it held is not brought over"
    case .leftBehind(let newest):
      "\(resource): LEFT BEHIND, no step brings it over"
        + (newest.map { "; by hand it could be restored as of \($0)" } ?? "; nothing to restore it from is known")
    }
  }
}
