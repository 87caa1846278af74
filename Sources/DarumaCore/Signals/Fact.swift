/// What a signal says, one case a kind of DESIGN.md section 6.
package enum Fact: Hashable, Sendable {
  case backupProgressed(BackupProgressed)
  case recoveryPointTaken(RecoveryPointTaken)
  case recoveryPointCopied(RecoveryPointCopied)
  case recoveryPointRemoved(RecoveryPointRemoved)
  case recoveryPointScanned(RecoveryPointScanned)
  case restoreProgressed(RestoreProgressed)
  case replicationMeasured(ReplicationMeasured)
  case replicationFaulted(ReplicationFaulted)
  case alarmChanged(AlarmChanged)
  case healthNoticed(HealthNoticed)
  case zoneShifted(ZoneShifted)
  case threatFound(ThreatFound)
  case resourceChanged(ResourceChanged)
  case sourceSpoke(SourceSpoke)
  case commandGiven(CommandGiven)
  case listingCompleted(ListingCompleted)
  case resourceDescribed(ResourceDescribed)
  case keyChanged(KeyChanged)
}

extension Fact {
  package enum Kind: String, Codable, CaseIterable, Sendable {
    case backupProgressed, recoveryPointTaken, recoveryPointCopied, recoveryPointRemoved, recoveryPointScanned
    case restoreProgressed, replicationMeasured, replicationFaulted, alarmChanged, healthNoticed, zoneShifted
    case threatFound, resourceChanged, sourceSpoke, commandGiven, listingCompleted, resourceDescribed, keyChanged
  }

  package var kind: Kind {
    switch self {
    case .backupProgressed: .backupProgressed
    case .recoveryPointTaken: .recoveryPointTaken
    case .recoveryPointCopied: .recoveryPointCopied
    case .recoveryPointRemoved: .recoveryPointRemoved
    case .recoveryPointScanned: .recoveryPointScanned
    case .restoreProgressed: .restoreProgressed
    case .replicationMeasured: .replicationMeasured
    case .replicationFaulted: .replicationFaulted
    case .alarmChanged: .alarmChanged
    case .healthNoticed: .healthNoticed
    case .zoneShifted: .zoneShifted
    case .threatFound: .threatFound
    case .resourceChanged: .resourceChanged
    case .sourceSpoke: .sourceSpoke
    case .commandGiven: .commandGiven
    case .listingCompleted: .listingCompleted
    case .resourceDescribed: .resourceDescribed
    case .keyChanged: .keyChanged
    }
  }

  /// Reads the fields of a fact of this kind from the object that `decoder` stands on.
  init(kind: Kind, from decoder: any Decoder) throws {
    self =
      switch kind {
      case .backupProgressed: .backupProgressed(try BackupProgressed(from: decoder))
      case .recoveryPointTaken: .recoveryPointTaken(try RecoveryPointTaken(from: decoder))
      case .recoveryPointCopied: .recoveryPointCopied(try RecoveryPointCopied(from: decoder))
      case .recoveryPointRemoved: .recoveryPointRemoved(try RecoveryPointRemoved(from: decoder))
      case .recoveryPointScanned: .recoveryPointScanned(try RecoveryPointScanned(from: decoder))
      case .restoreProgressed: .restoreProgressed(try RestoreProgressed(from: decoder))
      case .replicationMeasured: .replicationMeasured(try ReplicationMeasured(from: decoder))
      case .replicationFaulted: .replicationFaulted(try ReplicationFaulted(from: decoder))
      case .alarmChanged: .alarmChanged(try AlarmChanged(from: decoder))
      case .healthNoticed: .healthNoticed(try HealthNoticed(from: decoder))
      case .zoneShifted: .zoneShifted(try ZoneShifted(from: decoder))
      case .threatFound: .threatFound(try ThreatFound(from: decoder))
      case .resourceChanged: .resourceChanged(try ResourceChanged(from: decoder))
      case .sourceSpoke: .sourceSpoke(try SourceSpoke(from: decoder))
      case .commandGiven: .commandGiven(try CommandGiven(from: decoder))
      case .listingCompleted: .listingCompleted(try ListingCompleted(from: decoder))
      case .resourceDescribed: .resourceDescribed(try ResourceDescribed(from: decoder))
      case .keyChanged: .keyChanged(try KeyChanged(from: decoder))
      }
  }

  /// Writes the fact's own fields into the object that `encoder` stands on.
  func encodeFields(to encoder: any Encoder) throws {
    switch self {
    case .backupProgressed(let fact): try fact.encode(to: encoder)
    case .recoveryPointTaken(let fact): try fact.encode(to: encoder)
    case .recoveryPointCopied(let fact): try fact.encode(to: encoder)
    case .recoveryPointRemoved(let fact): try fact.encode(to: encoder)
    case .recoveryPointScanned(let fact): try fact.encode(to: encoder)
    case .restoreProgressed(let fact): try fact.encode(to: encoder)
    case .replicationMeasured(let fact): try fact.encode(to: encoder)
    case .replicationFaulted(let fact): try fact.encode(to: encoder)
    case .alarmChanged(let fact): try fact.encode(to: encoder)
    case .healthNoticed(let fact): try fact.encode(to: encoder)
    case .zoneShifted(let fact): try fact.encode(to: encoder)
    case .threatFound(let fact): try fact.encode(to: encoder)
    case .resourceChanged(let fact): try fact.encode(to: encoder)
    case .sourceSpoke(let fact): try fact.encode(to: encoder)
    case .commandGiven(let fact): try fact.encode(to: encoder)
    case .listingCompleted(let fact): try fact.encode(to: encoder)
    case .resourceDescribed(let fact): try fact.encode(to: encoder)
    case .keyChanged(let fact): try fact.encode(to: encoder)
    }
  }
}
