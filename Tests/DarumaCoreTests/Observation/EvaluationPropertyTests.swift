import Testing
import TestSupport

@testable import DarumaCore

@Suite("Evaluation over generated conditions and worlds")
struct EvaluationPropertyTests {
  private static let names = ["a0", "a1", "a2", "a3", "a4"]

  private static func tree(_ random: inout SeededRandom, _ leaves: [Condition], depth: Int) -> Condition {
    guard depth > 0, !random.once(in: 3) else { return random.one(of: leaves) }
    let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in tree(&random, leaves, depth: depth - 1) }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .all(parts)
    case 1: return .any(parts)
    case 2: return .not(parts[0])
    default: return .atLeast(Int.random(in: 1...parts.count, using: &random), of: parts)
    }
  }

  @Test("to learn what was unknown never contradicts what was certain", arguments: UInt64(0)..<300)
  func monotone(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let condition = Self.tree(
      &random, Self.names.map { .alarm(AlarmTest(name: NamePattern($0), state: .alarm)) }, depth: 4)
    var scene = Scene()
    var unknown: [String] = []
    for name in Self.names {
      if random.once(in: 2) {
        unknown.append(name)
      } else {
        scene.alarm(name, random.one(of: [.alarm, .ok]), since: .at("03:00"))
      }
    }
    let before = scene.evaluate(condition, at: .at("03:10"))
    for _ in 0..<12 {
      var learned = scene
      for name in unknown where random.once(in: 2) {
        learned.alarm(name, random.one(of: [.alarm, .ok]), since: .at("03:00"))
      }
      let after = learned.evaluate(condition, at: .at("03:10"))
      #expect(before.truth == .unknown || after.truth == before.truth)
      #expect(!after.hasWeight || after.holds)
      #expect(after.onset != nil || !after.hasWeight)
    }
  }

  /// Leaves of every kind, with short limits, so that much changes within minutes.
  private static let leaves: [Condition] = [
    .alarm(AlarmTest(name: "a0", state: .alarm, noOlderThan: .seconds(40))),
    .alarm(AlarmTest(name: "a*", state: .ok, noOlderThan: .seconds(70))),
    .health(HealthTest(region: "us-east-1", noOlderThan: .seconds(50))),
    .health(HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4), noOlderThan: .seconds(90))),
    .silence(SilenceTest(source: "s0", duration: .seconds(15))),
    .exposure(ExposureTest(over: .seconds(60))),
    .replication(ReplicationTest(lagOver: .seconds(5), noOlderThan: .seconds(30))),
    .replication(ReplicationTest(noOlderThan: .seconds(60))),
    .missedBackup(MissedBackupTest(noOlderThan: .seconds(60))),
    .threat(ThreatTest(severity: 5, noOlderThan: .seconds(60))),
    .zones(ZonesTest(region: "us-east-1", impaired: 2, noOlderThan: .seconds(60))),
    .resource(ResourceTest(changed: [.stopped, .failedOver], noOlderThan: .seconds(45))),
    .schedule(ScheduleTest(window: DayWindow("03:02-03:04"))),
    .said(WordTest(fact: "f")),
  ]

  @Test("until changesAt nothing changes, looked at every second", arguments: UInt64(0)..<80)
  func changesAt(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let scene = Self.scene(&random)
    let condition = Self.tree(&random, Self.leaves, depth: 3)
    let linger: Span = random.one(of: [.zero, .seconds(20)])
    var known = scene.evaluate(condition, at: .at("03:00"), linger: linger)
    for second in 1...420 {
      let now = Instant.at("03:00") + .seconds(Int64(second))
      let evaluation = scene.evaluate(condition, at: now, linger: linger)
      if let changesAt = known.changesAt, changesAt <= now {
        known = evaluation
        continue
      }
      let isSame =
        evaluation.truth == known.truth && evaluation.evidence == known.evidence
        && evaluation.hasWeight == known.hasWeight && evaluation.since == known.since
      guard isSame else {
        Issue.record("\(now): \(evaluation.evidence) after \(known.evidence), linger \(linger)")
        return
      }
    }
  }

  private static func moment(_ random: inout SeededRandom) -> Instant {
    .at("03:00") + .seconds(.random(in: -60...240, using: &random))
  }

  private static func scene(_ random: inout SeededRandom) -> Scene {
    var scene = Scene()
    for _ in 0..<6 {
      scene.alarm(
        random.one(of: ["a0", "a1"]), random.one(of: AlarmChanged.State.allCases), since: moment(&random),
        was: random.one(of: [nil, .alarm, .ok]))
      scene.notice(
        random.one(of: ["n0", "n1"]), random.one(of: HealthNoticed.Status.allCases), from: moment(&random),
        until: random.maybe(moment(&random)), seenAt: moment(&random), expected: random.one(of: [nil, .hours(6)]))
      scene.zone(
        random.one(of: ["z0", "z1", "z2"]), random.one(of: ["inProgress", "inProgress", "completed"]),
        at: moment(&random), drill: random.once(in: 4))
      scene.change(random.one(of: [.stopped, .started, .failedOver]), at: moment(&random))
    }
    scene.heartbeat("s0", at: moment(&random))
    for state in [ReplicationFaulted.State.failed, .recovered] where random.once(in: 2) {
      scene.say(
        .replicationFaulted(ReplicationFaulted(object: "o", state: state)), at: moment(&random),
        resource: Scene.database)
    }
    scene.say(
      .replicationMeasured(ReplicationMeasured(toRegion: "us-west-2", lag: random.maybe(.seconds(9)), metric: "m")),
      at: moment(&random), resource: Scene.database)
    scene.say(
      .backupProgressed(BackupProgressed(job: "j", state: random.one(of: [.failed, .running]))), at: moment(&random),
      resource: Scene.database)
    scene.say(
      .threatFound(ThreatFound(finding: "t", severity: 6, firstSeen: moment(&random))), at: moment(&random),
      resource: Scene.database)
    scene.observed.exposures["db"] = Exposure(
      resource: "db",
      levels: [.init(usability: .taken, status: .fresh, point: "p", takenAt: random.maybe(moment(&random)))])
    if random.once(in: 2) {
      scene.observed.words.give("f", Word(by: "yuki", at: .at("03:00"), expiresAt: moment(&random)))
    }
    return scene
  }
}
