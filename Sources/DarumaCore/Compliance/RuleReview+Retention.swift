extension RuleReview {
  /// Kept as long as it must be, and no longer; where it is made, and where it is copied to.
  mutating func judgeRetention() {
    judgeRetention(rule.retain, of: originals.filter { rule.name != nil || $0.point.hasKnownMaker }, in: home)
    if let region = rule.copyTo, region != home {
      judgeRetention(rule.retainCopy ?? rule.retain, of: copies(in: region), in: region)
    }
    judgeAutomaticRetention()
    judgeUnbound()
  }

  /// What is gone before anybody said of which resource it was: events of RDS name a manual snapshot alone, and no listing
  /// shows it any more. What its name means is a breach at once.
  private mutating func judgeUnbound() {
    guard let retention = rule.retain else { return }
    for dated in unbound.reversed() {
      guard let removed = dated.point.removedAt else { continue }
      let reason = dated.point.goneReason.map { " (\($0.value.rawValue))" } ?? ""
      let seen = "gone at \(removed)\(reason); of which resource it was nobody said"
      switch retention {
      case .forever:
        judge(.keptLongEnough, dated.point, in: home, since: removed, expected: "kept for ever", seen: seen)
      case .lasting, .years:
        // At the latest it was taken when it was done, or first heard of; how long that took may be unknown.
        guard let latest = dated.takenAt ?? dated.point.completedAt ?? dated.point.heardAt, dated.point.thereAt != nil,
          let end = retention.end(from: dated.takenAt ?? latest - rule.completeAllowance),
          removed < end - application.goneEarly
        else { continue }
        judge(
          .keptLongEnough, dated.point, in: home, since: removed, until: end,
          expected: "kept \(retention), until \(end)", seen: seen)
      }
    }
  }

  private mutating func judgeRetention(_ retention: Retention?, of points: [DatedPoint], in region: Region) {
    guard let retention else { return }
    for dated in points.reversed() where dated.point.window == nil {
      // Of what is known by its deletion alone, when it was made is not known.
      guard dated.point.thereAt != nil || retention == .forever else { continue }
      switch retention {
      case .forever:
        judgeEarly(dated.point, region, words: "kept for ever", since: nil, end: nil)
      case .lasting, .years:
        guard let taken = dated.takenAt, let end = retention.end(from: taken) else { continue }
        let words = "kept \(retention), until \(end)"
        judgeEarly(dated.point, region, words: words, since: taken, end: end)
        judgeLate(dated.point, region, taken, retention, words: words)
      }
    }
  }

  /// Gone, or announced to go, before its time. After its time nobody asks any more when it went.
  private mutating func judgeEarly(
    _ point: RecoveryPoint, _ region: Region, words: String, since: Instant?, end: Instant?
  ) {
    let enough = end.map { $0 - application.goneEarly }
    func isEarly(_ instant: Instant) -> Bool { enough.map { instant < $0 } ?? true }
    if let removed = point.removedAt, isEarly(removed) {
      let reason = point.goneReason.map { " (\($0.value.rawValue))" } ?? ""
      judge(
        .keptLongEnough, point, in: region, since: removed, until: end, expected: words,
        seen: "gone at \(removed)\(reason)")
    } else if point.exists, let expiry = protection.expiry(of: point), isEarly(expiry) {
      judge(
        .keptLongEnough, point, in: region, since: since ?? point.firstWordAt ?? expiry, until: end,
        expected: words, seen: "set to expire at \(expiry)")
    }
  }

  /// Still there after its time, or announced to be. That it still was there must have been seen: the end of an
  /// automatic snapshot comes without an event.
  private mutating func judgeLate(
    _ point: RecoveryPoint, _ region: Region, _ taken: Instant, _ retention: Retention, words: String
  ) {
    // A copy's time may count from when it was made.
    let made = point.original == nil ? taken : max(taken, point.completedAt ?? point.firstWordAt ?? taken)
    let limit = (retention.end(from: made) ?? made) + application.goneLate
    guard point.exists, let there = protection.lastSeen(point), isLongest(point, in: region) else { return }
    if there >= limit {
      judge(.notKeptTooLong, point, in: region, since: limit, expected: words, seen: "still there")
    } else if let expiry = protection.expiry(of: point), expiry > limit {
      judge(
        .notKeptTooLong, point, in: region, since: taken, expected: words, seen: "set to expire at \(expiry)")
    }
  }

  /// Whether no other rule asks for the point to be kept longer, and none before this one as long.
  private func isLongest(_ point: RecoveryPoint, in region: Region) -> Bool {
    let root = protection.lineage(of: point).last ?? point
    func retention(_ rule: ProtectionRule) -> Retention? {
      if region == home {
        let isMeant = rule.means(root) || (rule.kind == .pitr && root.kind == .snapshot && !root.isManual && isOfRDS)
        return isMeant ? rule.retain : nil
      }
      return rule.copyTo == region && rule.means(root) ? rule.retainCopy ?? rule.retain : nil
    }
    guard let own = retention(rule) else { return false }
    return resource.protection.enumerated().allSatisfy { other, rule in
      retention(rule).map { other < index ? $0 < own : $0 <= own } ?? true
    }
  }
}

// MARK: - What RDS makes by itself

extension RuleReview {
  private var isOfRDS: Bool { resource.type == .rdsInstance || resource.type == .rdsCluster }

  /// RDS keeps the snapshots that it makes by itself, and the log between them, by one number of days.
  mutating func judgeAutomaticRetention() {
    guard isOfRDS, rule.isAutomatic, let wanted = rule.retain else { return }
    judgeLooks { review, found, since in
      guard let given = found.automaticRetention else { return }
      review.judgeAutomatic(given, wanted, since)
    }
  }

  private mutating func judgeAutomatic(_ given: Span, _ wanted: Retention, _ since: Instant) {
    let seen = given == .zero ? "they are turned off" : "they are kept \(given)"
    if .lasting(given) < wanted {
      judge(
        rule.kind == .pitr ? .continuous : .keptLongEnough, since: since,
        expected: "automatic backups kept \(wanted)", seen: seen)
    } else if rule.kind == .snapshot, wanted < .lasting(given) {
      let longest = resource.protection.filter(\.isAutomatic).compactMap(\.retain).max()
      guard longest == wanted else { return }
      judge(.notKeptTooLong, since: since, expected: "automatic backups kept \(wanted)", seen: seen)
    }
  }
}

extension ProtectionRule {
  /// Whether RDS does what it asks by itself.
  fileprivate var isAutomatic: Bool {
    switch kind {
    case .snapshot: name == nil && (origin == nil || origin == .automatic)
    case .pitr: true
    case .backup, .replica, .replication, .versioning: false
    }
  }
}

extension RecoveryPoint {
  fileprivate var isManual: Bool { origin == .manual }
}
