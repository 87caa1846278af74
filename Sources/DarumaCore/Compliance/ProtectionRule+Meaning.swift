extension ProtectionRule {
  /// Whether `point` is one of those that the rule asks for. (A copy is what its original is: RDS calls every copy a
  /// manual snapshot, of whatever name.) Where nobody says who made it, it may be one.
  package func means(_ point: RecoveryPoint) -> Bool {
    switch kind {
    case .snapshot: guard point.kind == .snapshot else { return false }
    case .backup: guard point.kind == .backup else { return false }
    case .pitr: return point.kind == .window
    case .replica, .replication, .versioning: return false
    }
    let maker = point.maker
    if let name {
      return name.matches(ARN(point.id.rawValue).resourceName) && (origin == nil || maker == nil || maker == origin)
    }
    switch origin {
    case .manual: return maker == .manual
    case .automatic, .plan: return maker == nil || maker == origin
    case nil: return maker != .manual
    }
  }

  /// When the next backup is due after one that began at `instant`, or a little before its window.
  func nextStart(afterBackupOf instant: Instant, in application: Application) -> Instant? {
    nextStart(after: counted(instant, in: application), in: application)
  }

  /// `instant`, or where backups begin by the clock, a little later.
  func counted(_ instant: Instant, in application: Application) -> Instant {
    isOpen(at: instant, in: application) == nil ? instant : instant + application.begunEarly
  }

  /// The schedule in words: `every 1d in the window 03:00-04:00 Asia/Tokyo`.
  var scheduleWords: String {
    (every?.description ?? "")
      + (window.map { " in the window \($0)" } ?? "") + (timeZone.map { " \($0)" } ?? "")
      + (startWithin.map { ", begun within \($0)" } ?? "")
  }
}

extension RecoveryPoint {
  /// Who made it, as a source says or as its name tells: the names that AWS gives are not free for people to use.
  fileprivate var maker: RecoveryPointTaken.Origin? {
    if kind == .backup, origin != .manual || id.rawValue.contains(":awsbackup:") { return .plan }
    if let origin { return origin }
    let name = ARN(id.rawValue).resourceName
    return name.hasPrefix("rds:") || name.hasPrefix("automatic.") ? .automatic : nil
  }

  /// Whether it is known who made it, so that a rule can be held against it.
  var hasKnownMaker: Bool { maker != nil }

  /// When it was first heard of.
  var firstWordAt: Instant? { [heardAt, listedAt].compactMap(\.self).min() }
}
