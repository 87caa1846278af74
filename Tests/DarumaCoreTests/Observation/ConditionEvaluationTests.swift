import Testing

@testable import DarumaCore

@Suite("A condition: truth, the newest beginning, the onset, and whether anything speaks against the primary")
struct ConditionEvaluationTests {
  private static let a = Condition.alarm(AlarmTest(name: "a", state: .alarm))
  private static let b = Condition.alarm(AlarmTest(name: "b", state: .alarm))
  private static let recovery = Condition.alarm(AlarmTest(name: "dr", state: .alarm, region: "us-west-2"))
  private static let recoveryIsWell = Condition.alarm(AlarmTest(name: "dr", state: .ok))
  private static let silent = Condition.silence(SilenceTest(source: "canary", duration: .minutes(3)))

  private static var scene: Scene {
    var scene = Scene()
    scene.alarm("a", .alarm, since: .at("03:10"))
    scene.alarm("b", .alarm, since: .at("03:20"))
    scene.alarm("dr", .ok, since: .at("03:05"), region: "us-west-2")
    scene.heartbeat("canary", at: .at("03:00"))
    return scene
  }

  @Test("an unknown leaf leaves `all` open, and its `not` too")
  func unknown() {
    let nobody = Condition.alarm(AlarmTest(name: "nobody", state: .alarm))
    #expect(Self.scene.evaluate(.all([Self.a, nobody]), at: .at("03:30")).truth == .unknown)
    #expect(Self.scene.evaluate(.all([Self.a, .not(nobody)]), at: .at("03:30")).truth == .unknown)
    #expect(Self.scene.evaluate(.any([Self.a, nobody]), at: .at("03:30")).truth == .holds)
    #expect(Self.scene.evaluate(.atLeast(2, of: [Self.a, nobody]), at: .at("03:30")).truth == .unknown)
  }

  @Test("`all` begins with its newest part, `atLeast` with the one that filled the count, `not` when it ceased")
  func since() {
    let scene = Self.scene
    #expect(scene.evaluate(.all([Self.a, Self.b]), at: .at("03:30")).since == .at("03:20"))
    #expect(scene.evaluate(.any([Self.a, Self.b]), at: .at("03:30")).since == .at("03:10"))
    #expect(scene.evaluate(.atLeast(2, of: [Self.b, Self.silent, Self.a]), at: .at("03:30")).since == .at("03:10"))
    #expect(scene.evaluate(.not(Self.recovery), at: .at("03:30")).since == .at("03:05"))
    #expect(scene.evaluate(.not(Self.a), at: .at("03:30")).since == nil)
  }

  @Test("a leaf that went and came back begins anew: a hold-down sees that it was not so in between")
  func flapped() {
    var scene = Self.scene
    scene.alarm("a", .ok, since: .at("03:12"))
    scene.alarm("a", .alarm, since: .at("03:29"))
    #expect(scene.evaluate(Self.a, at: .at("03:30")).since == .at("03:29"))
  }

  @Test("the onset is the earliest beginning of what speaks against the primary, whatever else is wanted")
  func onset() {
    let evaluation = Self.scene.evaluate(.all([.atLeast(2, of: [Self.b, Self.silent, Self.a])]), at: .at("03:30"))
    #expect(evaluation.onset == .at("03:10"))
    #expect(Self.scene.evaluate(.all([Self.b, Self.recoveryIsWell]), at: .at("03:30")).onset == .at("03:20"))
  }

  @Test("an onset is at most as old as its leaf may be, however long the alarm has been on")
  func oldOnset() {
    var scene = Scene()
    scene.alarm("a", .alarm, since: Instant.at("03:00") - Span.days(21), seenAt: .at("03:00"))
    let evaluation = scene.evaluate(Self.a, at: .at("03:04"))
    #expect(evaluation.holds)
    #expect(evaluation.onset == Instant.at("03:04") - Span.days(1))
  }

  @Test("silence, and that all is well elsewhere, hold and have no weight")
  func weightless() {
    let evaluation = Self.scene.evaluate(.all([Self.silent, Self.recoveryIsWell]), at: .at("03:30"))
    #expect(evaluation.holds)
    #expect(!evaluation.hasWeight)
    #expect(evaluation.onset == nil)
    #expect(evaluation.evidence.map(\.weight) == [.silence, .context])
  }

  @Test("what holds in a part that does not support the whole gives no weight")
  func otherBranch() {
    var scene = Self.scene
    scene.alarm("b", .ok, since: .at("03:25"))
    let evaluation = scene.evaluate(.any([Self.silent, .all([Self.a, Self.b])]), at: .at("03:30"))
    #expect(evaluation.holds)
    #expect(!evaluation.hasWeight)
    #expect(scene.evaluate(.any([Self.silent, Self.a]), at: .at("03:30")).hasWeight)
  }

  @Test("under two `not`s an alarm has its weight again, under one it has none")
  func negated() {
    let scene = Self.scene
    #expect(scene.evaluate(.not(.any([.not(Self.a), .not(Self.b)])), at: .at("03:30")).hasWeight)
    #expect(!scene.evaluate(.all([Self.silent, .not(Self.recovery)]), at: .at("03:30")).hasWeight)
  }

  @Test("a leaf lingers after it ceased to hold, and time alone ends it")
  func linger() {
    var scene = Self.scene
    scene.alarm("a", .ok, since: .at("03:30"), was: .alarm)
    #expect(!scene.evaluate(Self.a, at: .at("03:31")).holds)
    let lingering = scene.evaluate(Self.a, at: .at("03:31"), linger: .minutes(5))
    #expect(lingering.holds && lingering.hasWeight)
    #expect(lingering.changesAt == .at("03:35"))
    #expect(!scene.evaluate(Self.a, at: .at("03:35"), linger: .minutes(5)).holds)
  }

  @Test("what never held does not linger, and nothing lingers under a `not`")
  func noLinger() {
    var scene = Self.scene
    scene.alarm("a", .ok, since: .at("03:30"), was: .insufficientData)
    #expect(!scene.evaluate(Self.a, at: .at("03:31"), linger: .minutes(5)).holds)
    scene.alarm("dr", .alarm, since: .at("03:30"), region: "us-west-2")
    #expect(!scene.evaluate(.not(Self.recovery), at: .at("03:31"), linger: .minutes(5)).holds)
  }

  @Test("an item of an earlier journal is read: it had no more than whether it held")
  func earlierItem() throws {
    let text = #"{"holds":true,"kind":"silence","negated":false,"statement":"s","witnesses":["canary"]}"#
    let item = try JSONText.read(text, as: EvidenceItem.self)
    #expect(
      item
        == EvidenceItem(
          kind: .silence, statement: "s", truth: .holds, weight: .silence, negated: false, witnesses: ["canary"]))
    #expect(try JSONText.read(JSONText.of(item), as: EvidenceItem.self) == item)
  }
}
