import Testing

@testable import DarumaSimulation

@Suite("Changing a hosted zone")
struct HostedZoneTests {
  private static let zone = SampleEstate.hostedZone

  private func set(
    _ name: String, type: String = "A", values: [String] = ["192.0.2.1"], ttl: Int64 = 60,
    routing: RecordSet.Routing = .simple, identifier: String? = nil
  ) -> RecordSet {
    RecordSet(
      name: name, type: type, target: .values(values, ttlSeconds: ttl), routing: routing,
      setIdentifier: identifier)
  }

  private func change(_ changes: RecordChange...) -> ChangeResourceRecordSets {
    ChangeResourceRecordSets(zone: Self.zone, changes: changes)
  }

  @Test("a change is pending for the time of propagation, then in sync for good")
  func propagation() throws {
    var scenario = Scenario()
    let made = try scenario.call(change(RecordChange(.upsert, set("a.kaigo.example"))))
    #expect(made.status == "PENDING")
    scenario.now += Timings().dnsPropagation - 1
    #expect(try scenario.call(GetChange(id: "/change/" + made.id)).status == "PENDING")
    scenario.now += 1
    #expect(try scenario.call(GetChange(id: made.id)).status == "INSYNC")
    scenario.pass(minutes: 1_000)
    #expect(try scenario.call(GetChange(id: made.id)).status == "INSYNC")
  }

  @Test("changes of a batch build on each other, and one bad change undoes all")
  func batches() throws {
    var scenario = Scenario()
    let one = set("a.kaigo.example")
    let other = set("a.kaigo.example", values: ["192.0.2.2"])
    _ = try scenario.call(
      change(RecordChange(.create, one), RecordChange(.delete, one), RecordChange(.create, other)))
    let before = try scenario.call(ListResourceRecordSets(zone: Self.zone)).sets
    let bad = change(RecordChange(.delete, other), RecordChange(.delete, other))
    #expect(scenario.refusal(of: bad) == "InvalidChangeBatch")
    #expect(try scenario.call(ListResourceRecordSets(zone: Self.zone)).sets == before)
  }

  @Test("every fault of a batch is named")
  func allFaults() {
    var scenario = Scenario()
    let bad = change(
      RecordChange(.delete, set("absent.kaigo.example")),
      RecordChange(.create, set("a.elsewhere.example")),
      RecordChange(.create, set("app.kaigo.example", type: "CNAME")))
    let message = scenario.reply(bad).delivery.error?.message
    #expect(
      message
        == "[Tried to delete resource record set [name='absent.kaigo.example.', type='A'] but it was not "
        + "found, RRSet with DNS name a.elsewhere.example. is not permitted in zone kaigo.example., Tried to "
        + "create resource record set [name='app.kaigo.example.', type='CNAME'] but it already exists]"
    )
  }

  @Test("a deletion must name the values, in any order, and the TTL")
  func deletion() throws {
    var scenario = Scenario()
    _ = try scenario.call(
      change(RecordChange(.create, set("a.kaigo.example", values: ["192.0.2.1", "192.0.2.2"]))))
    let wrongTTL = set("a.kaigo.example", values: ["192.0.2.1", "192.0.2.2"], ttl: 61)
    #expect(scenario.refusal(of: change(RecordChange(.delete, wrongTTL))) == "InvalidChangeBatch")
    let wrongValues = set("a.kaigo.example", values: ["192.0.2.1"])
    #expect(scenario.refusal(of: change(RecordChange(.delete, wrongValues))) == "InvalidChangeBatch")
    let right = set("A.kaigo.example.", values: ["192.0.2.2", "192.0.2.1"])
    _ = try scenario.call(change(RecordChange(.delete, right)))
  }

  @Test(
    "sets that exclude each other are refused",
    arguments: [
      ("app.kaigo.example", "A", nil), ("kaigo.example", "CNAME", nil),
      ("app.kaigo.example", "CNAME", "west"),
    ] as [(String, String, String?)])
  func conflicts(name: String, type: String, identifier: String?) {
    var scenario = Scenario()
    let conflicting = set(
      name, type: type, routing: identifier == nil ? .simple : .weighted(1), identifier: identifier)
    #expect(scenario.refusal(of: change(RecordChange(.upsert, conflicting))) == "InvalidChangeBatch")
  }

  @Test("the zone's own NS and SOA sets can't be deleted")
  func apex() throws {
    var scenario = Scenario()
    let sets = try scenario.call(ListResourceRecordSets(zone: Self.zone)).sets
    for apex in sets where ["NS", "SOA"].contains(apex.key.type) {
      #expect(scenario.refusal(of: change(RecordChange(.delete, apex))) == "InvalidChangeBatch")
    }
  }

  @Test("a batch has a limit")
  func batchLimit() {
    var scenario = Scenario()
    let sets = (0...ChangeResourceRecordSets.limit).map { RecordChange(.create, set("n\($0).kaigo.example")) }
    let operation = ChangeResourceRecordSets(zone: Self.zone, changes: sets)
    #expect(scenario.refusal(of: operation) == "InvalidChangeBatch")
    #expect(scenario.refusal(of: ChangeResourceRecordSets(zone: Self.zone, changes: [])) == "InvalidInput")
  }

  @Test("names are listed with their labels reversed")
  func order() throws {
    var scenario = Scenario()
    let there = try scenario.call(ListResourceRecordSets(zone: Self.zone)).sets.map(\.key)
    let names = ["z.a.kaigo.example", "b.kaigo.example", "a.kaigo.example", "*.a.kaigo.example"]
    let creations = names.map { RecordChange(.create, set($0)) }
    _ = try scenario.call(ChangeResourceRecordSets(zone: Self.zone, changes: creations))
    let all = try scenario.call(ListResourceRecordSets(zone: Self.zone)).sets.map(\.key)
    #expect(all.prefix(2).map(\.name.text) == ["kaigo.example.", "kaigo.example."])
    let added = all.filter { !there.contains($0) }.map(\.name.text)
    #expect(
      added == ["a.kaigo.example.", "\\052.a.kaigo.example.", "z.a.kaigo.example.", "b.kaigo.example."])
  }
}
