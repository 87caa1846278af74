/// What can be restored: the recovery points of one application, the jobs that make them, how far replicas are behind,
/// how resources are set up, and the state of keys. A join of signals.
///
/// Held in persistent maps: a decision works on a copy of the state, which must not cost the size of the state.
package struct Protection: Hashable, Sendable {
  package private(set) var points = Table<RecoveryPointID, RecoveryPoint>()
  /// The newest word of a backup or copy job, by resource.
  package private(set) var jobs = Table<ARN, JobRecord>()
  /// How far each replica is behind, by resource; in order.
  package private(set) var replicas = Table<ARN, [ReplicaRecord]>()
  /// What did not reach its replica, by resource.
  package private(set) var replicaFaults = Table<ARN, ReplicaFaults>()
  /// How resources are set up, by resource.
  package private(set) var descriptions = Table<ARN, DescriptionRecord>()
  /// The listings that ended last.
  package private(set) var listings = Table<ListingSubject, ListingRecord>()
  package private(set) var keys = Table<ARN, KeyRecord>()
  /// Compromises that are suspected, by resource.
  package private(set) var threats = Table<ARN, [String: ThreatRecord]>()
  /// When what was made automatically of a resource may have gone with it: it was deleted or renamed, or its automatic
  /// backups were turned off.
  package private(set) var doubts = Table<ARN, Instant>()
  /// Findings that a person looked into and took back.
  package private(set) var clearedFindings: [String: Clearance] = [:]

  /// With which messages a backup of a resource counts as whole: of the application file that was last in force.
  package internal(set) var acceptedMessages: [ARN: [NamePattern]] = [:]

  /// How far behind the replicas of a resource may be, by each of its rules, in order: of the application file that was last
  /// in force.
  package internal(set) var lagLimits: [ARN: [Span]] = [:]

  /// What was last heard of before then is forgotten; nil: nothing was yet.
  package internal(set) var horizon: Instant?

  // Found from the points, and not part of what is written.
  private var byResource = Table<ARN, [RecoveryPointID]>()
  private var copiesOf = Table<RecoveryPointID, [RecoveryPointID]>()
  /// Those in which malware was ever found.
  private var infected: Set<RecoveryPointID> = []
  /// Those that are gone, and whose resource nobody said.
  private var unbound = Table<RecoveryPointID, Bool>()
  /// By ``RecoveryPoint/otherOriginals``.
  private var namedCopiesOf = Table<RecoveryPointID, [RecoveryPointID]>()

  package init() {}

  /// Whether nothing was learned yet.
  var isEmpty: Bool {
    points.isEmpty && jobs.isEmpty && replicas.isEmpty && replicaFaults.isEmpty && descriptions.isEmpty
      && listings.isEmpty && threats.isEmpty
  }

  /// Joins one signal.
  package mutating func absorb(_ signal: Signal) { apply(update(by: signal)) }

  mutating func apply(_ update: Update) {
    for point in update.points { put(point) }
    for record in update.records { apply(record) }
  }

  private mutating func apply(_ record: Update.Record) {
    switch record {
    case .job(let resource, let record): jobs[resource] = record
    case .replicas(let resource, let records): replicas[resource] = records
    case .replicaFaults(let resource, let faults): replicaFaults[resource] = faults
    case .description(let resource, let record): descriptions[resource] = record
    case .listing(let subject, let record): listings[subject] = record
    case .key(let key, let record): keys[key] = record
    case .threats(let resource, let records): threats[resource] = records
    case .doubt(let resource, let instant): doubts[resource] = instant
    }
  }

  /// An execution restored the point, or found that what was restored from it works.
  mutating func prove(_ id: RecoveryPointID, as level: Usability, at instant: Instant) {
    apply(
      Update(
        points: joined(id) { point in
          point.joinRestored(at: instant)
          if level == .validated { point.joinValidated(at: instant) }
        }))
  }

  /// A person looked into the finding: it holds nothing back any more, up to what is known of it now. Of malware that a scan
  /// found the point's own name is the finding.
  mutating func clear(finding: String, by person: String) {
    var known = points[RecoveryPointID(finding)]?.infectedAt.map { ThreatRecord.malware(at: $0) }
    for records in threats.values {
      guard let record = records[finding] else { continue }
      known = known?.joined(record) ?? record
    }
    clearedFindings[finding] = Clearance(by: person, known: known)
  }

  /// Drops what was last said before `instant` of jobs, replicas, listings, set-ups, and of compromises that a person
  /// cleared: such a word is older than the evidence that anybody asks for.
  mutating func forgetRecords(before instant: Instant) {
    jobs.keepValues { $0.at >= instant }
    replicas.keepValues { $0.contains { $0.newest.at >= instant } }
    replicaFaults.keepValues { $0.lastWordAt.map { $0 >= instant } ?? false }
    descriptions.keepValues { $0.at >= instant }
    listings.keepValues { $0.at >= instant }
    doubts.keepValues { $0 >= instant }
    for resource in Array(threats.keys) {
      let kept = (threats[resource] ?? [:]).filter { $1.saidAt >= instant || !isCleared($0, $1) }
      threats[resource] = kept.isEmpty ? nil : kept
    }
    let known = Set(threats.values.flatMap(\.keys)).union(infected.map(\.rawValue))
    clearedFindings = clearedFindings.filter { known.contains($0.key) }
  }

  /// Forgets what names a time after `instant` at which it is said to have happened. Of a point its lineage stays: its
  /// copies hang on it, and what is true of it comes again with the next event or listing.
  mutating func forgetFuture(after instant: Instant) {
    for point in points.values where point.saysOfFuture(after: instant) { put(point.withoutTimes) }
    jobs.keepValues { $0.at <= instant }
    descriptions.keepValues { $0.at <= instant }
    listings.keepValues { $0.at <= instant }
    keys.keepValues { $0.at <= instant }
    doubts.keepValues { $0 <= instant }
    for (resource, known) in replicaFaults.keys.map({ ($0, replicaFaults[$0]) }) {
      let kept = known?.withoutFuture(after: instant)
      if kept != known { replicaFaults[resource] = kept }
    }
    for (resource, known) in replicas.keys.map({ ($0, replicas[$0] ?? []) }) {
      let kept = known.filter { $0.newest.at <= instant && ($0.syncedTo.map { $0 <= instant } ?? true) }
      if kept.count < known.count { replicas[resource] = kept.isEmpty ? nil : kept }
    }
    for (resource, known) in threats.keys.map({ ($0, threats[$0] ?? [:]) }) {
      let kept = known.compactMapValues { $0.withoutFuture(after: instant) }
      if kept != known { threats[resource] = kept.isEmpty ? nil : kept }
    }
    clearedFindings = clearedFindings.mapValues { Clearance(by: $0.by, known: $0.known?.withoutFuture(after: instant)) }
    if let known = horizon, known > instant { horizon = nil }
  }
}

