extension Protection {
  /// Why a point must not be used though it exists.
  package enum Quarantine: Hashable, Sendable {
    /// A scan found malware in it.
    case infected(at: Instant)
    /// It was taken after a compromise of its resource is believed to have begun.
    case suspected(finding: String, firstSeen: Instant)
  }

  /// How grave a finding must be to quarantine points: what GuardDuty calls high (7.0 to 8.9) and critical.
  package static let quarantineSeverity = 7.0

  /// Whether a person has looked into all that is known of the finding; nil where there is none of this name. Of malware that
  /// a scan found the point's own name is the finding.
  package func isCleared(_ finding: String) -> Bool? {
    var records = threats.values.compactMap { $0[finding] }
    if let found = points[RecoveryPointID(finding)]?.infectedAt { records.append(.malware(at: found)) }
    return records.isEmpty ? nil : records.allSatisfy { isCleared(finding, $0) }
  }

  func isCleared(_ finding: String, _ record: ThreatRecord) -> Bool {
    clearedFindings[finding]?.covers(record) ?? false
  }

  /// The earliest compromise of `resource` that is grave enough and not cleared.
  package func suspicion(of resource: ARN) -> (finding: String, firstSeen: Instant)? {
    threats[resource]?.lazy
      .filter { $0.value.severity >= Self.quarantineSeverity && !isCleared($0.key, $0.value) }
      .map { ($0.key, $0.value.firstSeen) }
      .min { ($0.1, $0.0) < ($1.1, $1.0) }
      .map { (finding: $0.0, firstSeen: $0.1) }
  }

  package func quarantine(_ point: RecoveryPoint) -> Quarantine? {
    if let found = infection(of: point, at: nil) { return .infected(at: found) }
    if let found = suspicion(ofBytesOf: point) { return .suspected(finding: found.finding, firstSeen: found.firstSeen) }
    guard let resource = point.resource, let suspicion = suspicion(of: resource) else { return nil }
    if let window = point.window {
      // Of a window the moments before the compromise are as good as ever.
      guard let from = window.from, from < suspicion.firstSeen else {
        return .suspected(finding: suspicion.finding, firstSeen: suspicion.firstSeen)
      }
      return nil
    }
    guard let taken = takenAt(point), taken >= suspicion.firstSeen else { return nil }
    return .suspected(finding: suspicion.finding, firstSeen: suspicion.firstSeen)
  }

  /// Whether `point` can be planned with at `now`: sound in itself and in its originals, under a key that can be used,
  /// not in quarantine.
  package func isUsable(_ point: RecoveryPoint, at now: Instant) -> Bool { soundness(point, at: now) == nil }

  /// Whether its key can't be used.
  package func isLocked(_ point: RecoveryPoint) -> Bool {
    guard point.encrypted?.value != .no, let key = point.key?.value, let record = keys[key] else { return false }
    return record.state.isLocked
  }

  /// Whether it is known that it can be decrypted: it is not encrypted, or its key was seen to be usable.
  private func isDecryptable(_ point: RecoveryPoint) -> Bool {
    if point.encrypted?.value == .no { return true }
    return point.key.flatMap { keys[$0.value]?.state } == .usable
  }

  /// How far `point` is proved.
  package func usability(_ point: RecoveryPoint) -> Usability { proofs(of: point).max() ?? .taken }

  /// What is proved of `point`. That it was restored says nothing of malware, and the other way round: levels are proofs of
  /// their own where one does not imply the other.
  package func proofs(of point: RecoveryPoint) -> Set<Usability> {
    var proofs: Set<Usability> = [.taken]
    if point.presentOriginal != nil { proofs.insert(.copied) }
    if isDecryptable(point) { proofs.formUnion([.copied, .decryptable]) }
    if isProvedClean(point) { proofs.formUnion([.copied, .decryptable, .scanned]) }
    if point.isRestored || point.isValidated { proofs.formUnion([.copied, .decryptable, .restored]) }
    if point.isValidated { proofs.insert(.validated) }
    return proofs
  }

  /// The moment that restoring `point` gives at the latest: for a window that reaches into a compromise, right before
  /// it.
  package func newestMoment(_ point: RecoveryPoint) -> Instant? {
    guard let taken = takenAt(point) else { return nil }
    guard point.window != nil, let suspicion = point.resource.flatMap(suspicion) else { return taken }
    return min(taken, suspicion.firstSeen - Span(milliseconds: 1))
  }

  /// What `target` could be restored from at `now`: points that are restorable there. What no step restores is carried
  /// over by itself: replicas, and whatever is known under the names of its replicas, count then too.
  func candidates(for target: RestoreTarget, alsoNamed names: [ARN], at now: Instant) -> [Candidate] {
    let asked = target.trait == nil ? names : [target.resource]
    let points = asked.flatMap(points(of:)).compactMap { point -> Candidate? in
      guard let moment = restorability(point, for: target, at: now).moment else { return nil }
      return Candidate(
        point: point.id, takenAt: moment, proofs: proofs(of: point), until: expiry(of: point),
        scannedUntil: point.cleanScan?.until)
    }
    guard target.trait == nil else { return points }
    return points + names.flatMap { replicaCandidates(of: $0, in: target.region, at: now) }
  }

  /// A replica holds what it had received by its newest measure. Each metric says it of a part (a rule, a stream): the
  /// slowest counts. One whose region nobody names is taken to be in the recovery region, which the rule names.
  func replicaCandidates(of resource: ARN, in region: Region, at now: Instant) -> [Candidate] {
    guard let records = replicas[resource], suspicion(of: resource) == nil,
      !leavesOutEncrypted(resource, to: region)
    else { return [] }
    let here = records.filter { $0.region == region || $0.region.rawValue.isEmpty }
    guard !here.isEmpty, let moment = here.compactMap(\.syncedTo).min(), moment <= now else { return [] }
    let id = RecoveryPointID(rawValue: "\(resource)#replica/\(region)")
    // It holds all only up to the first thing that did not come.
    let fault = replicaFault(of: resource, at: now)
    return [
      Candidate(
        point: id, takenAt: fault.map { min(moment, $0.since - Span(milliseconds: 1)) } ?? moment,
        proofs: [.taken, .copied], until: nil, faultUntil: fault?.until)
    ]
  }
}

/// One thing that a resource could be restored from.
struct Candidate: Hashable, Sendable {
  var point: RecoveryPointID
  /// The moment of the data.
  var takenAt: Instant
  var proofs: Set<Usability>
  /// When its retention ends.
  var until: Instant?
  /// Of a continuous point: up to which moment a scan has looked.
  var scannedUntil: Instant?
  /// Of a replica that lacks something: until when that counts if nothing more is said.
  var faultUntil: Instant?

  /// The moment of the data that is proved so far; nil where it is not.
  func moment(provedAs level: Usability) -> Instant? {
    guard proofs.contains(level) else { return nil }
    guard level == .scanned, let scannedUntil else { return takenAt }
    return min(takenAt, scannedUntil)
  }
}

extension KeyChanged.State {
  /// Whether nothing can be decrypted with it. Of a key that nobody may look at that is not known.
  fileprivate var isLocked: Bool {
    switch self {
    case .usable, .unreadable: false
    case .disabled, .pendingDeletion, .missing: true
    }
  }
}
