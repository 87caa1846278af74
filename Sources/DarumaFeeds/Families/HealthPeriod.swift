import DarumaCore

/// The times of an announcement.
struct HealthPeriod {
  let start: Instant?
  let end: Instant?
  let updated: Instant?
  let seenAt: Instant

  var isOver: Bool { end.map { $0 <= seenAt } ?? false }

  /// What the times say where no status is given. Only what is planned can be upcoming: a fault that is
  /// announced is there.
  func status(of category: HealthNoticed.Category) -> HealthNoticed.Status {
    if isOver { return .closed }
    guard category == .scheduledChange, let start else { return .open }
    return start > seenAt ? .upcoming : .open
  }

  /// When the status became true.
  func moment(of status: HealthNoticed.Status) -> Instant {
    switch status {
    case .open: start ?? updated ?? seenAt
    case .closed: isOver ? end ?? seenAt : updated ?? seenAt
    case .upcoming: updated ?? seenAt
    }
  }

  /// What tells two updates of one announcement apart.
  var version: String {
    if let updated { return updated.description }
    return (start?.description ?? "") + "/" + (end?.description ?? "")
  }
}
