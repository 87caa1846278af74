extension Signal {
  /// The recovery points that it says something of: of a copy also the original. What happens to a snapshot itself is told
  /// of it as of a resource. Of a copy that failed, or is late, it is the original that is not copied.
  package var recoveryPoints: [RecoveryPointID] {
    switch fact {
    case .recoveryPointTaken(let fact): [fact.recoveryPoint]
    case .recoveryPointCopied(let fact):
      fact.of == fact.recoveryPoint ? [fact.of] : [fact.recoveryPoint, fact.of]
    case .recoveryPointRemoved(let fact): [fact.recoveryPoint]
    case .recoveryPointScanned(let fact): [fact.recoveryPoint]
    case .restoreProgressed(let fact): [fact.recoveryPoint].compactMap(\.self)
    case .backupProgressed(let fact): [fact.point].compactMap(\.self)
    case .replicationFaulted(let fact): [fact.point?.asPoint].compactMap(\.self)
    case .resourceChanged, .threatFound: [resource?.asPoint].compactMap(\.self)
    case .replicationMeasured, .alarmChanged, .healthNoticed, .zoneShifted, .sourceSpoke, .commandGiven,
      .listingCompleted, .resourceDescribed, .keyChanged:
      []
    }
  }
}

extension Signal {
  /// Whether whoever takes it in knows the points that it names from then on. A job that made no point yet, and a copy that
  /// is late, say nothing of a point by which it could be known.
  var makesPointsKnown: Bool {
    switch fact {
    case .backupProgressed, .replicationFaulted: false
    case .recoveryPointTaken, .recoveryPointCopied, .recoveryPointRemoved, .recoveryPointScanned, .restoreProgressed,
      .resourceChanged, .threatFound, .replicationMeasured, .alarmChanged, .healthNoticed, .zoneShifted, .sourceSpoke,
      .commandGiven, .listingCompleted, .resourceDescribed, .keyChanged:
      true
    }
  }
}

extension ARN {
  /// Whether it names what something can be restored from, and not a resource that is protected.
  package var isRecoveryPoint: Bool {
    ["snapshot", "cluster-snapshot", "recovery-point", "image", "serverlesssnapshot"].contains(resourceType)
  }

  fileprivate var asPoint: RecoveryPointID? { isRecoveryPoint ? RecoveryPointID(rawValue: rawValue) : nil }
}

extension Signal {
  /// Whether it is kept where its resource is not known though it names no recovery point either.
  package var isKeptUnbound: Bool {
    guard case .backupProgressed(let fact) = fact else { return false }
    return fact.subject(of: self) != nil
  }

  /// Why a signal that applications were told leaves no event there.
  ///
  /// - Parameter isForgotten: Whether one of them passed it over for its age; see ``Protection/isForgotten(_:)``.
  package func reasonOfNoEvent(isForgotten: Bool) -> String {
    if isForgotten {
      return "\(fact.kind.rawValue): of more than \(ForgettingRules.memory) ago, before what is remembered; "
        + "what is still there a listing shows"
    }
    if case .threatFound(let fact) = fact, fact.sample {
      return "threatFound: a sample finding, made to try the route"
    }
    return "\(fact.kind.rawValue): known already, or older than what is known"
  }
}

extension ARN {
  /// The replication groups that a node of ElastiCache may be of, by its name: `shop-0001-001` (cluster mode) is of `shop`,
  /// `shop-001` too. (Amazon ElastiCache User Guide, "Finding connection endpoints".)
  package var replicationGroups: [ARN] {
    guard service == "elasticache", resourceType == "cluster" else { return [] }
    var words = resourceName.split(separator: "-", omittingEmptySubsequences: false)[...]
    var groups: [ARN] = []
    for digits in [3, 4] {
      guard let last = words.last, words.count > 1, last.utf8.count == digits,
        last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { break }
      words = words.dropLast()
      let head = rawValue.prefix(rawValue.count - resource.count)
      groups.append(ARN("\(head)replicationgroup:\(words.joined(separator: "-"))"))
    }
    return groups
  }
}
