extension RuleReview {
  /// Any moment of the past days can be restored, up to a short while ago, where the resource is and where the rule has
  /// it copied to.
  mutating func judgeContinuity() {
    judgeAutomaticRetention()
    judgeWindow(in: home, kept: rule.retain)
    if let region = rule.copyTo, region != home { judgeWindow(in: region, kept: rule.retainCopy ?? rule.retain) }
  }

  private mutating func judgeWindow(in region: Region, kept: Retention?) {
    // Of AWS Backup's own only the jobs tell, a day apart: how far they reach in between nobody says.
    let windows = points.map(\.point).filter { $0.region == region && $0.window != nil && !$0.isContinuousBackup }
    guard let point = windows.filter(\.exists).max(by: { $0.isSeenBefore($1) }),
      let window = point.window, let seenAt = protection.lastSeen(point)
    else { return judgeMissingWindow(windows, region) }
    let limit = rule.copyWithin ?? ProtectionRule.defaultLag
    if seenAt > window.until + limit {
      judge(
        .replicaCurrent, point, in: region, since: window.until + limit,
        expected: "moments up to \(limit) ago can be restored in \(region)", seen: "its end was longer ago")
    }
    guard let span = kept?.longest, let from = window.from, let known = point.firstWordAt else { return }
    // A young window still grows: it must reach back as far as its retention, or to when it was first known.
    let needed = max(seenAt - span, known) + min(application.goneLate, Span(milliseconds: span.milliseconds / 2))
    if from > needed {
      judge(
        .continuous, point, in: region, since: seenAt, expected: "every moment of the past \(span) can be restored",
        seen: "less can be restored")
    }
  }

  /// There was one and it is gone, or where it would be listed there is none.
  private mutating func judgeMissingWindow(_ windows: [RecoveryPoint], _ region: Region) {
    let requirement: Requirement = region == home ? .continuous : .copied
    let expected = "moments of the past can be restored in \(region)"
    if let gone = windows.compactMap(\.removedAt).max() {
      judge(requirement, in: region, since: gone, expected: expected, seen: "none can be")
    } else if windows.isEmpty, let listed = protection.listedAt(.rdsWindow, resource.arn, in: region) {
      judge(requirement, in: region, since: listed, expected: expected, seen: "none can be")
    }
  }
}

extension RecoveryPoint {
  fileprivate func isSeenBefore(_ other: RecoveryPoint) -> Bool {
    let never = Instant(milliseconds: .min)
    return (thereAt ?? never, id) < (other.thereAt ?? never, other.id)
  }
}
