import DarumaCore
import Testing

@testable import DarumaCatalog

@Suite("A condition needs evidence that silence can't give")
struct ConditionTests {
  private static let whole =
    "{ all: [ { alarm: { name: \"or-*\", state: ALARM } }, { silence: { source: probe, for: 3m } } ] }"

  private func check(_ condition: String, _ codes: [DiagnosticCode]) {
    expect(GoodApplication.replacing(Self.whole, with: condition), gives: codes)
  }

  private static let alarm = "{ alarm: { name: a, state: ALARM } }"
  private static let blind = "{ alarm: { name: a, state: INSUFFICIENT_DATA } }"
  private static let health = "{ health: { region: us-east-1 } }"
  private static let silence = "{ silence: { source: s, for: 1m } }"

  @Test(
    "silence, and an alarm without data, can't act alone",
    arguments: [
      "‹\(silence)", "‹\(blind)", "‹{ any: [\(alarm), \(silence)] }", "‹{ all: [\(silence), \(blind)] }",
      "‹{ atLeast: 2, of: [\(alarm), \(silence), \(blind)] }", "‹{ all: [\(silence), { not: \(alarm) }] }",
      "‹{ atLeast: 2, of: [\(alarm), \(silence), { not: \(health) }] }",
    ])
  func silenceAlone(condition: String) { check(condition, [.silenceAlone]) }

  @Test(
    "a `not` alone is no evidence",
    arguments: [
      "‹{ not: \(alarm) }", "‹{ not: { not: \(alarm) } }", "‹{ any: [\(alarm), { not: \(health) }] }",
      "‹{ atLeast: 1, of: [\(alarm), { not: \(silence) }] }",
    ])
  func noEvidence(condition: String) { check(condition, [.noEvidence]) }

  @Test(
    "an alarm or a notice is evidence, with silence or without",
    arguments: [
      alarm, health, "{ all: [\(alarm), \(silence)] }",
      "{ atLeast: 2, of: [\(alarm), \(health), \(silence)] }",
      "{ any: [\(alarm), { all: [\(health), \(silence)] }] }", "{ all: [\(alarm), { not: \(silence) }] }",
    ])
  func evidence(condition: String) { check(condition, []) }

  @Test(
    "a count that can't be reached, or that is none, is refused",
    arguments: [("3", "[\(alarm), \(health)]"), ("0", "[\(alarm)]"), ("-1", "[\(alarm)]")])
  func count(least: String, of: String) {
    check("{ atLeast: ‹\(least), of: \(of) }", [least == "-1" ? .notNumber : .outOfRange])
  }

  @Test(
    "that all is well elsewhere, a circumstance, and what speaks of the recovery region are no reason to leave",
    arguments: [
      "{ alarm: { name: a, state: OK } }", "{ alarm: { name: a, state: ALARM, region: us-west-2 } }",
      "{ health: { region: us-west-2 } }", "{ all: [\(silence), { alarm: { name: a, state: OK } }] }",
      "{ exposure: { over: 2h } }", "{ schedule: { window: \"03:00-04:00\" } }", "{ said: so }",
      "{ replication: { lagOver: 5m } }", "{ all: [{ missedBackup: {} }, { said: so }] }",
      "{ resource: { changed: [started] } }",
    ])
  func noWeight(condition: String) { check("‹" + condition, [.noWeight]) }

  @Test(
    "every kind that speaks against the primary can let a trigger fire",
    arguments: [
      "{ threat: { severity: 7 } }", "{ zones: { region: us-east-1, impaired: 2 } }",
      "{ resource: { changed: [stopped] } }", "{ said: { fact: so, againstPrimary: true } }",
      "{ alarm: { name: a, state: ALARM, region: us-west-2, about: us-east-1 } }",
    ])
  func weight(condition: String) { check(condition, []) }

  @Test("mistakes in the new kinds are answered where they stand")
  func newKinds() {
    check("{ all: [\(Self.alarm), { exposure: { over: ‹fast } }] }", [.badDuration])
    check("{ all: [\(Self.alarm), { exposure: { over: 1h, resource: ‹moon } }] }", [.unknownResource])
    check("{ all: [\(Self.alarm), { replication: ‹{ noOlderThan: 1h } }] }", [.missingKey])
    check("{ all: [\(Self.alarm), { replication: { faulted: ‹false } }] }", [.notAChoice])
    check("{ all: [\(Self.alarm), { threat: { severity: ‹11 } }] }", [.outOfRange])
    check("{ all: [\(Self.alarm), { resource: { changed: [‹stoped] } }] }", [.notAChoice])
    check("{ all: [\(Self.alarm), { schedule: ‹{ timeZone: Asia/Tokyo } }] }", [.missingKey])
    check("{ all: [\(Self.alarm), { schedule: { window: ‹\"3-4\" } }] }", [.badWindow])
    check("{ all: [\(Self.alarm), { said: ‹\"two words\" }] }", [.badName])
    check("{ alarm: { name: a, state: ALARM, noOlderThan: ‹1m } }", [.outOfRange])
    check("‹{ ‹silense: { source: s, for: 1m } }", [.missingKey, .unknownKey])
  }

