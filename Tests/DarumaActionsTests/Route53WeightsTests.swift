import AWSTestSupport
import DarumaActions
import DarumaAWS
import DarumaCatalog
import DarumaCore
import TestSupport
import Testing

@Suite("route53.weights")
struct Route53WeightsTests {
  private static func effect(_ weights: [(String, Int)] = [("east", 0), ("west", 100)]) throws -> Effect {
    let traits = try #require(ActionCatalog.table["route53.weights"]).traits
    let list = weights.map { ["record": .text($0.0), "weight": .integer(Int64($0.1))] as Document }
    return .sample(
      Action(
        name: "route53.weights", region: "us-west-2",
        parameters: ["zone": "Z1", "name": "app.kaigo.example", "type": "A", "weights": .list(list)], traits: traits))
  }

  private static func record(
    _ identifier: String?, _ weight: String?, name: String = "app.kaigo.example.", type: String = "A",
    rest: String = "<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord>"
      + "</ResourceRecords>"
  ) -> String {
    let set = identifier.map { "<SetIdentifier>\($0)</SetIdentifier>" } ?? ""
    let share = weight.map { "<Weight>\($0)</Weight>" } ?? ""
    return "<ResourceRecordSet><Name>\(name)</Name><Type>\(type)</Type>\(set)\(share)\(rest)</ResourceRecordSet>"
  }

  private static func zone(_ records: String..., next: String = "<IsTruncated>false</IsTruncated>") -> HTTPResponse {
    .ok(
      "<ListResourceRecordSetsResponse><ResourceRecordSets>\(records.joined())</ResourceRecordSets>\(next)"
        + "<MaxItems>300</MaxItems></ListResourceRecordSetsResponse>")
  }

  private static func change(_ status: String) -> String {
    "<ChangeInfo><Id>/change/C1</Id><Status>\(status)</Status><SubmittedAt>2026-11-24T03:42:00Z</SubmittedAt></ChangeInfo>"
  }
  private static let changed = HTTPResponse.ok(
    "<ChangeResourceRecordSetsResponse>\(change("PENDING"))</ChangeResourceRecordSetsResponse>")
  private static func progress(_ status: String) -> HTTPResponse {
    .ok("<GetChangeResponse>\(change(status))</GetChangeResponse>")
  }

  private static func cloud(_ replies: HTTPResponse...) -> (cloud: AWSCloud, transport: ScriptedTransport) {
    let harness = CallHarness(replies.map { .success($0) })
    return (
      AWSCloud(client: harness.client, transport: harness.transport, addresses: WebhookAddresses()), harness.transport
    )
  }

  private static let isSo = zone(record("east", "0"), record("west", "100"))
  private static let done = Observation.done(
    outputs: ["name": "app.kaigo.example", "weights": "east=0,west=100"], by: .unknown)

  @Test(
    "only the wanted weight of each is so; records of other names and types do not matter",
    arguments: [
      (isSo, done), (zone(record("west", "100"), record("east", "0"), record("x", "1", type: "AAAA")), done),
      (zone(record("east", "0", name: "APP.kaigo.example"), record("west", "100"), record("x", "1", name: "b.")), done),
      (zone(record("east", "100"), record("west", "0")), .absent),
      (zone(record("east", "0"), record("west", "99")), .absent),
    ] as [(HTTPResponse, Observation)])
  func seen(answer: HTTPResponse, is wanted: Observation) async throws {
    let (cloud, transport) = Self.cloud(answer)
    #expect(try await cloud.observe(try Self.effect()) == wanted)
    let url = try #require(transport.requests.first?.url)
    #expect(url.hasSuffix("/2013-04-01/hostedzone/Z1/rrset?name=app.kaigo.example&type=A&maxitems=300"), "\(url)")
  }

