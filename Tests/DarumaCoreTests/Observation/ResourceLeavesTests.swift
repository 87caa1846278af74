import Testing

@testable import DarumaCore

@Suite("Leaves about resources: exposure, replication, missed backups, threats, and their own changes")
struct ResourceLeavesTests {
  @Test("exposure: over the limit from the moment that it passes it; unknown without anything of known age")
  func exposure() {
    var scene = Scene()
    let leaf = Leaf.exposure(ExposureTest(over: .hours(1), resource: "db"))
    #expect(scene.read(leaf, at: .at("03:00")).truth == .unknown)
    scene.observed.exposures["db"] = Exposure(
      resource: "db", levels: [.init(usability: .taken, status: .fresh, point: "p", takenAt: .at("02:30"))])
    let reading = scene.read(leaf, at: .at("03:00"))
    #expect(reading.truth == .not)
    #expect(reading.changesAt == Instant.at("03:30") + Span(milliseconds: 1))
    #expect(scene.read(leaf, at: .at("03:30")).truth == .not)
    #expect(scene.read(leaf, at: .at("03:31")).since == .at("03:30"))
    let any = Leaf.exposure(ExposureTest(over: .minutes(20)))
    #expect(scene.read(any, at: .at("03:00")).witnesses == [Witness("db", since: .at("02:50"))])
    scene.observed.exposures["db"] = Exposure(resource: "db", levels: [.init(usability: .taken, status: .unknown)])
    #expect(scene.read(leaf, at: .at("03:31")).truth == .unknown)
  }