  @Test("where a file rests on what AWS does not say, it is told, unless a person can say it")
  func expectation() {
    let lasting = "{ health: { region: us-east-1, expectedDuration: ‹\">=4h\" } }"
    check(lasting, [.expectationUnsaid])
    let plain = lasting.replacing("‹", with: "")
    check("{ all: [\(Self.health), { any: [\(plain), { said: provider-expects-4h }] }] }", [])
  }

  @Test("every new kind becomes one of the domain")
  func readingNewKinds() throws {
    let condition = """
      { all: [ \(Self.alarm), { exposure: { over: 2h } }, { replication: { lagOver: 5m, noOlderThan: 1h } }, \
      { replication: { faulted: true } }, { missedBackup: {} }, { threat: { severity: 7 } }, \
      { zones: { region: us-east-1, impaired: 2 } }, { resource: { changed: [stopped, storageFull] } }, \
      { schedule: { window: "03:00-04:00", day: sunday, timeZone: Asia/Tokyo } }, { said: so } ] }
      """
    let text = GoodApplication.replacing(Self.whole, with: condition)
    let application = try #require(MarkedText(text).read().application)
    #expect(
      application.triggers[0].when
        == .all([
          .alarm(AlarmTest(name: "a", state: .alarm)), .exposure(ExposureTest(over: .hours(2))),
          .replication(ReplicationTest(lagOver: .minutes(5), noOlderThan: .hours(1))), .replication(ReplicationTest()),
          .missedBackup(MissedBackupTest()), .threat(ThreatTest(severity: 7)),
          .zones(ZonesTest(region: "us-east-1", impaired: 2)),
          .resource(ResourceTest(changed: [.stopped, .storageFull])),
          .schedule(ScheduleTest(window: DayWindow("03:00-04:00"), on: .weekly(.sunday), timeZone: "Asia/Tokyo")),
          .said(WordTest(fact: "so")),
        ]))
    #expect(application.zones?["Asia/Tokyo"] != nil, "the zone of a schedule is part of the file in force")
  }

  @Test("a condition about a region that is not the application's is doubted")
  func elsewhere() {
    check("{ health: { region: ‹us-east-2 } }", [.conditionElsewhere])
    check("{ alarm: { name: a, state: ALARM, region: ‹eu-west-1 } }", [.conditionElsewhere])
    check("{ any: [{ alarm: { name: a, state: ALARM, region: us-east-1 } }] }", [])
  }

  @Test(
    "states are written as CloudWatch writes them", arguments: ["alarm", "Alarm", "INSUFFICIENT-DATA", "BAD"])
  func states(state: String) {
    check("{ alarm: { name: a, state: ‹\(state) } }", [.notAChoice])
  }

  @Test("a tree that nobody can follow is refused")
  func limits() {
    var deep = Self.alarm
    for _ in 0..<7 { deep = "{ all: [\(deep)] }" }
    check(deep, [])
    check("‹{ all: [\(deep)] }", [.conditionTooDeep])
    let half = "{ any: [" + Array(repeating: Self.alarm, count: 32).joined(separator: ", ") + "] }"
    check("{ any: [\(half), \(half)] }", [])
    check("‹{ any: [\(half), \(half), \(Self.alarm)] }", [.conditionTooLarge])
    let long = Array(repeating: Self.alarm, count: 65).joined(separator: ", ")
    check("{ any: ‹[\(long)] }", [.itemCount])
  }

  @Test("every condition of the format becomes one of the domain")
  func reading() throws {
    let condition = """
      { all: [ { atLeast: 2, of: [ { alarm: { name: "a*", state: OK, region: us-east-1 } }, \
      { health: { region: us-east-1, expectedDuration: ">=4h", service: RDS } }, \
      { silence: { source: s, for: 90s } } ] }, { any: [ { alarm: { name: b, state: ALARM } } ] }, \
      { not: { alarm: { name: c, state: INSUFFICIENT_DATA } } } ] }
      """
    let text = GoodApplication.replacing(Self.whole, with: condition)
    let application = try #require(MarkedText(text).read().application)
    #expect(
      application.triggers[0].when
        == .all([
          .atLeast(
            2,
            of: [
              .alarm(AlarmTest(name: "a*", state: .ok, region: "us-east-1")),
              .health(HealthTest(region: "us-east-1", minimumExpectedDuration: .hours(4), service: "RDS")),
              .silence(SilenceTest(source: "s", duration: .seconds(90))),
            ]),
          .any([.alarm(AlarmTest(name: "b", state: .alarm))]),
          .not(.alarm(AlarmTest(name: "c", state: .insufficientData))),
        ]))
  }
}
