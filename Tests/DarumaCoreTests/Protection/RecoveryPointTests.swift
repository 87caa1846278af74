import Testing

@testable import DarumaCore

@Suite("Recovery points: what exists, how old it is, and whether it can be counted on")
struct RecoveryPointTests {
  private static let database: ARN = "arn:aws:rds:us-east-1:1:db:kaigo"
  private static let original: RecoveryPointID = "arn:aws:rds:us-east-1:1:snapshot:rds:kaigo"
  private static let copy: RecoveryPointID = "arn:aws:rds:us-west-2:1:snapshot:kaigo-copy"

  private static func signal(_ fact: Fact, _ region: Region, at: Instant = .at("03:00"), resource: ARN? = database)
    -> Signal
  {
    Signal(
      id: "s", at: at, seenAt: at, source: "test", account: "1", region: region, resource: resource, fact: fact)
  }

  private static func taken(
    _ point: RecoveryPointID = original, _ at: Instant? = .at("01:00"), _ region: Region = "us-east-1",
    expiresAt: Instant? = nil, partial: Bool = false
  ) -> Signal {
    signal(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: point, takenAt: at, expiresAt: expiresAt, partial: partial)), region)
  }

  private static func copied(
    _ point: RecoveryPointID = copy, of original: RecoveryPointID = original, resource: ARN? = database
  ) -> Signal {
    signal(
      .recoveryPointCopied(RecoveryPointCopied(recoveryPoint: point, of: original, toRegion: "us-west-2")),
      "us-west-2", resource: resource)
  }

  private static func newest(_ signals: Signal..., at now: Instant = .at("03:00"), service: String? = nil)
    -> (point: RecoveryPointID, takenAt: Instant)?
  {
    var protection = Protection()
    for signal in signals { protection.absorb(signal) }
    return protection.newestRestorable(
      for: RestoreTarget(
        resource: database, type: .rdsInstance, account: "1", region: "us-west-2",
        trait: service.map {
          RestoreTrait(PointKind(of: .rdsInstance, service: $0, pointType: "snapshot", words: "snapshots"))
        }), at: now
    )
    .map { ($0.point.id, $0.takenAt) }
  }

  @Test("a copy is as old as its original, whichever is heard of first")
  func copyBeforeOriginal() {
    for found in [Self.newest(Self.copied(), Self.taken()), Self.newest(Self.taken(), Self.copied())] {
      #expect(found?.point == Self.copy && found?.takenAt == .at("01:00"))
    }
  }

  @Test("a copy is as old as its original, also where its own event says when the copying began")
  func copyWithOwnTime() {
    let own = Self.taken(Self.copy, .at("02:00"), "us-west-2")
    #expect(Self.newest(Self.taken(), Self.copied(), own)?.takenAt == .at("01:00"))
    #expect(Self.newest(Self.copied(), own)?.takenAt == .at("02:00"), "the best that is known")
  }

  @Test("an age is never invented: without the original's event a copy is not counted")
  func unknownAge() {
    #expect(Self.newest(Self.copied()) == nil)
    #expect(Self.newest(Self.copied(), Self.taken(Self.original, nil)) == nil)
  }

  @Test("a copy of a copy is as old as the first original; the resource is found the same way")
  func chain() {
    let third: RecoveryPointID = "arn:aws:rds:us-west-2:1:snapshot:kaigo-copy-2"
    let found = Self.newest(
      Self.copied(third, of: Self.copy, resource: nil), Self.copied(Self.copy, of: Self.original, resource: nil),
      Self.taken(),
      Self.signal(
        .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: Self.copy, reason: .deleted)), "us-west-2"))
    #expect(found?.point == third && found?.takenAt == .at("01:00"))
  }

  @Test("copies in a circle, or of themselves, end the search, and have no age")
  func circle() {
    #expect(Self.newest(Self.copied(Self.copy, of: Self.original), Self.copied(Self.original, of: Self.copy)) == nil)
    #expect(Self.newest(Self.copied(Self.copy, of: Self.copy)) == nil)
  }

  @Test("a chain is followed so far and no further")
  func longChain() {
    func depth(_ links: Int) -> Instant? {
      var protection = Protection()
      protection.absorb(Self.taken("p0"))
      for link in 1...links {
        protection.absorb(Self.copied(RecoveryPointID("p\(link)"), of: RecoveryPointID("p\(link - 1)")))
      }
      return protection.point(RecoveryPointID("p\(links)")).flatMap(protection.takenAt)
    }
    #expect(depth(Protection.longestLineage - 1) == .at("01:00"))
    #expect(depth(Protection.longestLineage) == nil)
  }

  @Test("a deletion before the creation holds")
  func deletedFirst() {
    let removed = Self.signal(
      .recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: Self.copy, reason: .expired)), "us-west-2")
    #expect(Self.newest(removed, Self.copied(), Self.taken()) == nil)
    #expect(Self.newest(Self.copied(), Self.taken(), removed) == nil)
  }

  @Test("a point that is only named as an original, or by its restore, is not known to exist")
  func onlyNamed() {
    let restored = Self.signal(
      .restoreProgressed(RestoreProgressed(job: "j", recoveryPoint: Self.copy, state: .completed)), "us-west-2")
    #expect(Self.newest(restored) == nil)
    var protection = Protection()
    protection.absorb(Self.copied())
    #expect(protection.point(Self.original)?.exists == false)
    #expect(protection.point(Self.original)?.resource == Self.database)
  }

  @Test("a job that missed its window removes no point")
  func missedWindow() {
    let missed = Self.signal(.backupProgressed(BackupProgressed(job: "j", state: .missedWindow)), "us-west-2")
    #expect(Self.newest(Self.copied(), Self.taken(), missed)?.point == Self.copy)
  }

  @Test("a point past its retention, in part, or infected is not counted on")
  func unusable() {
    let expiring = Self.taken(Self.copy, .at("01:00"), "us-west-2", expiresAt: .at("04:00"))
    #expect(Self.newest(expiring, at: .at("03:59:59")) != nil)
    #expect(Self.newest(expiring, at: .at("04:00")) == nil)
    #expect(Self.newest(Self.taken(Self.copy, .at("01:00"), "us-west-2", partial: true)) == nil)
    func scan(_ verdict: RecoveryPointScanned.Verdict, _ at: Instant, full: Bool? = nil) -> Signal {
      Self.signal(
        .recoveryPointScanned(RecoveryPointScanned(recoveryPoint: Self.copy, verdict: verdict, full: full)),
        "us-west-2", at: at)
    }
    let point = Self.taken(Self.copy, .at("01:00"), "us-west-2")
    #expect(Self.newest(point, scan(.infected, .at("02:00"))) == nil)
    #expect(Self.newest(point, scan(.infected, .at("02:00")), scan(.clean, .at("02:30"))) == nil, "not of all of it")
    #expect(Self.newest(point, scan(.infected, .at("02:00")), scan(.clean, .at("02:30"), full: true)) != nil)
    #expect(Self.newest(point, scan(.infected, .at("02:00")), scan(.clean, .at("01:30"), full: true)) == nil, "older")
    #expect(Self.newest(point, scan(.clean, .at("02:00")), scan(.infected, .at("02:00"))) == nil, "the worse counts")
    #expect(Self.newest(point, scan(.failed, .at("02:00"))) != nil, "a scan that failed says nothing")
  }

  @Test("a point of another region, another resource, another service or of the future is not counted")
  func others() {
    #expect(Self.newest(Self.taken()) == nil)
    let future = Self.taken(Self.copy, .at("03:00:01"), "us-west-2")
    #expect(Self.newest(future) == nil)
    #expect(Self.newest(future, at: .at("03:00:01")) != nil)
    let vaulted = Self.taken("arn:aws:backup:us-west-2:1:recovery-point:d", .at("01:00"), "us-west-2")
    #expect(Self.newest(vaulted, service: "rds") == nil)
    #expect(Self.newest(vaulted) != nil)
  }

  @Test("of several the newest is chosen; of two as new, always the same one")
  func newestOfSeveral() {
    let older = Self.taken("arn:aws:rds:us-west-2:1:snapshot:a", .at("01:00"), "us-west-2")
    let newer = Self.taken("arn:aws:rds:us-west-2:1:snapshot:b", .at("02:00"), "us-west-2")
    let twin = Self.taken("arn:aws:rds:us-west-2:1:snapshot:c", .at("02:00"), "us-west-2")
    #expect(Self.newest(older, newer)?.takenAt == .at("02:00"))
    for found in [Self.newest(newer, twin), Self.newest(twin, newer)] {
      #expect(found?.point == "arn:aws:rds:us-west-2:1:snapshot:c")
    }
  }

  @Test("usability rises with what is proved, and a late word never lowers it")
  func usability() {
    var protection = Protection()
    func level() -> Usability? { protection.point(Self.copy).map(protection.usability) }
    protection.absorb(Self.taken(Self.copy, .at("01:00"), "us-west-2"))
    #expect(level() == .taken)
    protection.absorb(Self.copied())
    #expect(level() == .copied)
    protection.absorb(
      Self.signal(.recoveryPointScanned(RecoveryPointScanned(recoveryPoint: Self.copy, verdict: .clean)), "us-west-2"))
    #expect(level() == .scanned)
    protection.absorb(
      Self.signal(
        .restoreProgressed(RestoreProgressed(job: "j", recoveryPoint: Self.copy, state: .completed)), "us-west-2"))
    #expect(level() == .restored)
    protection.absorb(
      Self.signal(
        .restoreProgressed(RestoreProgressed(job: "k", recoveryPoint: Self.copy, state: .failed)), "us-west-2"))
    protection.absorb(Self.copied())
    #expect(level() == .restored)
  }
}
