import Testing

@testable import DarumaCore

@Suite("Copies and encryption")
struct CopyBreachTests {
  private static let copied = ProtectionRule(
    kind: .snapshot, every: .every(.days(1)), retain: .lasting(.days(3)), copyTo: "us-west-2", encrypted: true)

  @Test("an original that was found later is judged once the other region was listed")
  func foundLater() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z", heard: "2026-11-23T20:00:00Z", listed: true)
    #expect(db.breach(.copied, at: "2026-11-23T21:00:00Z") == nil)
    db.listed(.rdsSnapshots, at: "2026-11-23T20:00:00Z", in: "us-west-2")
    #expect(db.breach(.copied, at: "2026-11-23T21:00:00Z")?.since == .on("2026-11-23T07:00:00Z"))
  }

  @Test("the copy's time counts from the end of the backup, however long it took, though nothing was listed")
  func fromTheEnd() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z", heard: "2026-11-23T03:31:00Z", done: "2026-11-23T03:30:00Z")
    #expect(db.breach(.copied, at: "2026-11-23T06:00:00Z")?.since == .on("2026-11-23T05:30:00Z"))
    db.take("rds:2", "2026-11-24T03:00:00Z", heard: "2026-11-24T12:01:00Z", done: "2026-11-24T12:00:00Z")
    #expect(!db.found("2026-11-24T13:59:59Z").contains("copied rds:2"))
    #expect(db.found("2026-11-24T14:00:00Z").contains("copied rds:2"), "nine hours, and two for the copy")
    // Nobody says when it was done, but an event tells of it late.
    db.take("rds:3", "2026-11-25T03:00:00Z", heard: "2026-11-25T13:00:00Z")
    #expect(!db.found("2026-11-25T14:59:59Z").contains("copied rds:3"))
    #expect(db.found("2026-11-25T15:00:00Z").contains("copied rds:3"))
  }

  @Test("the default's own value moves no deadline")
  func defaultValue() {
    var explicit = Self.copied
    explicit.copyWithin = ProtectionRule.defaultCopyWithin
    for rule in [Self.copied, explicit] {
      var db = Watch.database(rule)
      db.take("rds:1", "2026-11-23T03:00:00Z")
      #expect(db.breach(.copied, at: "2026-11-23T09:00:00Z")?.since == .on("2026-11-23T07:00:00Z"))
    }
  }

  @Test("each backup needs its copy, for as long as copies are kept")
  func each() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z")
    db.take("rds:2", "2026-11-24T03:00:00Z")
    db.copy("rds:2", at: "2026-11-24T04:00:00Z")
    #expect(db.found("2026-11-24T05:00:00Z") == ["copied rds:1"], "a later copy does not make up for it")
    #expect(db.breach(.copied, at: "2026-11-26T03:00:00Z") == nil)
  }

  @Test("a copy of which nobody says what it is a copy of is taken for one of the newest before it")
  func stray() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z")
    db.take("stray", "2026-11-23T05:00:00Z", origin: .manual, in: "us-west-2")
    #expect(db.breach(.copied, at: "2026-11-23T09:00:00Z") == nil)
  }

  @Test("a copy of a copy is one too")
  func chain() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z")
    let between: RecoveryPointID = "arn:aws:rds:us-east-1:2:snapshot:between"
    db.say(
      .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: between, of: "arn:aws:rds:us-east-1:123456789012:snapshot:rds:1", toRegion: "us-east-1")),
      at: .on("2026-11-23T04:00:00Z"))
    #expect(db.found("2026-11-23T08:00:00Z") == ["copied rds:1"])
    db.say(
      .recoveryPointCopied(
        RecoveryPointCopied(
          recoveryPoint: "arn:aws:rds:us-west-2:2:snapshot:far", of: between, toRegion: "us-west-2")),
      at: .on("2026-11-23T04:30:00Z"), in: "us-west-2")
    #expect(db.found("2026-11-23T08:00:00Z") == [])
  }

  @Test("what is known not to be encrypted is told of, here and there; unknown is not")
  func encryption() {
    var db = Watch.database(Self.copied)
    db.take("rds:1", "2026-11-23T03:00:00Z")
    db.copy("rds:1", at: "2026-11-23T04:00:00Z")
    #expect(db.found("2026-11-23T05:00:00Z") == [])
    db.take("rds:1", "2026-11-23T03:00:00Z", heard: "2026-11-23T04:00:00Z", encrypted: false)
    db.copy("rds:1", at: "2026-11-23T04:10:00Z", encrypted: false)
    #expect(Set(db.found("2026-11-23T05:00:00Z")) == ["encrypted rds:1", "encrypted rds:1-copy"])
  }
}