// MARK: - Points and their lineage

extension Protection {
  package func point(_ id: RecoveryPointID) -> RecoveryPoint? { points[id] }

  /// All points known of a resource, in order of id, also those that are removed or expired.
  package func points(of resource: ARN) -> [RecoveryPoint] {
    (byResource[resource] ?? []).compactMap { points[$0] }
  }

  /// The points that were copied from `id`, in order of id.
  package func copies(of id: RecoveryPointID) -> [RecoveryPoint] {
    (copiesOf[id] ?? []).compactMap { points[$0] }
  }

  /// The points of which any signal says that they were copied from `id`.
  func allCopies(of id: RecoveryPointID) -> [RecoveryPoint] {
    ((copiesOf[id] ?? []) + (namedCopiesOf[id] ?? [])).compactMap { points[$0] }
  }

  /// Whether malware was ever found in any of them.
  var knowsInfections: Bool { !infected.isEmpty }

  /// All that any signal has named together with `id` as copy or original.
  func relations(of id: RecoveryPointID) -> [RecoveryPointID] {
    let point = points[id]
    return [point?.original].compactMap(\.self) + (point?.otherOriginals ?? []) + (copiesOf[id] ?? [])
      + (namedCopiesOf[id] ?? [])
  }

  private mutating func relate(_ id: RecoveryPointID, from old: [RecoveryPointID]?, to new: [RecoveryPointID]?) {
    guard old != new else { return }
    for original in old ?? [] {
      namedCopiesOf[original]?.remove(id)
      if namedCopiesOf[original]?.isEmpty == true { namedCopiesOf[original] = nil }
    }
    for original in new ?? [] { namedCopiesOf[original, default: []].insertInOrder(id) }
  }

