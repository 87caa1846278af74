import Testing
import TestSupport

@testable import DarumaCore

/// What truly happened to the snapshots of one database in two regions, and what was told of it.
private struct TrueHistory {
  private(set) var random: SeededRandom
  private(set) var now = Instant.at("00:00")
  private(set) var told: [Signal] = []
  private(set) var existing: [RecoveryPointID: Snapshot] = [:]
  private var count = 0

  struct Snapshot: Equatable {
    var region: Region
    var takenAt: Instant
    var original: RecoveryPointID?
  }

  static let database: ARN = "arn:aws:rds:us-east-1:1:db:a"

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func happen(_ moves: Int) {
    for _ in 0..<moves {
      now = now + .minutes(.random(in: 6...90, using: &random))
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5: take()
      case 5..<8: copy()
      default: remove()
      }
    }
  }

  private mutating func take() {
    // Names that people choose are used again. (Of which a copy would be made nobody could say.)
    count += 1
    let name = random.once(in: 4) ? "release-\(Int.random(in: 1...2, using: &random))" : "s\(count)"
    let id = RecoveryPointID("arn:aws:rds:us-east-1:1:snapshot:\(name)")
    guard existing[id] == nil else { return }
    existing[id] = Snapshot(region: "us-east-1", takenAt: now)
    tell(.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: id, takenAt: now)), "us-east-1")
  }

  private mutating func copy() {
    let originals = existing.keys.filter { $0.rawValue.hasPrefix("arn:aws:rds:us-east-1:1:snapshot:s") }.sorted()
    guard let original = originals.randomElement(using: &random), let source = existing[original] else { return }
    count += 1
    let id = RecoveryPointID("arn:aws:rds:us-west-2:1:snapshot:c\(count)")
    existing[id] = Snapshot(region: "us-west-2", takenAt: source.takenAt, original: original)
    tell(
      .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: id, of: original, toRegion: "us-west-2")), "us-west-2")
  }

  private mutating func remove() {
    guard let id = existing.keys.sorted().randomElement(using: &random), let gone = existing.removeValue(forKey: id)
    else { return }
    tell(.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: id, reason: .deleted)), gone.region)
  }

  private mutating func tell(_ fact: Fact, _ region: Region) {
    told.append(
      Signal(
        id: SignalID("s-\(told.count)"), at: now, seenAt: now, source: "aws.rds", account: "1", region: region,
        resource: random.once(in: 2) ? Self.database : nil, fact: fact))
  }

  /// Some of what was told, some of it twice, in any order.
  mutating func heard() -> [Signal] {
    let kept = told.filter { _ in !random.once(in: 3) }
    return (kept + kept.filter { _ in random.once(in: 4) }).shuffled(using: &random)
  }

  /// What the provider shows.
  func listing(in region: Region) -> [Listed] {
    existing.filter { $0.value.region == region }.sorted { $0.key < $1.key }.flatMap { id, snapshot in
      let taken = Fact.recoveryPointTaken(RecoveryPointTaken(recoveryPoint: id, takenAt: snapshot.takenAt))
      let copied = snapshot.original.map {
        Fact.recoveryPointCopied(RecoveryPointCopied(recoveryPoint: id, of: $0, toRegion: region))
      }
      return [taken, copied].compactMap(\.self).map { Listed(resource: Self.database, at: snapshot.takenAt, fact: $0) }
    }
  }
}

@Suite("Lost events are made up for by a listing")
struct LossTests {
  private static let resource = Resource(
    id: "db", type: .rdsInstance, arn: TrueHistory.database,
    protection: [ProtectionRule(kind: .snapshot, copyTo: "us-west-2")])

  private static func reconcile(_ protection: inout Protection, _ history: TrueHistory, at now: Instant) {
    // A listing of the copies may say to which resource an original belongs that nobody named: the sweep after it then
    // looks whether that is still there.
    for sweep in 0..<2 {
      for region in [Region("us-east-1"), "us-west-2"] {
        let request = ListingRequest(kind: .rdsSnapshots, region: region, resource: resource)
        let signals = Reconciliation.signals(
          of: history.listing(in: region), to: request, startedAt: now + .minutes(Int64(sweep)), "1", protection)
        for signal in signals { protection.absorb(signal) }
      }
    }
  }

  private static func known(_ protection: Protection) -> [RecoveryPointID: TrueHistory.Snapshot] {
    var known: [RecoveryPointID: TrueHistory.Snapshot] = [:]
    for point in protection.points(of: TrueHistory.database) where point.exists {
      known[point.id] = TrueHistory.Snapshot(
        region: point.region ?? "", takenAt: protection.takenAt(point) ?? .at("00:00"), original: point.original)
    }
    return known
  }

  private static func hold(_ protection: Protection, _ history: TrueHistory) throws {
    let known = known(protection)
    for id in Set(known.keys).union(history.existing.keys).sorted() {
      try #require(known[id] == history.existing[id], "\(id)")
    }
  }

  @Test("whatever was lost, doubled and late: afterwards what is known is what is true", arguments: 0..<200)
  func losses(seed: UInt64) throws {
    var history = TrueHistory(seed: seed)
    history.happen(40)
    var protection = Protection()
    for signal in history.heard() { protection.absorb(signal) }
    Self.reconcile(&protection, history, at: history.now + .minutes(10))
    try Self.hold(protection, history)
    // Events that come after the listing, late: of points that are gone and were never known before, they tell as if
    // these were there, until the next listing.
    for signal in history.heard() { protection.absorb(signal) }
    Self.reconcile(&protection, history, at: history.now + .minutes(25))
    try Self.hold(protection, history)
    // And so it goes on.
    history.happen(20)
    for signal in history.heard() { protection.absorb(signal) }
    Self.reconcile(&protection, history, at: history.now + .minutes(10))
    try Self.hold(protection, history)
  }

  @Test("signals of listings and of events in any order: the same projection", arguments: 0..<50)
  func anyOrder(seed: UInt64) throws {
    var history = TrueHistory(seed: seed)
    history.happen(30)
    var protection = Protection()
    var signals = history.heard()
    for signal in signals { protection.absorb(signal) }
    for region in [Region("us-east-1"), "us-west-2"] {
      let request = ListingRequest(kind: .rdsSnapshots, region: region, resource: Self.resource)
      signals += Reconciliation.signals(
        of: history.listing(in: region), to: request, startedAt: history.now + .minutes(10), "1", protection)
    }
    var one = Protection()
    for signal in signals { one.absorb(signal) }
    let text = try JSONText.of(one)
    var random = SeededRandom(seed: seed)
    for _ in 0..<5 {
      var other = Protection()
      for signal in signals.shuffled(using: &random) { other.absorb(signal) }
      try #require(try JSONText.of(other) == text)
    }
  }
}
