extension RecoveryPoint {
  mutating func join(_ fact: RecoveryPointTaken, of signal: Signal) {
    joinPresence(signal)
    ownResource.joinSmallest(signal.resource)
    region.joinSmallest(signal.region)
    joinAccount(signal)
    if signal.isListed {
      if let value = fact.takenAt, signal.isOfVaults {
        vaultTakenAt.join(value, at: signal.seenAt)
      } else if let value = fact.takenAt {
        listedTakenAt.join(value, at: signal.seenAt)
      }
    } else {
      firstTakenAt.joinSmallest(fact.takenAt)
      lastTakenAt.joinGreatest(fact.takenAt)
    }
    completedAt.joinSmallest(fact.completedAt)
    vault.joinSmallest(fact.vault)
    sizeBytes.joinGreatest(fact.sizeBytes)
    origin.joinGreatest(fact.origin)
    window.joinGreatest(fact.window)
    if let value = fact.encrypted { encrypted.join(Flag(value), at: signal.seenAt) }
    if let value = fact.key { key.join(value, at: signal.seenAt) }
    if let value = fact.expiresAt { expiresAt.join(value, at: signal.seenAt) }
    if fact.partial { partialAt.joinGreatest(signal.seenAt) }
    if fact.whole == true { wholeAt.joinGreatest(signal.seenAt) }
    if let value = fact.message { message.join(value, at: signal.seenAt) }
    if let value = fact.archived { setAside.join(Flag(value), at: signal.seenAt) }
  }

  mutating func join(_ fact: RecoveryPointCopied, of signal: Signal) {
    joinPresence(signal)
    ownResource.joinSmallest(signal.resource)
    joinAccount(signal)
    region.joinSmallest(fact.toRegion)
    joinOriginals([(fact.of, signal.at)])
    completedAt.joinSmallest(fact.completedAt)
    vault.joinSmallest(fact.vault)
    sizeBytes.joinGreatest(fact.sizeBytes)
    if let value = fact.encrypted { encrypted.join(Flag(value), at: signal.seenAt) }
    if let value = fact.key { key.join(value, at: signal.seenAt) }
    if let value = fact.expiresAt { expiresAt.join(value, at: signal.seenAt) }
    if let value = fact.kept { kept.join(value, at: signal.seenAt) }
  }

  /// Named as the original of a copy of this resource: the two belong together even if the original's own event is
  /// lost.
  mutating func joinAsOriginal(of resource: ARN?) {
    ownResource.joinSmallest(resource)
  }

  mutating func join(_ fact: RecoveryPointRemoved, of signal: Signal) {
    goneAt.joinGreatest(signal.at)
    goneReason.join(fact.reason, at: signal.at)
    joinProvenance(signal)
  }

  mutating func join(_ fact: RecoveryPointScanned, of signal: Signal) {
    let verdict: ScanVerdict =
      switch fact.verdict {
      case .clean: .clean
      case .failed: .failed
      case .infected: .infected
      }
    scan.join(verdict, at: signal.at)
    switch verdict {
    case .infected: infectedAt.joinGreatest(signal.at)
    case .clean:
      cleanScan.joinGreatest(CleanScan(at: signal.at, base: fact.base, until: fact.until))
      if fact.full == true, fact.base == nil, fact.until == nil { wholeCleanAt.joinGreatest(signal.at) }
    case .failed: break
    }
  }

  mutating func join(_ fact: RestoreProgressed, of signal: Signal) {
    if fact.state == .completed { restoredAt.joinGreatest(signal.at) }
    switch fact.validation {
    case .passed: validatedAt.joinGreatest(signal.at)
    case .failed: foundBadAt.joinGreatest(signal.at)
    case nil: break
    }
    restore.joinGreatest(RestoreRecord(fact, at: signal.at))
  }

  mutating func joinRestored(at instant: Instant) { restoredAt.joinGreatest(instant) }
  mutating func joinValidated(at instant: Instant) { validatedAt.joinGreatest(instant) }

  mutating func join(_ change: ResourceChanged.Change, of signal: Signal) {
    switch change {
    case .archived, .disabled: setAside.join(.yes, at: signal.at)
    case .unarchived: setAside.join(.no, at: signal.at)
    case .created, .deleted, .failing, .failedOver, .restarted, .stopped, .started, .promoted, .restored, .capacityLost,
      .capacityRestored, .backupsDisabled, .backupsEnabled, .keyLost, .keyRestored, .storageFull, .failoverStarted,
      .failoverFailed, .replicationStopped, .replicationResumed, .backupStarted, .backupFinished,
      .continuousBackupInterrupted, .renamed:
      break
    }
  }

  /// A listing says what is there at the time of the call; an event what was there when it came to be.
  private mutating func joinPresence(_ signal: Signal) {
    thereAt.joinGreatest(signal.isListed ? signal.seenAt : signal.at)
    joinProvenance(signal)
  }

  private mutating func joinAccount(_ signal: Signal) {
    if !signal.account.rawValue.isEmpty { account.joinSmallest(signal.account) }
  }

  private mutating func joinProvenance(_ signal: Signal) {
    if signal.isListed { listedAt.joinSmallest(signal.seenAt) } else { heardAt.joinSmallest(signal.seenAt) }
  }
}

extension RecoveryPointTaken.Origin: Comparable {
  /// Of two sources that differ the one that knows more counts: to RDS a snapshot of AWS Backup is a manual one.
  private var rank: Int {
    switch self {
    case .automatic: 0
    case .manual: 1
    case .plan: 2
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

extension RecoveryPointRemoved.Reason: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue > right.rawValue }
}

extension RestorableWindow: Comparable {
  /// The one that reaches further counts; of two that end together the one that begins later, since the beginning only
  /// ever moves on.
  package static func < (left: Self, right: Self) -> Bool {
    (left.until, left.from ?? Instant(milliseconds: .min)) < (right.until, right.from ?? Instant(milliseconds: .min))
  }
}
