import Testing

@testable import DarumaCore

@Suite("A manual snapshot that is deleted breaks what its name means at once, whoever said of which database it was")
struct UnboundDeletionTests {
  private static let rules = [
    ProtectionRule(kind: .snapshot, origin: .manual, name: "release-*", retain: .forever),
    ProtectionRule(kind: .snapshot, origin: .manual, name: "monthly-*", retain: .lasting(.days(365))),
  ]

  private static func id(_ name: String) -> RecoveryPointID {
    RecoveryPointID("arn:aws:rds:us-east-1:123456789012:snapshot:\(name)")
  }

  private static func watch() -> Watch {
    var watch = Watch.database(rules[0], rules[1])
    watch.application.resources = [watch.resource]
    return watch
  }

  private static func make(_ name: String, _ at: String, in watch: inout Watch) {
    watch.sayUnbound(
      .recoveryPointTaken(
        RecoveryPointTaken(recoveryPoint: id(name), takenAt: nil, completedAt: .on(at), origin: .manual)), at: at)
  }

  private static func remove(_ name: String, _ at: String, in watch: inout Watch) {
    watch.sayUnbound(.recoveryPointRemoved(RecoveryPointRemoved(recoveryPoint: id(name), reason: .deleted)), at: at)
  }

  @Test("made and deleted by events that name no database, and deleted though nobody told of its making")
  func forEver() throws {
    var db = Self.watch()
    Self.make("release-41", "2026-11-20T00:00:00Z", in: &db)
    #expect(db.found("2026-11-21T00:00:00Z") == [])
    Self.remove("release-41", "2026-11-21T00:00:00Z", in: &db)
    Self.remove("release-40", "2026-11-21T01:00:00Z", in: &db)
    #expect(db.found("2026-11-21T01:00:00Z") == ["keptLongEnough release-40", "keptLongEnough release-41"])
    let breach = try #require(db.breach(.keptLongEnough, at: "2026-11-21T00:30:00Z"))
    #expect(breach.since == .on("2026-11-21T00:00:00Z") && breach.seen.contains("nobody said"))
  }

  @Test("one that lasts a year breaks only before the year is over, and only where its age is known")
  func lasting() {
    var db = Self.watch()
    Self.make("monthly-old", "2025-11-01T00:00:00Z", in: &db)
    Self.make("monthly-new", "2026-11-01T00:00:00Z", in: &db)
    for name in ["monthly-old", "monthly-new", "monthly-unknown"] { Self.remove(name, "2026-11-21T00:00:00Z", in: &db) }
    #expect(db.found("2026-11-21T00:00:00Z") == ["keptLongEnough monthly-new"])
  }

  @Test("a name that two databases may mean, and one of another account or region, is nobody's")
  func notOurs() {
    var db = Self.watch()
    Self.remove("release-41", "2026-11-21T00:00:00Z", in: &db)
    var sister = db.resource
    sister.id = "sister"
    sister.arn = "arn:aws:rds:us-east-1:123456789012:db:sister"
    db.application.resources.append(sister)
    #expect(db.found("2026-11-21T00:00:00Z") == [])
    for point in [
      "arn:aws:rds:us-west-2:123456789012:snapshot:release-1", "arn:aws:rds:us-east-1:999999999999:snapshot:release-1",
      "arn:aws:rds:us-east-1:123456789012:cluster-snapshot:release-1",
      "arn:aws:elasticache:us-east-1:123456789012:snapshot:release-1",
      "arn:aws:rds:us-east-1:123456789012:snapshot:nightly-1",
    ] {
      #expect(Self.watch().application.owner(byNameOf: RecoveryPointID(point)) == nil)
    }
    #expect(Self.watch().application.owner(byNameOf: Self.id("release-1"))?.id == "it")
  }

  @Test("once somebody says that it was another database's, it breaks nothing")
  func othersAfterAll() {
    var db = Self.watch()
    Self.remove("release-41", "2026-11-21T00:00:00Z", in: &db)
    #expect(db.found("2026-11-21T00:00:00Z") == ["keptLongEnough release-41"])
    db.protection.absorb(
      Signal(
        id: "s", at: .on("2026-11-20T00:00:00Z"), seenAt: .on("2026-11-20T00:00:00Z"), source: "test",
        account: "123456789012", region: "us-east-1", resource: "arn:aws:rds:us-east-1:123456789012:db:other",
        fact: .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: Self.id("release-41"), takenAt: nil))))
    #expect(db.found("2026-11-21T00:00:00Z") == [])
  }
}
