/// What becomes of each resource under a plan, and which recovery points it would be restored from.
struct Choices {
  var fates: [ResourceFate]
  /// Resources that the plan restores and that have no point to restore from, with the reason of the newest point that
  /// is not restorable, where there is one.
  var missing: [Missing]

  struct Missing {
    var resource: ResourceID
    var reason: String?
  }

  /// What is restored, in the file's order.
  var made: [Choice] {
    fates.compactMap { fate in
      guard case .restored(let choice) = fate.fate else { return nil }
      return choice
    }
  }

  /// `agreed`: what was chosen and agreed to before; it stands as long as it can be restored. `before`: what is restored must be
  /// from before then.
  static func make(
    _ plan: Plan, _ application: Application, _ protection: Protection, agreed: [Choice] = [], before: Instant? = nil,
    at now: Instant
  ) -> Choices {
    var choices = Choices(fates: [], missing: [])
    for resource in application.resources {
      let target = application.target(of: resource, by: plan, before: before)
      guard target.trait != nil else {
        var outcome = Fate.stays
        if plan.remakes(resource.id) {
          outcome = .remade
        } else if plan.kind.bringsOver {
          outcome = fate(resource, target, protection, at: now)
        }
        choices.fates.append(ResourceFate(resource.id, outcome))
        continue
      }
      let kept = agreed.first { choice in
        choice.resource == resource.id && protection.restorability(of: choice, for: target, at: now)?.moment != nil
      }
      if let choice = kept ?? newest(resource, target, protection, at: now) {
        choices.fates.append(ResourceFate(resource.id, .restored(choice)))
      } else {
        choices.missing.append(
          Missing(resource: resource.id, reason: whyNone(target, protection, before, at: now)))
      }
    }
    return choices
  }

  private static func newest(
    _ resource: Resource, _ target: RestoreTarget, _ protection: Protection, at now: Instant
  ) -> Choice? {
    protection.newestRestorable(for: target, at: now).map { newest in
      Choice(
        resource: resource.id, point: newest.point.id, usability: protection.usability(newest.point),
        takenAt: newest.takenAt, loss: now - newest.takenAt, notAfter: protection.limit(of: newest.point, for: target))
    }
  }

  /// The fate of a resource that no step restores or makes anew.
  private static func fate(
    _ resource: Resource, _ target: RestoreTarget, _ protection: Protection, at now: Instant
  ) -> Fate {
    let isReplicated = resource.protection.contains {
      ($0.kind == .replica || $0.kind == .replication) && $0.copyTo == target.region
    }
    if isReplicated {
      let synced = resource.names.flatMap { protection.replicaCandidates(of: $0, in: target.region, at: now) }
        .map(\.takenAt).max()
      if let synced { return .replicated(syncedTo: synced) }
    }
    guard resource.holdsData else { return .stays }
    return .leftBehind(newest: protection.newestRestorable(for: target, at: now)?.takenAt)
  }

  private static func whyNone(
    _ target: RestoreTarget, _ protection: Protection, _ before: Instant?, at now: Instant
  ) -> String? {
    var anytime = target
    anytime.before = nil
    if let before, let later = protection.newestRestorable(for: anytime, at: now) {
      return "\(later.point.id) is of \(later.takenAt), and it must be from before \(before)"
    }
    let newest = protection.points(of: target.resource).filter(\.exists)
      .max { (protection.takenAt($0) ?? .distantPast, $0.id) < (protection.takenAt($1) ?? .distantPast, $1.id) }
    guard let newest, let reason = protection.restorability(newest, for: target, at: now).reason else { return nil }
    return "\(newest.id): \(reason)"
  }
}

extension Resource {
  /// Whether something is lost with it: not of what only runs, nor of a cache that nobody asks to be kept.
  package var holdsData: Bool {
    switch type {
    case .ecsService, .loadBalancer: false
    case .elastiCacheCluster: isProtected
    case .rdsInstance, .rdsCluster, .efsFileSystem, .ebsVolume, .dynamoDBTable, .s3Bucket: true
    }
  }
}
