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

  @Test("a condition about a region that is not the application's is doubted")
  func elsewhere() {
    check("{ health: { region: ‹us-east-2 } }", [.conditionElsewhere])
    check("{ alarm: { name: a, state: ALARM, region: ‹eu-west-1 } }", [.conditionElsewhere])
    check("{ alarm: { name: a, state: ALARM, region: us-west-2 } }", [])
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
