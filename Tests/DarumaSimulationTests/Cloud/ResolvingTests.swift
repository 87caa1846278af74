import Testing

@testable import DarumaSimulation

@Suite("Resolving names")
struct ResolvingTests {
  private let east = SampleEstate.primaryLoadBalancer.dnsName + "."
  private let west = SampleEstate.recoveryLoadBalancer.dnsName

  private func switchOver(_ scenario: inout Scenario) throws {
    let set = RecordSet(name: SampleEstate.host, type: "CNAME", target: .values([west], ttlSeconds: 5))
    _ = try scenario.call(
      ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: [RecordChange(.upsert, set)]))
  }

  private func answer(_ scenario: Scenario, throughCache: Bool) -> String? {
    scenario.cloud.estate.dns.resolve(SampleEstate.host, at: scenario.now, throughCache: throughCache)?.first
  }

  @Test("the name servers answer with the new value once the change is in sync")
  func authoritative() throws {
    var scenario = Scenario()
    try switchOver(&scenario)
    scenario.now += Timings().dnsPropagation - 1
    #expect(answer(scenario, throughCache: false) != west)
    scenario.now += 1
    #expect(answer(scenario, throughCache: false) == west)
  }

  @Test("a resolver that had just asked keeps the old answer for the old TTL")
  func cached() throws {
    var scenario = Scenario()
    try switchOver(&scenario)
    scenario.now += Timings().dnsPropagation + SampleEstate.recordTTLSeconds * 1_000 - 1
    #expect(answer(scenario, throughCache: true) != west)
    scenario.now += 1
    #expect(answer(scenario, throughCache: true) == west)
  }

  @Test("a deleted name doesn't resolve any more")
  func deleted() throws {
    var scenario = Scenario()
    let set = RecordSet(
      name: SampleEstate.host, type: "CNAME",
      target: .values([SampleEstate.primaryLoadBalancer.dnsName], ttlSeconds: SampleEstate.recordTTLSeconds))
    _ = try scenario.call(
      ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: [RecordChange(.delete, set)]))
    scenario.now += Timings().dnsPropagation
    #expect(answer(scenario, throughCache: false) == nil)
  }

  @Test("aliases are followed within the zones, but not for ever")
  func chains() throws {
    var scenario = Scenario()
    func alias(_ name: String, to target: String) -> RecordChange {
      RecordChange(
        .create,
        RecordSet(name: name, type: "A", target: .alias(RecordSet.Alias(hostedZoneID: "Z", name: target))))
    }
    let changes = [
      alias("www.kaigo.example", to: SampleEstate.host), alias("x.kaigo.example", to: "y.kaigo.example"),
      alias("y.kaigo.example", to: "x.kaigo.example"),
    ]
    _ = try scenario.call(ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: changes))
    scenario.pass(minutes: 10)
    let dns = scenario.cloud.estate.dns
    #expect(
      dns.resolve("www.kaigo.example", at: scenario.now, throughCache: true)
        == [SampleEstate.primaryLoadBalancer.dnsName])
    #expect(dns.resolve("x.kaigo.example", at: scenario.now, throughCache: true) == nil)
  }

  @Test("of several sets the primary one answers, else the heaviest")
  func routing() throws {
    var scenario = Scenario()
    func set(_ name: String, _ value: String, _ routing: RecordSet.Routing) -> RecordChange {
      RecordChange(
        .create,
        RecordSet(
          name: name, type: "A", target: .values([value], ttlSeconds: 1), routing: routing,
          setIdentifier: value))
    }
    let changes = [
      set("w.kaigo.example", "192.0.2.1", .weighted(0)), set("w.kaigo.example", "192.0.2.2", .weighted(9)),
      set("f.kaigo.example", "192.0.2.3", .failover(isPrimary: true)),
      set("f.kaigo.example", "192.0.2.4", .failover(isPrimary: false)),
    ]
    _ = try scenario.call(ChangeResourceRecordSets(zone: SampleEstate.hostedZone, changes: changes))
    scenario.pass(minutes: 10)
    let dns = scenario.cloud.estate.dns
    #expect(dns.resolve("w.kaigo.example", at: scenario.now, throughCache: true) == ["192.0.2.2"])
    #expect(dns.resolve("f.kaigo.example", at: scenario.now, throughCache: true) == ["192.0.2.3"])
  }
}
