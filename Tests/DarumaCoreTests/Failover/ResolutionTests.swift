import TestSupport
import Testing

@testable import DarumaCore

@Suite("A step's names become parameters")
struct ResolutionTests {
  private static func resolve(_ step: Step, generation: Int = 1, _ change: (inout Application) -> Void = { _ in })
    throws -> Result<Action, Failure>
  {
    let execution = try #require(Execution(EventSamples.started, .kaigo.changed(change), at: .at("03:05")))
    return Resolution.resolve(step, generation: generation, execution)
  }

  @Test(
    "a restored instance's name has at most 63 letters, digits and single hyphens, and no hyphen at its end",
    arguments: [
      ("kaigo-prod", "kaigo-prod-20261124t030500z-12"),
      (String(repeating: "k", count: 43), String(repeating: "k", count: 43) + "-20261124t030500z-12"),
      (
        String(repeating: "k", count: 63),
        String(repeating: "k", count: 34) + "-" + Fingerprint.short(String(repeating: "k", count: 63))
          + "-20261124t030500z-12"
      ),
      (
        String(repeating: "k", count: 33) + "-production",
        String(repeating: "k", count: 33) + "-" + Fingerprint.short(String(repeating: "k", count: 33) + "-production")
          + "-20261124t030500z-12"
      ),
    ])
  func identifier(name: String, identifier: String) throws {
    let action = try Self.resolve(Plan.regionFailover.steps[0], generation: 12) {
      $0.resources[0].arn = ARN("arn:aws:rds:us-east-1:123456789012:db:\(name)")
    }.get()
    #expect(action.identifier == identifier)
    #expect(identifier.count <= 63)
    #expect(action.earlierIdentifiers.count == 11 && action.earlierIdentifiers.allSatisfy { $0.count <= 63 })
    #expect(action.restoredPoint == "arn:p2" && action.region == "us-west-2")
  }

  @Test("two that begin alike get different names")
  func alike() throws {
    let names = try ["a", "b"].map { ending in
      try Self.resolve(Plan.regionFailover.steps[0]) {
        $0.resources[0].arn = ARN(
          "arn:aws:rds:us-east-1:123456789012:db:\(String(repeating: "k", count: 60))-\(ending)")
      }.get().sentence
    }
    #expect(names[0] != names[1])
  }

  @Test("a restore without a chosen point fails, and does not pass with another try")
  func noChoice() throws {
    let step = Step(id: "r", action: .rdsRestore(), resource: "api")
    #expect(
      try Self.resolve(step)
        == .failure(
          Failure(
            code: "step.unresolved", message: "step r can't be done: no recovery point was chosen for its resource",
            isRetriable: false)))
  }

  @Test(
    "a step acts in the recovery region, or where it says",
    arguments: [
      (Step.Place?.none, Region("us-west-2")), (.recovery, "us-west-2"), (.primary, "us-east-1"),
      (.named("eu-west-1"), "eu-west-1"),
    ])
  func region(place: Step.Place?, region: Region) throws {
    var step = Step(id: "s", action: .ecsScale(desiredCount: 1), region: place)
    step.action.parameters["here"] = .blank(.region)
    let action = try Self.resolve(step).get()
    #expect(action.region == region && action.parameters["here"] == .text(region.rawValue))
    #expect(try JSONText.read(JSONText.of(step)) == step)
  }

  @Test("what an earlier step left is filled in, and missed by name")
  func outputs() throws {
    let step = Step(id: "s", action: .route53Switch(zone: "Z", name: "n", endpointOf: "restore-db"))
    #expect(
      try Self.resolve(step)
        == .failure(
          Failure(
            code: "step.unresolved", message: "step s can't be done: step restore-db left no endpoint",
            isRetriable: false)))
  }

  @Test("every blank, wherever it stands; a literal and an object of two members are no blanks")
  func blanks() throws {
    var action = StepAction.httpCheck(url: "https://a.example")
    action.parameters = [
      "in": ["r": .blank(.region), "list": [.blank(.account), 1, .blank(.execution)]],
      "title": .blank(.joined([.blank(.application), "/", .blank(.plan), " ", 2])),
      "before": .blank(.before(.minutes(90))), "start": .blank(.joined(["last-", .blank(.start)])),
      "literal": .blank(.literal(["$region": true])), "two": ["$region": true, "more": 1],
    ]
    let resolved = try Self.resolve(Step(id: "s", action: action)).get().parameters
    #expect(resolved["in"]?["r"] == "us-west-2" && resolved["in"]?["list"]?.items.first == "123456789012")
    #expect(resolved["title"] == "kaigo-subsys/region-failover 2")
    #expect(resolved["before"] == "2026-11-24T01:35:00.000Z" && resolved["start"] == "last-20261124t030500z")
    #expect(resolved["literal"] == ["$region": true] && resolved["two"] == ["$region": true, "more": 1])
    for blank in [Blank.before(.minutes(90)), .start] { #expect(try Blank(blank.document) == blank) }
    #expect(throws: BlankError.self) { try Blank(["$before": "an hour"]) }
    action.parameters = ["a": ["$later": true]]
    #expect(
      try Self.resolve(Step(id: "s", action: action))
        == .failure(
          Failure(
            code: "step.unresolved", message: "step s can't be done: this version of Daruma does not know $later",
            isRetriable: false)))
  }

  @Test("a record may point at fixed values; other actions go as they stand")
  func others() throws {
    #expect(
      try Self.resolve(Step(id: "s", action: .route53Switch(zone: "Z", name: "n", values: ["10.0.0.1"], ttl: 5))).get()
        == .route53Switch(zone: "Z", name: "n", values: ["10.0.0.1"], ttl: 5))
    #expect(
      try Self.resolve(Step(id: "s", action: .httpCheck(url: "https://a.example", expect: 204, consecutive: 3))).get()
        == .httpCheck(url: "https://a.example", expect: 204, consecutive: 3))
    let channels = [Channel.webhook(url: "https://a.example")]
    #expect(
      try Self.resolve(Step(id: "s", action: .notify(channels: channels, message: "m"))).get()
        == .notice(channels: channels, subject: "kaigo-subsys: region-failover", message: "m", from: "us-west-2"))
  }
}
