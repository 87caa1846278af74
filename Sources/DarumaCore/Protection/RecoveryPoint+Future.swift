extension RecoveryPoint {
  /// Whether it is said to have been taken, seen or changed after `instant`. (Its retention ends later by nature.)
  func saysOfFuture(after instant: Instant) -> Bool {
    let times =
      [
        thereAt, goneAt, goneReason?.at, firstTakenAt, lastTakenAt, listedTakenAt?.at, listedTakenAt?.value,
        vaultTakenAt?.at, vaultTakenAt?.value, completedAt, window?.from, window?.until, encrypted?.at, key?.at,
        expiresAt?.at, kept?.at, partialAt, wholeAt, message?.at, setAside?.at, scan?.at, cleanScan?.at,
        cleanScan?.until,
        infectedAt, wholeCleanAt, restoredAt, validatedAt, foundBadAt, restore?.at, heardAt, listedAt,
      ] + (copiedAt ?? [])
    return times.contains { $0.map { $0 > instant } ?? false }
  }

  /// Its name and lineage alone, as of a point that was only named by another.
  var withoutTimes: RecoveryPoint {
    var point = RecoveryPoint(id: id)
    point.ownResource = ownResource
    point.resource = resource
    point.original = original
    point.otherOriginals = otherOriginals
    point.region = region
    point.account = account
    return point
  }
}