  @Test("one change weighs all, with everything else of them as it is, and is waited for on all name servers")
  func wholeWay() async throws {
    let alias =
      "<AliasTarget><HostedZoneId>ZLB</HostedZoneId><DNSName>lb.</DNSName><EvaluateTargetHealth>true"
      + "</EvaluateTargetHealth></AliasTarget><HealthCheckId>h</HealthCheckId>"
    let (cloud, transport) = Self.cloud(
      Self.zone(Self.record("east", "100"), Self.record("west", "0", rest: alias)), Self.changed, Self.isSo,
      Self.progress("PENDING"), Self.isSo, Self.progress("INSYNC"), Self.isSo)
    let effect = try Self.effect()
    #expect(try await cloud.act(effect) == .started)
    guard case .inProgress = try await cloud.observe(effect) else {
      Issue.record("it is not yet on all name servers")
      return
    }
    #expect(try await cloud.observe(effect) == Self.done)
    #expect(try await cloud.observe(effect) == Self.done, "a finished change is not asked for again")
    transport.finish()
    let body = try #require(transport.bodies.dropFirst().first)
    let root = try XMLTree(parsing: Array(body.utf8))
    let changes = try #require(root["ChangeBatch"]).list("Changes", of: "Change")
    let sets = changes.compactMap { $0["ResourceRecordSet"] }
    #expect(changes.map { $0.text("Action") } == ["UPSERT", "UPSERT"] && sets.count == 2)
    #expect(
      sets.map { $0.text("Weight") } == ["0", "100"] && sets.map { $0.text("SetIdentifier") } == ["east", "west"])
    #expect(sets[0].text("TTL") == "60" && sets[0]["ResourceRecords"]?["ResourceRecord"]?.text("Value") == "192.0.2.1")
    #expect(sets[1]["AliasTarget"]?.text("EvaluateTargetHealth") == "true" && sets[1].text("HealthCheckId") == "h")
  }

  @Test(
    "records that the plan does not know, or that are not there, are a conflict, and nothing is sent",
    arguments: [
      (zone(record("east", "0")), "has no record west"),
      (
        zone(record("east", "0"), record("west", "100"), record("south", "5")),
        "has south, which the plan does not name"
      ),
    ])
  func conflict(answer: HTTPResponse, what: String) async throws {
    let (cloud, transport) = Self.cloud(answer, answer)
    guard case .conflict(let failure) = try await cloud.observe(try Self.effect()) else {
      Issue.record("it was not a conflict")
      return
    }
    #expect(failure.code == "route53.other-records" && failure.message.contains(what), "\(failure.message)")
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "route53.other-records" && transport.requests.count == 2)
  }

  @Test(
    "what can't come true, and what says nothing, is never done",
    arguments: [
      (zone(), "route53.record-missing", false),
      (zone(record("east", "0", name: "b.")), "route53.record-missing", false),
      (zone(record(nil, nil)), "route53.not-weighted", false),
      (zone(record("east", nil)), "route53.not-weighted", false),
      (zone(record("east", "many"), record("west", "100")), "route53.UnreadableAnswer", true),
      (zone(record("east", "256"), record("west", "100")), "route53.UnreadableAnswer", true),
      (.ok("<ListResourceRecordSetsResponse/>"), "route53.UnreadableAnswer", true),
      (
        zone(
          record("east", "0"),
          next: "<IsTruncated>true</IsTruncated><NextRecordName>app.kaigo.example.</NextRecordName><NextRecordType>A"
            + "</NextRecordType>"), "route53.UnreadableAnswer", true
      ),
      (.queryError(404, "NoSuchHostedZone"), "route53.NoSuchHostedZone", false),
    ] as [(HTTPResponse, String, Bool)])
  func never(answer: HTTPResponse, code: String, isRetriable: Bool) async throws {
    let (cloud, _) = Self.cloud(answer)
    let effect = try Self.effect()
    let fault = await #expect(throws: CloudFault.self) { try await cloud.observe(effect) }
    #expect(fault?.code == code && fault?.isRetriable == isRetriable)
  }

  @Test(
    "a plan that would weigh everything 0, or makes no sense, sends nothing",
    arguments: [
      [("east", 0), ("west", 0)], [], [("east", 256)], [("east", -1), ("west", 1)], [("east", 1), ("east", 1)],
    ])
  func journaled(weights: [(String, Int)]) async throws {
    let (cloud, _) = Self.cloud()
    let effect = try Self.effect(weights)
    let fault = await #expect(throws: CloudFault.self) { try await cloud.act(effect) }
    #expect(fault?.code == "action.bad-parameter")
  }

  @Test(
    "as it is written",
    arguments: [
      ("weights: { east: 0, west: 100 }", []), ("weights: { \"a b\": 1 }, type: CNAME", []),
      ("weights: { east: 0, west: 0 }", [.outOfRange]), ("weights: { east: 256 }", [.outOfRange]),
      ("weights: {}", [.itemCount]), ("type: A", [.missingKey]), ("weights: { east: 1 }, type: TXT", [.notAChoice]),
      ("weights: [1]", [.wrongKind]),
    ] as [(String, [DiagnosticCode])])
  func written(rest: String, codes: [DiagnosticCode]) {
    let step = WrittenStep("route53.weights", with: "{ zone: Z1, name: app.kaigo.example, \(rest) }")
    #expect(step.codes == codes)
    if rest == "weights: { east: 0, west: 100 }" {
      #expect(step.action?.parameters == (try? Self.effect())?.action.parameters)
    }
  }
}
