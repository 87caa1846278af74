import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("Switching an alias, and records of IPv6")
struct Route53AliasTests {
  private static let balancer = "dualstack.web-1.us-west-2.elb.amazonaws.com"

  private static func effect(_ name: String = balancer, zone: String = "ZLB", evaluates: Bool = true) throws -> Effect {
    let traits = try #require(ActionCatalog.table["route53.switch"]).traits
    return .sample(
      Action(
        name: "route53.switch", region: "us-west-2",
        parameters: [
          "zone": "Z1", "name": "app.kaigo.example", "type": "A", "values": [.text(name)],
          "alias": ["zone": .text(zone), "evaluateHealth": .bool(evaluates)],
        ], traits: traits))
  }

  private static func scene(_ recordSets: FakeRoute53.RecordSet...) -> Scene {
    let scene = Scene()
    scene.world.with { $0.route53.recordSets = recordSets }
    return scene
  }

  private static let done = Observation.done(outputs: ["name": "app.kaigo.example", "values": balancer], by: .unknown)

  @Test(
    "from another alias, from values and from nothing to the alias",
    arguments: [
      [.alias("app.kaigo.example.", "A", "ZOLD", "web-1.us-east-1.elb.amazonaws.com.", "true")],
      [.simple("app.kaigo.example.", "A", ttl: 60, "192.0.2.1")], [],
    ] as [[FakeRoute53.RecordSet]])
  func wholeWay(before: [FakeRoute53.RecordSet]) async throws {
    let scene = Scene()
    scene.world.with { $0.route53.recordSets = before }
    #expect(try await scene.cloud.observe(try Self.effect()) == .absent)
    #expect(await scene.carryOut(try Self.effect()) == Self.done)
    #expect(scene.world.log.count { $0 == "ChangeResourceRecordSets" } == 1)
    let zones = scene.world.with { $0.route53.recordSets }.map(\.rest)
    #expect(zones.count == 1 && zones[0].contains("<HostedZoneId>ZLB</HostedZoneId>"))
  }

  @Test(
    "already so, in other letters; another name, zone or view of health is not",
    arguments: [
      ("ZLB", "DUALSTACK.web-1.us-west-2.elb.amazonaws.com.", "true", true), ("ZLB", balancer, "false", false),
      ("ZOTHER", balancer, "true", false), ("ZLB", "web-1.us-west-2.elb.amazonaws.com.", "true", false),
    ])
  func compared(zone: String, name: String, evaluates: String, isSo: Bool) async throws {
    let scene = Self.scene(.alias("app.kaigo.example.", "A", zone, name, evaluates))
    #expect(try await scene.cloud.observe(try Self.effect()) == (isSo ? Self.done : .absent))
  }

  @Test("an alias that does not say where it leads is no answer", arguments: ["maybe", ""])
  func unreadable(evaluates: String) async throws {
    let scene = Self.scene(.alias("app.kaigo.example.", "A", "ZLB", Self.balancer, evaluates))
    let fault = await scene.faultOfObserving(try Self.effect())
    #expect(fault?.code == "route53.UnreadableAnswer" && fault?.isRetriable == true)
  }

  @Test("an alias that is weighed among others is left as it is")
  func weighed() async throws {
    var set = FakeRoute53.RecordSet.alias("app.kaigo.example.", "A", "ZLB", Self.balancer, "true")
    set.rest += "<SetIdentifier>x</SetIdentifier><Weight>1</Weight>"
    guard case .conflict(let failure) = try await Self.scene(set).cloud.observe(try Self.effect()) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.message.contains("weighted"))
  }

  @Test(
    "addresses of IPv6 are the same in whatever form",
    arguments: [
      (["2001:DB8:0:0::1"], true), (["2001:0db8::0001"], true), (["2001:db8::2"], false),
      (["2001:db8::1", "2001:db8::2"], false),
    ])
  func sixth(present: [String], isSo: Bool) async throws {
    let effect = Effect.sample(
      .route53Switch(zone: "Z1", name: "app.kaigo.example", type: "AAAA", values: ["2001:db8::1"], ttl: 60))
    var set = FakeRoute53.RecordSet.simple("app.kaigo.example.", "AAAA", ttl: 60)
    set.rest = "<TTL>60</TTL><ResourceRecords>"
    for value in present { set.rest += "<ResourceRecord><Value>\(value)</Value></ResourceRecord>" }
    set.rest += "</ResourceRecords>"
    let done = Observation.done(outputs: ["name": "app.kaigo.example", "values": "2001:db8::1"], by: .unknown)
    #expect(try await Self.scene(set).cloud.observe(effect) == (isSo ? done : .absent))
  }

  @Test(
    "as it is written",
    arguments: [
      ("alias: { zone: ZLB, name: \(balancer) }", []),
      ("alias: { zone: ZLB, name: \(balancer), evaluateHealth: false }, type: AAAA", []),
      ("alias: { zone: ZLB, name: \(balancer) }, type: CNAME", [.keyConflict]),
      ("alias: { zone: ZLB, name: \(balancer) }, ttl: 60", [.keyConflict]),
      ("alias: { zone: ZLB, name: \(balancer) }, target: b.example", [.keyConflict, .badAddress]),
      ("alias: { zone: ZLB }", [.missingKey]), ("alias: { name: \(balancer) }", [.missingKey]),
      ("alias: { zone: ZLB, name: web-1.us-east-1.elb.amazonaws.com }", [.switchesToPrimary]),
      ("type: AAAA, targets: [\"2001:db8::1\", \"::1\", \"1:2:3:4:5:6:7:8\"]", []),
      ("type: AAAA, target: 192.0.2.1", [.badAddress]), ("type: AAAA, target: a.example", [.badAddress]),
      ("type: AAAA, target: \"1::2::3\"", [.badAddress]), ("type: AAAA, target: \"1:2:3\"", [.badAddress]),
      ("type: AAAA, target: \":::\"", [.badAddress]), ("type: AAAA, target: \"12345::\"", [.badAddress]),
      ("type: AAAA, target: \"1:2:3:4:5:6:7::8\"", [.badAddress]),
      ("type: AAAA, target: \"1:2:3:4:5:6:7:8::\"", [.badAddress]),
      ("target: lb.example, type: CNAME", []), ("ttl: 60", [.missingKey]),
    ] as [(String, [DiagnosticCode])])
  func written(rest: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("route53.switch", with: "{ zone: Z1, name: app.example, \(rest) }")
    #expect(step.codes == codes)
  }

  @Test("what is written becomes the request, and is journaled in the clear")
  func parameters() {
    let with = "{ zone: Z1, name: app.example, alias: { zone: ZLB, name: \(Self.balancer) } }"
    #expect(
      WrittenStep("route53.switch", with: with).action?.parameters == [
        "zone": "Z1", "name": "app.example", "type": "A", "values": [.text(Self.balancer)],
        "alias": ["zone": "ZLB", "evaluateHealth": true],
      ])
  }
}
