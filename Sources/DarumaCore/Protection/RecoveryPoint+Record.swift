extension RecoveryPoint {
  /// Joins what another place knows of the same point: as if every signal of it had come here. A field that is added to
  /// ``RecoveryPoint`` is joined here as its signals join it.
  mutating func join(_ other: RecoveryPoint) {
    ownResource.joinSmallest(other.ownResource)
    joinOriginals(other.namedOriginals)
    region.joinSmallest(other.region)
    account.joinSmallest(other.account)
    thereAt.joinGreatest(other.thereAt)
    goneAt.joinGreatest(other.goneAt)
    goneReason.join(other.goneReason)
    firstTakenAt.joinSmallest(other.firstTakenAt)
    lastTakenAt.joinGreatest(other.lastTakenAt)
    listedTakenAt.join(other.listedTakenAt)
    vaultTakenAt.join(other.vaultTakenAt)
    completedAt.joinSmallest(other.completedAt)
    window.joinGreatest(other.window)
    vault.joinSmallest(other.vault)
    sizeBytes.joinGreatest(other.sizeBytes)
    origin.joinGreatest(other.origin)
    encrypted.join(other.encrypted)
    key.join(other.key)
    expiresAt.join(other.expiresAt)
    kept.join(other.kept)
    partialAt.joinGreatest(other.partialAt)
    wholeAt.joinGreatest(other.wholeAt)
    message.join(other.message)
    setAside.join(other.setAside)
    scan.join(other.scan)
    cleanScan.joinGreatest(other.cleanScan)
    infectedAt.joinGreatest(other.infectedAt)
    wholeCleanAt.joinGreatest(other.wholeCleanAt)
    // A journal of before has the verdict alone.
    if other.infectedAt == nil, let scan = other.scan, scan.value == .infected { infectedAt.joinGreatest(scan.at) }
    restoredAt.joinGreatest(other.restoredAt)
    validatedAt.joinGreatest(other.validatedAt)
    foundBadAt.joinGreatest(other.foundBadAt)
    restore.joinGreatest(other.restore)
    heardAt.joinSmallest(other.heardAt)
    listedAt.joinSmallest(other.listedAt)
  }

  /// Originals of one point that are kept: those that were copied last, so that they are the same in any order.
  static let mostOriginals = 8

  /// The one that was copied last counts as the one that it was copied from; of two of one time the smaller.
  mutating func joinOriginals(_ named: [(id: RecoveryPointID, at: Instant)]) {
    if named.isEmpty { return }
    var newest: [RecoveryPointID: Instant] = [:]
    for (id, at) in namedOriginals + named { newest[id] = newest[id].map { max($0, at) } ?? at }
    let all = newest.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.mostOriginals)
    original = all.first?.key
    otherOriginals = all.count > 1 ? all.dropFirst().map(\.key) : nil
    copiedAt = all.map(\.value)
  }
}
