extension RuleReview {
  /// Older versions of objects are kept as long as they must be, and no longer.
  mutating func judgeVersions() {
    judgeLooks { $0.judgeVersions($1, $2) }
  }

  private mutating func judgeVersions(_ found: ResourceDescribed, _ since: Instant) {
    judgeEncryptionAtRest(found, since)
    if let versioning = found.versioning, versioning != .enabled {
      judge(.versioned, since: since, expected: "versioning is on", seen: versioning.words)
    }
    guard let wanted = rule.retain else { return }
    let expected = "versions that are no longer current kept \(wanted)"
    if let part = found.nonCurrentInPart, .lasting(part) < wanted, !wanted.isMet(by: .lasting(part)) {
      judge(.versionsKept, since: since, expected: expected, seen: "in a part of it only kept \(part)")
    } else if let given = found.nonCurrentRetention, !wanted.isMet(by: given) {
      judge(.versionsKept, since: since, expected: expected, seen: "kept \(given)")
    }
  }

  /// Replication is on, of everything, to the right place, under a key, and not too far behind.
  mutating func judgeReplication() {
    judgeLooks { review, found, since in
      review.judgeEncryptionAtRest(found, since)
      review.judgeReplications(found, since)
    }
    for name in resource.names {
      guard let fault = protection.replicaFault(of: name, at: now) else { continue }
      judge(
        .replicaCurrent, since: fault.since, until: fault.until, expected: "everything is replicated",
        seen: "something failed to replicate, or is late")
    }
    let limit = rule.lagLimit
    // Of several measures the slowest counts. One whose region nobody names is taken to be of the rule's.
    let behind = resource.names.flatMap { protection.replicas(of: $0) }
      .filter { $0.region == rule.copyTo || $0.region.rawValue.isEmpty || rule.copyTo == nil }
      .filter { $0.newest.lag.map { $0 > limit } ?? false }
      .compactMap { $0.since(behind: limit) }.min()
    guard let behind else { return }
    judge(
      .replicaCurrent, since: behind, expected: "a replica at most \(limit) behind",
      seen: "it was further behind")
  }

  private mutating func judgeReplications(_ described: ResourceDescribed, _ since: Instant) {
    guard let replications = described.replications else { return }
    let target = (rule.destination?.rawValue ?? rule.copyTo?.rawValue).map { " to \($0)" } ?? ""
    let meant = replications.filter { replication in
      if let destination = rule.destination { return replication.destination == destination }
      return replication.region == nil || rule.copyTo == nil || replication.region == rule.copyTo
    }
    // Of several the best: others may be there for other ends.
    guard
      let found = meant.first(where: { $0.isEnabled && $0.isWhole && $0.includesKMS != false })
        ?? meant.first(where: { $0.isEnabled && $0.isWhole }) ?? meant.first(where: \.isEnabled) ?? meant.first
    else {
      let others = replications.map(\.destination.rawValue).sorted().joined(separator: ", ")
      judge(
        .replicated, since: since, expected: "replication\(target)",
        seen: others.isEmpty ? "none is set up" : "only to \(others)")
      return
    }
    if !found.isEnabled {
      judge(.replicated, since: since, expected: "replication\(target)", seen: "it is turned off")
    } else if !found.isWhole {
      judge(
        .replicated, since: since, expected: "replication of everything\(target)", seen: "only a part is replicated")
    }
    // (A bucket's name does not say where it is: whether the rule is the one that is meant is asked by its destination.)
    if found.isEnabled, described.isUnderKMS == true, found.includesKMS == false {
      judge(
        .replicated, since: since, expected: "replication\(target) also of what is under a key of KMS",
        seen: "what is under a key of KMS is left out")
    }
    // EFS does not say with which key a replica is encrypted.
    if rule.encrypted == true, resource.type == .s3Bucket, found.key == nil {
      judge(
        .encrypted, in: rule.copyTo, since: since, expected: "replicas\(target) encrypted with a key",
        seen: "no key is set for them")
    }
  }

  private mutating func judgeEncryptionAtRest(_ described: ResourceDescribed, _ since: Instant) {
    guard rule.encrypted == true, described.encrypted == false else { return }
    let asked = "encrypted in \(home)"
    judge(.encrypted, since: since, expected: asked, seen: "not encrypted")
  }
}

extension ResourceDescribed.Versioning {
  fileprivate var words: String {
    switch self {
    case .enabled: "it is on"
    case .suspended: "it is suspended"
    case .never: "it was never turned on"
    }
  }
}
