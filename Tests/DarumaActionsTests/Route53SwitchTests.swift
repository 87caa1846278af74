import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCore
import TestSupport
import Testing

@Suite("Switching a record")
struct Route53SwitchTests {
  private static func effect(
    _ name: String = "app.kaigo.example", _ type: String = "CNAME",
    _ values: [String] = ["lb.us-west-2.example"]
  ) -> Effect {
    Effect.sample(
      .route53Switch(zone: "Z1", name: name, type: type, values: values, ttl: 60), step: "dns")
  }

  private static func scene(_ recordSets: FakeRoute53.RecordSet...) -> Scene {
    let scene = Scene()
    scene.world.with { $0.route53.recordSets = recordSets }
    return scene
  }

  private static func done(_ values: String, name: String = "app.kaigo.example") -> Observation {
    .done(outputs: ["name": name, "values": values], by: .unknown)
  }

  @Test("from the old value to the new one on all name servers")
  func wholeWay() async throws {
    let scene = Self.scene(.simple("app.kaigo.example.", "CNAME", ttl: 60, "lb.us-east-1.example"))
    let underway = Observation.inProgress(
      "app.kaigo.example is changed; Route 53 is passing it on to its name servers")
    #expect(try await scene.cloud.observe(Self.effect()) == .absent)
    #expect(try await scene.cloud.act(Self.effect()) == .started)
    #expect(try await scene.cloud.observe(Self.effect()) == underway)
    #expect(try await scene.cloud.observe(Self.effect()) == underway)
    #expect(try await scene.cloud.observe(Self.effect()) == Self.done("lb.us-west-2.example"))
    #expect(try await scene.cloud.observe(Self.effect()) == Self.done("lb.us-west-2.example"))
    #expect(scene.world.log.count { $0 == "GetChange" } == 3, "a finished change is not asked for again")
  }

  @Test("a change that Route 53 has forgotten does not hold the step up")
  func forgotten() async throws {
    let scene = Self.scene()
    scene.world.with { $0.route53.forgetsChanges = true }
    #expect(await scene.carryOut(Self.effect()) == Self.done("lb.us-west-2.example"))
  }

  @Test(
    "already so, in other letters",
    arguments: [
      (
        effect(), .simple("app.kaigo.example.", "CNAME", ttl: 60, "LB.us-west-2.example."),
        done("lb.us-west-2.example")
      ),
      (
        effect("*.kaigo.example."),
        .simple(#"\052.kaigo.example."#, "CNAME", ttl: 60, "lb.us-west-2.example"),
        done("lb.us-west-2.example", name: "*.kaigo.example.")
      ),
      (
        effect("app.kaigo.example", "A", ["192.0.2.1", "192.0.2.2"]),
        .simple("app.kaigo.example.", "A", ttl: 60, "192.0.2.2", "192.0.2.1"), done("192.0.2.1,192.0.2.2")
      ),
    ] as [(Effect, FakeRoute53.RecordSet, Observation)])
  func alreadySo(effect: Effect, recordSet: FakeRoute53.RecordSet, expected: Observation) async throws {
    #expect(try await Self.scene(recordSet).cloud.observe(effect) == expected)
  }

  @Test(
    "not yet so",
    arguments: [
      (effect(), .simple("app.kaigo.example.", "CNAME", ttl: 300, "lb.us-west-2.example")),
      (effect(), .simple("other.kaigo.example.", "CNAME", ttl: 60, "lb.us-west-2.example")),
      (
        effect("app.kaigo.example", "A", ["192.0.2.1"]),
        .simple("app.kaigo.example.", "TXT", ttl: 60, "192.0.2.1")
      ),
      (
        effect("app.kaigo.example", "A", ["192.0.2.1"]),
        .simple("app.kaigo.example.", "A", ttl: 60, "192.0.2.1", "192.0.2.2")
      ),
      (
        effect("app.kaigo.example", "A", ["192.0.2.1", "192.0.2.2"]),
        .simple("app.kaigo.example.", "A", ttl: 60, "192.0.2.1")
      ),
    ] as [(Effect, FakeRoute53.RecordSet)])
  func notYet(effect: Effect, recordSet: FakeRoute53.RecordSet) async throws {
    #expect(try await Self.scene(recordSet).cloud.observe(effect) == .absent)
  }

  @Test(
    "a record of another form is left as it is, and named",
    arguments: [
      (
        effect("app.kaigo.example", "A", ["192.0.2.1"]), "A",
        "<AliasTarget><HostedZoneId>ZLB</HostedZoneId><DNSName>lb.example.</DNSName><EvaluateTargetHealth>false"
          + "</EvaluateTargetHealth></AliasTarget>", "an alias of type A to lb.example."
      ),
      (
        effect(), "CNAME", "<SetIdentifier>x</SetIdentifier><Weight>1</Weight>",
        "a record of type CNAME with weighted routing"
      ),
      (
        effect(), "CNAME", "<SetIdentifier>x</SetIdentifier><Failover>PRIMARY</Failover>",
        "a record of type CNAME with failover routing"
      ),
      (
        effect(), "CNAME", "<TrafficPolicyInstanceId>t</TrafficPolicyInstanceId>",
        "a record of type CNAME that a traffic policy manages"
      ),
      (effect(), "A", "<TTL>60</TTL>", "a record of type A, which can't stand beside a CNAME"),
      (
        effect("app.kaigo.example", "A", ["192.0.2.1"]), "CNAME", "<TTL>60</TTL>",
        "a record of type CNAME, which can't stand beside a A"
      ),
    ] as [(Effect, String, String, String)])
  func conflict(effect: Effect, type: String, rest: String, what: String) async throws {
    let scene = Self.scene(
      FakeRoute53.RecordSet(name: "app.kaigo.example.", type: type, rest: rest))
    guard case .conflict(let failure) = try await scene.cloud.observe(effect) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "route53.other-record")
    #expect(failure.message.contains(what), "\(failure.message)")
  }

  @Test("a change whose answer is lost is found by looking, and not made again")
  func lostAnswer() async throws {
    let scene = Self.scene()
    scene.world.spoil("ChangeResourceRecordSets", .answerLost)
    #expect(await scene.carryOut(Self.effect()) == Self.done("lb.us-west-2.example"))
    #expect(scene.world.log.count { $0 == "ChangeResourceRecordSets" } == 1)
  }

  @Test("killed after any request, a new process finishes", arguments: 0..<5, [true, false])
  func killed(after requests: Int, carriesOutLast: Bool) async throws {
    let first = Self.scene()
    first.world.with { $0.death = FakeWorld.Death(requests: requests, carriesOutLast: carriesOutLast) }
    _ = await first.carryOut(Self.effect())
    first.world.with { $0.death = nil }
    #expect(await Scene(first.world).carryOut(Self.effect()) == Self.done("lb.us-west-2.example"))
    #expect(first.world.log.count { $0 == "ChangeResourceRecordSets" } == 1)
  }

  @Test("a change that must wait for another is asked for again")
  func priorRequest() async throws {
    let scene = Self.scene()
    scene.world.spoil(
      "ChangeResourceRecordSets", .answered(.queryError(400, "PriorRequestNotComplete")))
    #expect(await scene.carryOut(Self.effect()) == Self.done("lb.us-west-2.example"))
  }
}