  /// Copies of copies that are followed. RDS chains two (region, then account); more is a loop.
  package static let longestLineage = 8

  /// `point` and what it was copied from, however many copies lie between.
  func lineage(of point: RecoveryPoint) -> [RecoveryPoint] { line(of: point, by: \.presentOriginal) }

  private func line(of point: RecoveryPoint, by original: (RecoveryPoint) -> RecoveryPointID?) -> [RecoveryPoint] {
    var line = [point]
    while line.count < Self.longestLineage, let name = original(line[line.count - 1]), let next = points[name] {
      line.append(next)
    }
    return line
  }

  /// When its retention ends: as a source says, or of a copy counted from the creation of its original, whose date it
  /// keeps. One that is kept as long as its original ends with it.
  package func expiry(of point: RecoveryPoint) -> Instant? { expiry(of: point, depth: 0) }

  private func expiry(of point: RecoveryPoint, depth: Int) -> Instant? {
    if let said = point.expiresAt { return said.value }
    guard depth < Self.longestLineage, let kept = point.kept else { return nil }
    switch kept.value {
    case .lasting, .years: return takenAt(point).flatMap { kept.value.end(from: $0) }
    case .forever: return point.presentOriginal.flatMap { points[$0] }.flatMap { expiry(of: $0, depth: depth + 1) }
    }
  }

  /// When the data of `point` is from: the earliest of its own start and that of the original it was copied from,
  /// however many copies lie between. (A copy may come with the time at which the copying began.) Of a window its end.
  /// Nil while all are unknown; an age is never invented.
  package func takenAt(_ point: RecoveryPoint) -> Instant? {
    if let window = point.window { return window.until }
    guard point.presentOriginal != nil else { return point.ownTakenAt }
    var earliest = point.ownTakenAt
    for ancestor in lineage(of: point).dropFirst() { earliest.joinSmallest(ancestor.earliestTakenAt) }
    return earliest
  }

  mutating func drop(_ point: RecoveryPoint) {
    if let original = point.original {
      copiesOf[original]?.remove(point.id)
      if copiesOf[original]?.isEmpty == true { copiesOf[original] = nil }
    }
    if let resource = point.resource {
      byResource[resource]?.remove(point.id)
      if byResource[resource]?.isEmpty == true { byResource[resource] = nil }
    }
    relate(point.id, from: point.otherOriginals, to: nil)
    infected.remove(point.id)
    unbound[point.id] = nil
    points[point.id] = nil
  }

  private mutating func put(_ joined: RecoveryPoint) {
    let old = points[joined.id]
    var point = joined
    // What came with the update may be older than what another point of it has changed meanwhile.
    point.resource = old?.resource
    for relative in relatives(of: point) { point.shareTexts(with: relative) }
    points[point.id] = point
    if old?.original != point.original {
      if let original = old?.original {
        copiesOf[original]?.remove(point.id)
        if copiesOf[original]?.isEmpty == true { copiesOf[original] = nil }
      }
      if let original = point.original { copiesOf[original, default: []].insertInOrder(point.id) }
    }
    relate(point.id, from: old?.otherOriginals, to: point.otherOriginals)
    if point.infectedAt != nil { infected.insert(point.id) }
    settleResource(of: point.id, depth: 0)
    settleUnbound(point.id)
  }

  private mutating func settleUnbound(_ id: RecoveryPointID) {
    let isUnbound = points[id].map { $0.resource == nil && $0.removedAt != nil } ?? false
    if isUnbound != (unbound[id] != nil) { unbound[id] = isUnbound ? true : nil }
  }

  /// What is gone, and whose resource nobody said; in order.
  var goneUnbound: [RecoveryPoint] { unbound.keys.sorted().compactMap { points[$0] } }

