/// One requirement of the application file that reality does not meet.
///
/// Everything in it is a fact that stays the same for as long as the breach lasts: looked at again, it is the same
/// breach. No age is in it, which would make it another one at each look.
package struct Breach: Codable, Hashable, Sendable {
  package var resource: ResourceID
  package var requirement: Requirement
  /// Which rule of the resource asks for it, counted from 0 in the file's order.
  package var rule: Int
  /// The recovery point it is about; nil where none is missing or wrong by itself.
  package var point: RecoveryPointID?
  /// In words: `a backup every 1d in the window 03:00-04:00 Asia/Tokyo`.
  package var expected: String
  /// In words: `the newest began at 2026-11-23T18:00:00.000Z`.
  package var seen: String
  /// When it became a breach, by what is known now, in whatever order that came; of set-up and lag the earliest time known
  /// of the looks and measures without a break that tell it.
  package var since: Instant

  package init(
    resource: ResourceID, requirement: Requirement, rule: Int, point: RecoveryPointID? = nil, expected: String,
    seen: String, since: Instant
  ) {
    self.resource = resource
    self.requirement = requirement
    self.rule = rule
    self.point = point
    self.expected = expected
    self.seen = seen
    self.since = since
  }

  /// Whether both say that the same thing is wrong, though perhaps in another measure.
  package func isAboutSame(as other: Breach) -> Bool {
    resource == other.resource && requirement == other.requirement && rule == other.rule && point == other.point
      && expected == other.expected
  }
}

/// What an application file can ask for.
package enum Requirement: String, Codable, Hashable, Sendable, CaseIterable {
  /// A backup as often as the schedule says.
  case backupMade
  /// Begun in its window.
  case backupInWindow
  /// Done within the time that it may take.
  case backupCompleted
  /// Not gone before its time, and not announced to go before it.
  case keptLongEnough
  /// Not there long after its time, and not announced to be.
  case notKeptTooLong
  /// In the recovery region within its limit.
  case copied
  case encrypted
  /// Any moment of the past days can be restored.
  case continuous
  /// Older versions of objects are kept.
  case versioned
  /// Older versions are kept as long as they must be, and no longer.
  case versionsKept
  /// Replication is set up and on.
  case replicated
  /// The replica, or the end of a window, is not too far behind.
  case replicaCurrent
}

extension Breach: Comparable {
  package static func < (left: Breach, right: Breach) -> Bool {
    if left.rule != right.rule { return left.rule < right.rule }
    return left.words.lexicographicallyPrecedes(right.words)
  }

  private var words: [String] {
    [resource.rawValue, requirement.rawValue, point?.rawValue ?? "", since.description, expected, seen]
  }
}

/// What a look at one resource found.
package struct ComplianceReview: Codable, Hashable, Sendable {
  /// In order.
  package var breaches: [Breach]
  /// When time alone may change it.
  package var nextAt: Instant?

  package init(breaches: [Breach] = [], nextAt: Instant? = nil) {
    self.breaches = breaches
    self.nextAt = nextAt
  }
}
