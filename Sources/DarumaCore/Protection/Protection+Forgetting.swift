extension Protection {
  /// Forgets the points that were gone before `instant`, and those that belong to no resource and of which nothing was
  /// heard since. Late words about them, of before then, are not taken in any more: the order in which words come makes
  /// no difference as long as they come within the time that is remembered.
  mutating func forget(before instant: Instant) {
    guard horizon.map({ $0 < instant }) ?? true else { return }
    horizon = instant
    for point in points.values where isForgettable(point, before: instant) { drop(point) }
    forgetRecords(before: instant)
  }

  /// A point of which a copy is still known is kept: the copy is as old as it.
  private func isForgettable(_ point: RecoveryPoint, before instant: Instant) -> Bool {
    guard copies(of: point.id).isEmpty else { return false }
    // One that was only ever named, as the original of a copy that is gone.
    guard let last = point.lastWordAt else { return true }
    guard last < instant else { return false }
    return !point.exists || point.resource == nil || expiry(of: point).map { $0 < instant } ?? false
  }
}

extension RecoveryPoint {
  /// The last time at which anything was said of it.
  var lastWordAt: Instant? {
    var last = thereAt
    last.joinGreatest(goneAt)
    last.joinGreatest(heardAt)
    last.joinGreatest(listedAt)
    last.joinGreatest(scan?.at)
    last.joinGreatest(restoredAt)
    last.joinGreatest(validatedAt)
    last.joinGreatest(restore?.at)
    last.joinGreatest(setAside?.at)
    return last
  }
}
