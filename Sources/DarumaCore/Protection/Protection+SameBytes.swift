/// What is known of the same bytes holds of all that has them: of a point, of what it was copied from and of all that was
/// copied from that, whatever of it was deleted since. A name that was used again stands for other bytes.
extension Protection {
  /// One that has the bytes, and the time at which it had them: when it was copied. Nil: now.
  private struct Holder {
    var point: RecoveryPoint
    var at: Instant?
  }

  /// How many are followed; more is a loop, or nothing that anybody makes.
  private static let mostHolders = 64

  private func holders(of point: RecoveryPoint, at instant: Instant?) -> [Holder] {
    var holders = [Holder(point: point, at: instant)]
    var seen: Set<RecoveryPointID> = [point.id]
    var next = 0
    func meet(_ id: RecoveryPointID, _ at: Instant) {
      guard holders.count < Self.mostHolders, seen.insert(id).inserted, let point = points[id] else { return }
      holders.append(Holder(point: point, at: at))
    }
    while next < holders.count {
      let (known, time) = (holders[next].point, holders[next].at)
      for original in known.namedOriginals where known.isSame(original.at, time) { meet(original.id, original.at) }
      for copy in allCopies(of: known.id) {
        guard let copied = copy.namedOriginals.first(where: { $0.id == known.id })?.at, known.isSame(copied, time)
        else { continue }
        meet(copy.id, copied)
      }
      next += 1
    }
    return holders
  }

  /// When malware was last found in the bytes that `point` had at `instant`. It stays so until a scan of all of it, later
  /// than that, finds none, or a person says that it was looked into.
  func infection(of point: RecoveryPoint, at instant: Instant?) -> Instant? {
    guard knowsInfections else { return nil }
    var (infected, clean): (Instant?, Instant?) = (nil, nil)
    for holder in holders(of: point, at: instant) {
      let known = holder.point
      if let found = known.infectedAt, known.isSame(found, holder.at), !isInfectionCleared(known.id, found) {
        infected.joinGreatest(found)
      }
      if let found = known.wholeCleanAt, known.isSame(found, holder.at) { clean.joinGreatest(found) }
    }
    guard let infected, clean.map({ $0 <= infected }) ?? true else { return nil }
    return infected
  }

  /// A person says so of the finding that has the point's own name.
  private func isInfectionCleared(_ id: RecoveryPointID, _ found: Instant) -> Bool {
    isCleared(id.rawValue, .malware(at: found))
  }

  /// The earliest compromise that is suspected of the bytes themselves, and not of their resource.
  func suspicion(ofBytesOf point: RecoveryPoint) -> (finding: String, firstSeen: Instant)? {
    guard !threats.isEmpty else { return nil }
    return holders(of: point, at: nil).compactMap { suspicion(of: ARN($0.point.id.rawValue)) }
      .min { ($0.firstSeen, $0.finding) < ($1.firstSeen, $1.finding) }
  }

  /// Whether a part of it is missing, or of what it was copied from.
  package func isPartial(_ point: RecoveryPoint) -> Bool { incomplete(point) != nil }

  /// The point of its lineage of which a part is missing.
  func incomplete(_ point: RecoveryPoint) -> RecoveryPoint? {
    var (known, time): (RecoveryPoint, Instant?) = (point, nil)
    for _ in 0..<Self.longestLineage {
      if isPartialItself(known, at: time) { return known }
      guard let original = known.namedOriginals.first(where: { known.isSame($0.at, time) }),
        let next = points[original.id]
      else { return nil }
      (known, time) = (next, original.at)
    }
    return nil
  }

  /// Incremental scans that are followed back to the full one that they rest on.
  private static let mostScans = 400

  /// Whether all of `point` was looked at and nothing was found: an incremental scan looks at the difference to its base,
  /// so it proves no more than that is proved.
  package func isProvedClean(_ point: RecoveryPoint) -> Bool {
    var (known, time): (RecoveryPoint, Instant?) = (point, nil)
    for _ in 0..<Self.mostScans {
      guard let scan = known.scan, scan.value == .clean, known.isSame(scan.at, time),
        infection(of: known, at: time) == nil
      else { return false }
      guard let clean = known.cleanScan, clean.at == scan.at, let base = clean.base else { return true }
      guard let next = points[base] else { return false }
      (known, time) = (next, scan.at)
    }
    return false
  }
}

extension ThreatRecord {
  /// What a scan that found malware is to a person who clears it.
  static func malware(at instant: Instant) -> ThreatRecord {
    ThreatRecord(firstSeen: instant, severity: 10, saidAt: instant)
  }
}
