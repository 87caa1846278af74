/// How long a backup may be on its way. What the file leaves open is bounded by defaults, none of which is longer than
/// the time from one backup to the next.
extension ProtectionRule {
  /// How long a backup without a window may wait for its beginning: the shortest start window that AWS Backup takes.
  package static let defaultStartWithin = Span.hours(1)
  /// How long a backup may take: snapshots are incremental, and those of a few hundred gigabytes are done well before.
  package static let defaultCompleteWithin = Span.hours(2)
  /// How long the copy to another region may take after the backup: as long again, since all of it crosses the network.
  package static let defaultCopyWithin = Span.hours(2)

  /// How long after its start is due a backup may be on its way: until it must have begun, and then until it must be
  /// there.
  package var allowance: Span { startAllowance + completeAllowance }

  /// The same for a copy in the recovery region: a backup that begins and ends as late as it may, and then the copy.
  package var copyAllowance: Span { allowance + copyAllowanceFromEnd }

  /// How long after the end of a backup its copy must exist.
  package var copyAllowanceFromEnd: Span { copyWithin ?? bounded(Self.defaultCopyWithin) }

  /// How long a backup may take.
  package var completeAllowance: Span { completeWithin ?? bounded(Self.defaultCompleteWithin) }

  private var startAllowance: Span {
    if let startWithin { return startWithin }
    if let window { return window.length }
    switch every {
    case .weekly, .monthly: return .days(1)
    case nil, .every: return bounded(Self.defaultStartWithin)
    }
  }

  private func bounded(_ allowance: Span) -> Span {
    switch every {
    case .every(let span): min(allowance, span)
    case nil, .weekly, .monthly: allowance
    }
  }
}