  /// Points that are likely to hold the same texts: what it was, its original, and of those of its resource the first
  /// and the last, which are of different regions where it is copied.
  private func relatives(of point: RecoveryPoint) -> [RecoveryPoint] {
    // Once known, it holds them already; only the name of an original may be new.
    if let known = points[point.id] {
      let original = known.original == nil ? point.original.flatMap { points[$0] } : nil
      return [known] + [original].compactMap(\.self)
    }
    let original = point.original.flatMap { points[$0] }
    let resource = point.resource ?? point.ownResource ?? original?.resource
    let siblings = resource.flatMap { byResource[$0] } ?? []
    return [original].compactMap(\.self)
      + [siblings.first, siblings.last].compactMap { $0.flatMap { points[$0] } }
  }

  /// Brings ``RecoveryPoint/resource`` of a point and of its copies up to date, and the index with it.
  private mutating func settleResource(of id: RecoveryPointID, depth: Int) {
    guard let point = points[id], depth < Self.longestLineage else { return }
    let resource = line(of: point, by: \.original).lazy.compactMap(\.ownResource).first
    if point.resource != resource {
      if let old = point.resource {
        byResource[old]?.remove(id)
        if byResource[old]?.isEmpty == true { byResource[old] = nil }
      }
      if let resource { byResource[resource, default: []].insertInOrder(id) }
      points[id]?.resource = resource
      settleUnbound(id)
    } else if depth > 0 {
      return
    }
    for copy in copiesOf[id] ?? [] { settleResource(of: copy, depth: depth + 1) }
  }
}

extension [RecoveryPointID] {
  fileprivate mutating func insertInOrder(_ id: RecoveryPointID) {
    let place = firstPlace(of: id)
    guard place == count || self[place] != id else { return }
    insert(id, at: place)
  }

  fileprivate mutating func remove(_ id: RecoveryPointID) {
    let place = firstPlace(of: id)
    if place < count, self[place] == id { remove(at: place) }
  }

  private func firstPlace(of id: RecoveryPointID) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// MARK: - What is written

extension Protection: Codable {
  private enum CodingKeys: String, CodingKey {
    case points, jobs, replicas, descriptions, listings, keys, threats, doubts, clearedFindings, horizon
    case acceptedMessages, replicaFaults, lagLimits
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    for point in try fields.decode([RecoveryPointID: RecoveryPoint].self, forKey: .points).values { put(point) }
    jobs = try fields.decode(Table<ARN, JobRecord>.self, forKey: .jobs)
    replicas = try fields.decode(Table<ARN, [ReplicaRecord]>.self, forKey: .replicas)
    descriptions = try fields.decode(Table<ARN, DescriptionRecord>.self, forKey: .descriptions)
    listings = try fields.decode(Table<ListingSubject, ListingRecord>.self, forKey: .listings)
    keys = try fields.decode(Table<ARN, KeyRecord>.self, forKey: .keys)
    threats = try fields.decode(Table<ARN, [String: ThreatRecord]>.self, forKey: .threats)
    doubts = try fields.decodeIfPresent(Table<ARN, Instant>.self, forKey: .doubts) ?? Table()
    clearedFindings = try fields.decode([String: Clearance].self, forKey: .clearedFindings)
    horizon = try fields.decodeIfPresent(Instant.self, forKey: .horizon)
    replicaFaults = try fields.decodeIfPresent(Table<ARN, ReplicaFaults>.self, forKey: .replicaFaults) ?? Table()
    lagLimits = try fields.decodeIfPresent([ARN: [Span]].self, forKey: .lagLimits) ?? [:]
    acceptedMessages = try fields.decodeIfPresent([ARN: [NamePattern]].self, forKey: .acceptedMessages) ?? [:]
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(points, forKey: .points)
    try fields.encode(jobs, forKey: .jobs)
    try fields.encode(replicas, forKey: .replicas)
    try fields.encode(descriptions, forKey: .descriptions)
    try fields.encode(listings, forKey: .listings)
    try fields.encode(keys, forKey: .keys)
    try fields.encode(threats, forKey: .threats)
    try fields.encode(doubts, forKey: .doubts)
    try fields.encode(clearedFindings, forKey: .clearedFindings)
    try fields.encodeIfPresent(horizon, forKey: .horizon)
    if !replicaFaults.isEmpty { try fields.encode(replicaFaults, forKey: .replicaFaults) }
    if !lagLimits.isEmpty { try fields.encode(lagLimits, forKey: .lagLimits) }
    if !acceptedMessages.isEmpty { try fields.encode(acceptedMessages, forKey: .acceptedMessages) }
  }
}
