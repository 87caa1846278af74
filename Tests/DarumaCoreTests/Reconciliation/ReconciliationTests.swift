import Testing

@testable import DarumaCore

@Suite("A listing tells what events did not")
struct ReconciliationTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:123456789012:db:kaigo"
  private static let snapshot: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:snapshot:rds:kaigo-1"
  private static let resource = Resource(
    id: "db", type: .rdsInstance, arn: database,
    protection: [ProtectionRule(kind: .snapshot, every: .every(.days(1)), copyTo: "us-west-2")])

  private static func request(_ kind: ListingKind = .rdsSnapshots, _ region: Region = "us-east-1") -> ListingRequest {
    ListingRequest(kind: kind, region: region, resource: kind == .kmsKeys ? nil : resource)
  }

  private static func taken(_ point: RecoveryPointID = snapshot, at: Instant = .at("01:00")) -> Listed {
    Listed(
      resource: database, at: at,
      fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: at, encrypted: true)))
  }

  /// What an event told of the same.
  private static func heard(
    _ point: RecoveryPointID = snapshot, at: Instant = .at("01:00"), region: Region = "us-east-1"
  ) -> Signal {
    Signal(
      id: "e", at: at, seenAt: at, source: "aws.rds", account: "123456789012", region: region, resource: database,
      fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: point, takenAt: at, encrypted: true)))
  }

  private static func list(
    _ found: [Listed], _ protection: inout Protection, _ request: ListingRequest = request(), at: Instant = .at("03:00")
  ) -> [Signal] {
    let signals = Reconciliation.signals(of: found, to: request, startedAt: at, "123456789012", protection)
    for signal in signals { protection.absorb(signal) }
    return signals
  }

  @Test("a point that no event told of becomes a signal of its own source, and the listing says that it was done")
  func found() throws {
    var protection = Protection()
    let signals = Self.list([Self.taken()], &protection)
    #expect(signals.map(\.fact.kind) == [.recoveryPointTaken, .listingCompleted])
    #expect(signals.allSatisfy { $0.isListed && $0.source == "listing.rds.snapshots" && $0.seenAt == .at("03:00") })
    let point = try #require(protection.point(Self.snapshot))
    #expect(point.exists && point.heardAt == nil && point.listedAt == .at("03:00"))
    #expect(protection.listedAt(.rdsSnapshots, Self.database, in: "us-east-1") == .at("03:00"))
  }

  @Test("what is as it was is no news, though it was seen again")
  func noNews() {
    var protection = Protection()
    _ = Self.list([Self.taken()], &protection)
    #expect(Self.list([Self.taken()], &protection, at: .at("04:00")).map(\.fact.kind) == [.listingCompleted])
  }

  @Test("a point that an event told of is told of once more: that it was also seen")
  func both() throws {
    var protection = Protection()
    protection.absorb(Self.heard())
    #expect(Self.list([Self.taken()], &protection).count == 2)
    #expect(Self.list([Self.taken()], &protection, at: .at("04:00")).count == 1)
    let point = try #require(protection.point(Self.snapshot))
    #expect(point.heardAt == .at("01:00") && point.listedAt == .at("03:00"))
  }

  @Test("a point that is no longer shown is gone, from the time of the listing on")
  func gone() throws {
    var protection = Protection()
    protection.absorb(Self.heard())
    let signals = Self.list([], &protection)
    #expect(signals.map(\.fact.kind) == [.recoveryPointRemoved, .listingCompleted])
    #expect(protection.point(Self.snapshot)?.removedAt == .at("03:00"))
    #expect(Self.list([], &protection, at: .at("04:00")).map(\.fact.kind) == [.listingCompleted])
  }

  @Test("what came to be just before may not be shown yet")
  func settling() {
    var protection = Protection()
    protection.absorb(Self.heard(at: .at("02:56")))
    #expect(Self.list([], &protection).map(\.fact.kind) == [.listingCompleted])
    #expect(
      Self.list([], &protection, at: .at("03:02")).map(\.fact.kind) == [.recoveryPointRemoved, .listingCompleted])
  }

  @Test("a listing says nothing of other regions, other kinds and other services")
  func others() {
    var protection = Protection()
    protection.absorb(Self.heard("arn:aws:rds:us-west-2:123456789012:snapshot:copy", region: "us-west-2"))
    protection.absorb(Self.heard("arn:aws:backup:us-east-1:123456789012:recovery-point:1"))
    protection.absorb(Self.heard("arn:aws:rds:us-east-1:123456789012:snapshot:other-kind"))
    #expect(Self.list([], &protection, Self.request(.ebsSnapshots)).map(\.fact.kind) == [.listingCompleted])
    #expect(Self.list([], &protection).map(\.fact.kind) == [.recoveryPointRemoved, .listingCompleted])
  }

  @Test("what was gone and is shown again is there, with what is said of it now")
  func again() throws {
    var protection = Protection()
    protection.absorb(Self.heard())
    _ = Self.list([], &protection)
    _ = Self.list([Self.taken(at: .at("03:30"))], &protection, at: .at("04:00"))
    let point = try #require(protection.point(Self.snapshot))
    #expect(point.exists && protection.takenAt(point) == .at("03:30"))
    // A word of the one that is gone, late.
    protection.absorb(Self.heard())
    #expect(protection.point(Self.snapshot).flatMap(protection.takenAt) == .at("03:30"))
  }

  @Test("a listing that failed removes nothing, and says why")
  func failed() throws {
    var protection = Protection()
    protection.absorb(Self.heard())
    _ = Self.list([Self.taken()], &protection)
    for signal in Reconciliation.failure("access denied", of: Self.request(), startedAt: .at("04:00"), "1") {
      protection.absorb(signal)
    }
    #expect(protection.point(Self.snapshot)?.exists == true)
    let record = try #require(protection.listings[Self.request().subject])
    #expect(record.failure == "access denied" && record.found == nil)
    #expect(record.at == .at("04:00") && record.succeededAt == .at("03:00"))
  }

  @Test("the state of a key, and how a resource is set up, are news only when they differ")
  func differences() {
    var protection = Protection()
    let key: ARN = "arn:aws:kms:us-west-2:1:key/k"
    func keyIs(_ state: KeyChanged.State, _ at: Instant) -> [Fact.Kind] {
      Self.list(
        [Listed(resource: nil, at: at, fact: .keyChanged(KeyChanged(key: key, state: state)))], &protection,
        Self.request(.kmsKeys, "us-west-2"), at: at
      ).map(\.fact.kind)
    }
    #expect(keyIs(.usable, .at("03:00")) == [.keyChanged, .listingCompleted])
    #expect(keyIs(.usable, .at("04:00")) == [.listingCompleted])
    #expect(keyIs(.disabled, .at("05:00")) == [.keyChanged, .listingCompleted])
    func retentionIs(_ days: Int64, _ at: Instant) -> [Fact.Kind] {
      let fact = Fact.resourceDescribed(ResourceDescribed(automaticRetention: .days(days)))
      return Self.list(
        [Listed(resource: Self.database, at: at, fact: fact)], &protection, Self.request(.rdsWindow), at: at
      )
      .map(\.fact.kind)
    }
    #expect(retentionIs(7, .at("03:00")) == [.resourceDescribed, .listingCompleted])
    #expect(retentionIs(7, .at("04:00")) == [.listingCompleted])
    #expect(retentionIs(30, .at("05:00")) == [.resourceDescribed, .listingCompleted])
  }

  @Test("the end of a window moves on with each listing; its beginning too")
  func window() throws {
    var protection = Protection()
    let id: RecoveryPointID = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-1"
    func windowIs(_ from: Instant, _ until: Instant, at: Instant) {
      let fact = RecoveryPointTaken(
        recoveryPoint: id, takenAt: nil, window: RestorableWindow(from: from, until: until))
      _ = Self.list(
        [Listed(resource: Self.database, at: until, fact: .recoveryPointTaken(fact))], &protection,
        Self.request(.rdsWindow), at: at)
    }
    windowIs(.at("01:00"), .at("02:55"), at: .at("03:00"))
    windowIs(.at("01:30"), .at("03:10"), at: .at("03:15"))
    let point = try #require(protection.point(id))
    #expect(point.kind == .window && point.window == RestorableWindow(from: .at("01:30"), until: .at("03:10")))
    #expect(protection.takenAt(point) == .at("03:10"))
    #expect(
      protection.candidates(
        for: RestoreTarget(
          resource: Self.database, type: .rdsInstance, account: "123456789012", region: "us-east-1", trait: nil),
        alsoNamed: [Self.database], at: .at("03:15")
      ).map(\.takenAt) == [.at("03:10")])
  }

  @Test("a copy in another account can't be listed with ours, and is not taken for gone")
  func otherAccount() {
    var protection = Protection()
    // By its name, where the source does not say the account; by what the source says, where the name does not.
    let copies: [(RecoveryPointID, Account)] = [
      ("arn:aws:rds:us-west-2:999999999999:snapshot:awsbackup:copyjob-1", ""),
      ("arn:aws:ec2:us-west-2::snapshot/snap-1", "999999999999"),
    ]
    for (copy, account) in copies {
      let fact = RecoveryPointCopied(recoveryPoint: copy, of: Self.snapshot, toRegion: "us-west-2")
      protection.absorb(
        Signal(
          id: "e", at: .at("01:00"), seenAt: .at("01:00"), source: "aws.backup", account: account,
          region: "us-west-2", resource: Self.database, fact: .recoveryPointCopied(fact)))
    }
    let asked = ListingRequest(
      kind: .ebsSnapshots, region: "us-west-2", resource: Self.resource, known: copies.map(\.0))
    for request in [Self.request(.rdsSnapshots, "us-west-2"), asked] {
      #expect(Self.list([], &protection, request).map(\.fact.kind) == [.listingCompleted])
    }
  }

  @Test("two listings that name the start of one point differently do not make news of it for ever")
  func twoListings() throws {
    var protection = Protection()
    for minute in 0..<4 {
      let at = Instant.at("03:00") + .minutes(Int64(minute))
      let first = Self.list([Self.taken(at: .at("01:00"))], &protection, at: at)
      let second = Self.list([Self.taken(at: .at("00:58"))], &protection, Self.request(.backupPoints), at: at)
      guard minute > 0 else { continue }
      #expect(first.count == 1 && second.count == 1)
    }
    let point = try #require(protection.point(Self.snapshot))
    #expect(protection.takenAt(point) == .at("00:58"))
  }

  @Test("elsewhere EBS snapshots are asked for by name: those that were not asked for are not missed")
  func byName() {
    let volume = Resource(
      id: "volume", type: .ebsVolume, arn: "arn:aws:ec2:us-east-1:123456789012:volume/vol-1",
      protection: [ProtectionRule(kind: .snapshot, copyTo: "us-west-2")])
    let copy: RecoveryPointID = "arn:aws:ec2:us-west-2::snapshot/snap-2"
    var protection = Protection()
    protection.absorb(
      Signal(
        id: "e", at: .at("01:00"), seenAt: .at("01:00"), source: "aws.ec2", account: "123456789012",
        region: "us-west-2", resource: volume.arn,
        fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: copy, takenAt: .at("01:00")))))
    func list(_ known: [RecoveryPointID], _ found: [Listed] = []) -> [Fact.Kind] {
      let request = ListingRequest(kind: .ebsSnapshots, region: "us-west-2", resource: volume, known: known)
      let signals = Reconciliation.signals(of: found, to: request, startedAt: .at("03:00"), "123456789012", protection)
      return signals.map(\.fact.kind)
    }
    #expect(list([]) == [.listingCompleted])
    #expect(list([copy]) == [.recoveryPointRemoved, .listingCompleted])
    // A copy of somebody else's, found by its description.
    let other = RecoveryPointCopied(
      recoveryPoint: "arn:aws:ec2:us-west-2::snapshot/snap-9", of: "arn:aws:ec2:us-east-1::snapshot/snap-8",
      toRegion: "us-west-2")
    let found = Listed(resource: nil, at: .at("01:00"), fact: .recoveryPointCopied(other))
    #expect(list([], [found]) == [.listingCompleted])
  }
}
