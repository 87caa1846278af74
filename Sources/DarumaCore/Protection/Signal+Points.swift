extension Signal {
  /// The recovery points that it says something of: of a copy also the original. What happens to a snapshot itself is told
  /// of it as of a resource.
  package var recoveryPoints: [RecoveryPointID] {
    switch fact {
    case .recoveryPointTaken(let fact): [fact.recoveryPoint]
    case .recoveryPointCopied(let fact):
      fact.of == fact.recoveryPoint ? [fact.of] : [fact.recoveryPoint, fact.of]
    case .recoveryPointRemoved(let fact): [fact.recoveryPoint]
    case .recoveryPointScanned(let fact): [fact.recoveryPoint]
    case .restoreProgressed(let fact): [fact.recoveryPoint].compactMap(\.self)
    case .resourceChanged:
      resource.flatMap { $0.isRecoveryPoint ? [RecoveryPointID(rawValue: $0.rawValue)] : nil } ?? []
    case .backupProgressed, .replicationMeasured, .replicationFaulted, .alarmChanged, .healthNoticed, .zoneShifted,
      .threatFound, .sourceSpoke, .commandGiven, .listingCompleted, .resourceDescribed, .keyChanged:
      []
    }
  }
}

extension ARN {
  /// Whether it names what something can be restored from, and not a resource that is protected.
  package var isRecoveryPoint: Bool {
    ["snapshot", "cluster-snapshot", "recovery-point", "image"].contains(resourceType)
  }
}
