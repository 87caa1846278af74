extension RuleReview {
  /// Each backup has a copy in the recovery region within its limit, counted from the end of the backup, for as long as the
  /// copy must be kept. Where the file does not say how long that is, only the newest counts.
  mutating func judgeCopies() {
    guard let region = rule.copyTo, region != home else { return }
    let originals = originals.filter { $0.takenAt != nil && !protection.isPartialItself($0.point) }
    let stray = strayCopies(in: region)
    var following: (taken: Instant, deadline: Instant)?
    for dated in originals.reversed() where dated.point.thereAt != nil {
      guard let taken = dated.takenAt else { continue }
      let deadline = latestEnd(of: dated.point, begunAt: taken) + rule.copyAllowanceFromEnd
      let next = following
      following = (taken, deadline)
      let isCopied =
        hasCopy(dated.point, of: taken, in: region, depth: 0)
        || stray.contains { taken <= $0 && $0 < next?.taken ?? Instant(milliseconds: .max) }
      guard !isCopied, isKnown(dated.point, by: deadline, in: region),
        dated.point.removedAt.map({ $0 > deadline }) ?? true
      else { continue }
      let end: Instant? = if let kept = rule.retainCopy ?? rule.retain { kept.end(from: taken) } else { next?.deadline }
      judge(
        .copied, dated.point, in: region, since: deadline, until: end,
        expected: "a copy in \(region) of the backup of \(taken), there by \(deadline)", seen: "none is known")
    }
  }

  /// When the backup ended at the latest: when its source says, or when it must have, or when an event told of it if that was
  /// later still.
  private func latestEnd(of point: RecoveryPoint, begunAt taken: Instant) -> Instant {
    if let completed = point.completedAt, completed >= taken { return completed }
    let must = taken + rule.completeAllowance
    return point.heardAt.map { max($0, must) } ?? must
  }

  /// Of a continuous backup, and of a name that was used again, only what was copied since counts.
  private func hasCopy(_ point: RecoveryPoint, of taken: Instant, in region: Region, depth: Int) -> Bool {
    guard depth < Protection.longestLineage else { return false }
    return protection.copies(of: point.id).contains { copy in
      (copy.region == region && copy.thereAt.map { $0 >= taken } ?? false)
        || hasCopy(copy, of: taken, in: region, depth: depth + 1)
    }
  }

  /// When points of the region were made of which nobody says what they were copied from: each may be a copy of the
  /// newest backup before it.
  private func strayCopies(in region: Region) -> [Instant] {
    points.filter { $0.point.region == region && $0.point.original == nil && $0.point.window == nil }
      .compactMap { $0.takenAt ?? $0.point.completedAt ?? $0.point.firstWordAt }
  }

  /// Whether a copy would have been heard of: the backup was, while there was time for it, or the region was listed
  /// since.
  private func isKnown(_ point: RecoveryPoint, by deadline: Instant, in region: Region) -> Bool {
    if let word = point.firstWordAt, word <= deadline { return true }
    // (A listing of EBS snapshots elsewhere asks only for those that are known.)
    let kinds: [ListingKind] = rule.kind == .backup ? [.backupPoints] : [.rdsSnapshots, .elastiCacheSnapshots]
    return kinds.contains { kind in
      protection.listedAt(kind, resource.arn, in: region).map { $0 >= deadline } ?? false
    }
  }

  /// All that exist, here and in the recovery region, are encrypted.
  mutating func judgeEncryption() {
    guard rule.encrypted == true else { return }
    judgeEncryption(of: originals, in: home)
    if let region = rule.copyTo, region != home { judgeEncryption(of: copies(in: region), in: region) }
  }

  private mutating func judgeEncryption(of points: [DatedPoint], in region: Region) {
    for dated in points.reversed() where dated.point.exists && dated.point.encrypted?.value == .no {
      guard let since = dated.takenAt ?? dated.point.firstWordAt else { continue }
      judge(
        .encrypted, dated.point, in: region, since: since, expected: "encrypted in \(region)", seen: "not encrypted")
    }
  }
}