  @Test("replication: a lag over the limit, for as long as it is measured; unknown is not zero")
  func lag() {
    var scene = Scene()
    let leaf = Leaf.replication(ReplicationTest(resource: "db", lagOver: .minutes(5)))
    #expect(scene.read(leaf, at: .at("03:00")).truth == .unknown)
    func measure(_ lag: Span?, at instant: Instant) -> Fact {
      .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: lag, metric: "ReplicaLag"))
    }
    scene.say(measure(.minutes(7), at: .at("03:10")), at: .at("03:10"), resource: Scene.database)
    let behind = scene.read(leaf, at: .at("03:11"))
    #expect(behind.truth == .holds)
    #expect(behind.since == .at("03:08"), "it passed the limit two minutes before it was seen")
    #expect(scene.read(leaf, at: .at("04:10")).truth == .unknown, "nobody has measured it for an hour")
    scene.say(measure(.minutes(1), at: .at("03:12")), at: .at("03:12"), resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:13")).truth == .not)
    scene.say(measure(nil, at: .at("03:14")), at: .at("03:14"), resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:15")).truth == .unknown)
  }

  @Test("replication: a fault holds until it recovered")
  func fault() {
    var scene = Scene()
    let leaf = Leaf.replication(ReplicationTest(resource: "db"))
    #expect(scene.read(leaf, at: .at("03:00")).truth == .not)
    scene.say(
      .replicationFaulted(ReplicationFaulted(object: "o1", state: .failed)), at: .at("03:10"),
      resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:11")).since == .at("03:10"))
    scene.say(
      .replicationFaulted(ReplicationFaulted(object: "o1", state: .recovered)), at: .at("03:20"),
      resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:21")).truth == .not)
  }

  @Test(
    "replication: a copy that is late or failed is a fault of its resource, and so is one that a rule asks for in vain")
  func copies() {
    var scene = Scene()
    let leaf = Leaf.replication(ReplicationTest(resource: "db"))
    let copy: RecoveryPointID = "arn:aws:rds:us-west-2:123456789012:snapshot:copy"
    scene.say(
      .recoveryPointTaken(RecoveryPointTaken(recoveryPoint: copy, takenAt: .at("02:00"))), at: .at("03:00"),
      resource: Scene.database)
    scene.say(.replicationFaulted(ReplicationFaulted(object: copy.rawValue, state: .late)), at: .at("03:10"))
    #expect(scene.read(leaf, at: .at("03:11")).since == .at("03:10"))
    scene = Scene()
    let missing = Breach(
      resource: "db", requirement: .copied, rule: 0, expected: "a copy", seen: "none is known", since: .at("03:05"))
    scene.observed.compliance["db"] = ComplianceReview(breaches: [missing])
    #expect(scene.read(leaf, at: .at("03:11")).since == .at("03:05"))
    #expect(scene.read(leaf, at: .at("03:04")).truth == .not)
  }

  @Test("a flood of faults of a minute is one fault")
  func flood() {
    var scene = Scene()
    for number in 0..<50 {
      scene.say(
        .replicationFaulted(ReplicationFaulted(object: "o\(number)", state: .failed)),
        at: .at("03:10") + Span(milliseconds: Int64(number)), resource: Scene.database)
    }
    #expect(scene.observed.world.faults[Scene.database]?[.failed]?.object == "o0")
  }

  @Test("missed backup: a job that failed, until a backup is made; a silence that can't act alone")
  func missedBackup() {
    var scene = Scene()
    let leaf = Leaf.missedBackup(MissedBackupTest(resource: "db"))
    #expect(scene.read(leaf, at: .at("03:00")).truth == .unknown)
    scene.say(
      .backupProgressed(BackupProgressed(job: "j", state: .failed)), at: .at("03:10"), resource: Scene.database)
    let missed = scene.read(leaf, at: .at("03:11"))
    #expect(missed.truth == .holds && missed.weight == .silence)
    scene.say(
      .recoveryPointTaken(
        RecoveryPointTaken(
          recoveryPoint: "arn:aws:rds:us-east-1:123456789012:snapshot:new", takenAt: .at("03:20"))),
      at: .at("03:25"), resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:26")).truth == .not)
  }

  @Test("missed backup: what the schedule of the file asks for and is not there")
  func lateBackup() {
    var scene = Scene()
    scene.observed.compliance["db"] = ComplianceReview(breaches: [
      Breach(
        resource: "db", requirement: .backupMade, rule: 0, expected: "a backup every 1d", seen: "none",
        since: .at("02:00"))
    ])
    let reading = scene.read(.missedBackup(MissedBackupTest()), at: .at("03:00"))
    #expect(reading.truth == .holds)
    #expect(reading.since == .at("02:00"))
  }

  @Test("threat: of the severity that is asked for, until a person cleared it")
  func threat() {
    var scene = Scene()
    let leaf = Leaf.threat(ThreatTest(severity: 7, resource: "db"))
    scene.say(
      .threatFound(ThreatFound(finding: "f", severity: 5, firstSeen: .at("02:00"))), at: .at("03:00"),
      resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:01")).truth == .not)
    scene.say(
      .threatFound(ThreatFound(finding: "f", severity: 8.5, firstSeen: .at("02:00"))), at: .at("03:02"),
      resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:03")).since == .at("02:00"))
    scene.observed.protection.clear(finding: "f", by: "yuki")
    #expect(scene.read(leaf, at: .at("03:04")).truth == .not)
    scene.say(
      .threatFound(ThreatFound(finding: "f", severity: 9, firstSeen: .at("02:00"))), at: .at("03:05"),
      resource: Scene.database)
    #expect(scene.read(leaf, at: .at("03:06")).truth == .holds, "what is said later and worse was not cleared")
  }

  @Test("resource: stopped until it is started again, whatever else happens to it meanwhile")
  func state() {
    var scene = Scene()
    let leaf = Leaf.resource(ResourceTest(resource: "db", changed: [.stopped, .storageFull]))
    scene.change(.stopped, at: .at("03:00"))
    scene.change(.backupStarted, at: .at("03:05"))
    let stopped = scene.read(leaf, at: .at("03:06"))
    #expect(stopped.truth == .holds && stopped.weight == .primary)
    scene.change(.started, at: .at("03:07"))
    #expect(scene.read(leaf, at: .at("03:08")).heldUntil == .at("03:07"))
    #expect(scene.read(leaf, at: .at("03:08")).truth == .not)
  }

  @Test("resource: what has no opposite holds for an hour")
  func moment() {
    var scene = Scene()
    let leaf = Leaf.resource(ResourceTest(changed: [.failedOver]))
    scene.change(.failedOver, at: .at("03:00"))
    #expect(scene.read(leaf, at: .at("03:10")).changesAt == .at("04:00"))
    #expect(scene.read(leaf, at: .at("04:00")).truth == .not)
  }

  @Test("no change is its own opposite, and of what holds without end nothing is forgotten")
  func opposites() {
    for change in ResourceChanged.Change.allCases { #expect(!change.opposites.contains(change)) }
  }
}
