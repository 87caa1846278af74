import DarumaActions
import DarumaCatalog
import DarumaCore
import Testing

@Suite("Steps that a person does, and steps that wait, in a file")
struct PeopleStepTests {
  /// With a step before the restore.
  private static func text(_ step: String) -> String {
    GoodApplication.replacing(
      "      - id: restore\n", with: "      - id: extra\n        \(step)\n      - id: restore\n")
  }

  private static func awaits(_ step: String) throws -> Awaited? {
    let reading = MarkedText(text(step)).read()
    #expect(reading.diagnostics.map(\.description) == [])
    return try #require(reading.application).plans[0].step("extra")?.action.awaits
  }

  @Test("manual: what is to be done, and by whom")
  func manual() throws {
    #expect(
      try Self.awaits("action: manual\n        with: { instructions: Call the vendor., role: management }")
        == .word(role: "management", instructions: "Call the vendor."))
    #expect(
      try Self.awaits("action: manual\n        with: { instructions: Call. }")
        == .word(role: nil, instructions: "Call."))
    expect(Self.text("action: manual\n        with: { instructions: Call., role: ‹nobody }"), gives: [.unknownRole])
    expect(Self.text("action: manual\n        with: ‹{ role: management }"), gives: [.missingKey])
    expect(
      Self.text("action: manual\n        resource: ‹db\n        with: { instructions: Call. }"), gives: [.keyConflict])
  }

  @Test("wait: a time, a condition, or both; one at the least")
  func wait() throws {
    #expect(try Self.awaits("action: wait\n        with: { for: 5m }") == .moment(lasting: .minutes(5), condition: nil))
    let alarm = Condition.alarm(AlarmTest(name: "up", state: .ok))
    #expect(
      try Self.awaits("action: wait\n        with: { until: { alarm: { name: up, state: OK } } }")
        == .moment(lasting: nil, condition: alarm))
    #expect(
      try Self.awaits("action: wait\n        with: { for: 1m, until: { alarm: { name: up, state: OK } } }")
        == .moment(lasting: .minutes(1), condition: alarm))
    expect(Self.text("action: wait\n        with: ‹{}"), gives: [.missingKey])
  }

  @Test("it must be able to end in its time, and its time counts against the RTO")
  func time() throws {
    expect(Self.text("action: ‹wait\n        with: { for: 10m }\n        timeout: 10m"), gives: [.outOfRange])
    expect(Self.text("action: wait\n        with: { for: 10m }\n        timeout: 11m"), gives: [])
    let long = Self.text("action: wait\n        with: { for: 5h }\n        timeout: 6h").replacing(
      "after: [scale, tell]", with: "after: [scale, tell, extra]")
    expect(long.replacing("run: region", with: "run: ‹region"), gives: [.rtoOutOfReach])
  }

  @Test("its condition is held to what those of triggers are, but need not speak against the primary region")
  func condition() throws {
    expect(
      Self.text("action: wait\n        with: { until: { resource: { resource: ‹dbx, changed: [started] } } }"),
      gives: [.unknownResource])
    expect(Self.text("action: wait\n        with: { until: { silence: { source: old, for: 5m } } }"), gives: [])
    let zoned = "action: wait\n        with: { until: { schedule: { window: \"01:00-02:00\", timeZone: Asia/Tokyo } } }"
    let application = try #require(MarkedText(Self.text(zoned)).read().application)
    #expect(application.zones?["Asia/Tokyo"] != nil)
    #expect(try Self.awaits(zoned) != nil)
  }

  @Test("a silence and a word that only a step asks for are asked for")
  func interests() throws {
    let text = Self.text(
      "action: wait\n        with: { until: { any: [ { said: all-clear }, { silence: { source: old, for: 5m } } ] } }")
    let interests = try #require(MarkedText(text).read().application).interests
    #expect(interests.words == ["all-clear"] && interests.sources.contains("old"))
  }
}
