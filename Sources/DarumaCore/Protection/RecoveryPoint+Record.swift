extension RecoveryPoint {
  /// Joins what another place knows of the same point: as if every signal of it had come here. A field that is added to
  /// ``RecoveryPoint`` is joined here as its signals join it.
  mutating func join(_ other: RecoveryPoint) {
    ownResource.joinSmallest(other.ownResource)
    joinOriginals([other.original].compactMap(\.self) + (other.otherOriginals ?? []))
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
    partialAt.joinGreatest(other.partialAt)
    setAside.join(other.setAside)
    scan.join(other.scan)
    restoredAt.joinGreatest(other.restoredAt)
    validatedAt.joinGreatest(other.validatedAt)
    heardAt.joinSmallest(other.heardAt)
    listedAt.joinSmallest(other.listedAt)
  }

  /// Originals of one point that are kept: the smallest of them, so that they are the same in any order.
  static let mostOriginals = 8

  /// The smallest counts as the one that it was copied from.
  mutating func joinOriginals(_ named: [RecoveryPointID]) {
    guard named != [original].compactMap(\.self) else { return }
    let all = Set(named + [original].compactMap(\.self) + (otherOriginals ?? [])).sorted().prefix(Self.mostOriginals)
    original = all.first
    otherOriginals = all.count > 1 ? Array(all.dropFirst()) : nil
  }
}
